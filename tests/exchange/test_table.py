"""Tables that people save from spreadsheets: read when sure, refused with the row when not."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilkada_outreach import ValidationFailed
from pilkada_outreach.exchange.table import read_rows


def codes(data: bytes) -> list[tuple[str, str]]:
    with pytest.raises(ValidationFailed) as failure:
        read_rows(data, "media.csv")
    return [(problem.code, problem.path) for problem in failure.value.problems]


@pytest.mark.parametrize(
    "data",
    [
        b"name,domain\nKabar Contoh,kabar.example\n",
        b"\xef\xbb\xbfname,domain\r\nKabar Contoh,kabar.example\r\n",
        b"# a comment, for people\nname ;domain\n\n Kabar Contoh ; kabar.example \n",
        b'name,domain\n"Kabar Contoh","kabar.example"\n',
    ],
)
def test_rows_are_read_as_spreadsheets_save_them(data: bytes) -> None:
    (row,) = read_rows(data, "media.csv")
    assert row.cells == {"name": "Kabar Contoh", "domain": "kabar.example"}


def test_row_numbers_are_those_of_the_file() -> None:
    rows = read_rows(b"# head\nname\n\nsatu\n# lewat\ndua\n", "media.csv")
    assert [(row.number, row.cells["name"]) for row in rows] == [(4, "satu"), (6, "dua")]


def test_a_comma_in_quotes_is_text() -> None:
    (row,) = read_rows(b'name,domain\n"Kabar, Contoh",x.example\n', "media.csv")
    assert row.cells["name"] == "Kabar, Contoh"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"name\n\xff\n", [("table.encoding", "media.csv")]),
        (
            b"a,b\n1\n1,2\n1,2,3\n",
            [("table.row-length", "media.csv[row 2]"), ("table.row-length", "media.csv[row 4]")],
        ),
        (b'a,b\n"1,2\n', [("table.syntax", "media.csv")]),
        (b"a,a\n1,2\n", [("table.head-twice", "media.csv")]),
    ],
)
def test_what_is_no_table_is_refused_with_its_row(
    data: bytes, expected: list[tuple[str, str]]
) -> None:
    assert codes(data) == expected


def test_an_empty_table_has_no_rows() -> None:
    assert read_rows(b"", "media.csv") == ()
    assert read_rows(b"# only a comment\n", "media.csv") == ()


@given(st.binary(max_size=200))
def test_any_bytes_give_rows_or_problems(data: bytes) -> None:
    with suppress(ValidationFailed):
        read_rows(data, "media.csv")
