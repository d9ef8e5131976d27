"""Every problem of a document names its line, in TOML and in JSON."""

import sys
from unittest.mock import patch

import pytest

from pilkada_outreach import Agreement, ValidationFailed, load

TOML = """\
record = "agreement"
version = 1
id = "agreement/kpu-64.02/2024/001"
kind = "media-contract"
title = ""
commission = "kpu/64.02"
parties = [
  {partner = "kpu/64.02", office = "contract-officer"},
  # a comment between
  {partner = "media/x", office = "directr"},
]

[period]
first_day = "10/8/2024"

[[deliverables]]
code = "banner"
name = "Spanduk"
per_month = 1

[[deliverables]]
"code" = "banner"
name = "Spanduk"
per_month = 0
source.instrument = "PKPU"
source.verified = "ya"
"""

JSON = """\
{"record": "agreement", "version": 1,
 "id": "agreement/kpu-64.02/2024/001",
 "kind": "media-contract",
 "parties": [
   {"partner": "kpu/64.02",
    "office": "chair"},
   {"partner": 7}
 ]}
"""


def lines(text: str, format: str) -> dict[str, int | None]:
    with pytest.raises(ValidationFailed) as failure:
        load(Agreement, text, format)  # type: ignore[arg-type]  # one of the two formats
    return {problem.path: problem.line for problem in failure.value.problems}


def test_lines_of_toml() -> None:
    assert lines(TOML, "toml") == {
        "title": 5,
        "parties[1].office": 10,
        "period.first_day": 14,
        "deliverables[1].per_month": 24,
        "deliverables[1].source.verified": 26,
    }


def test_lines_of_json_and_of_what_is_missing() -> None:
    assert lines(JSON, "json") == {
        "parties[1].partner": 7,
        "parties[1].office": 7,
        "title": 1,
        "commission": 1,
        "period": 1,
    }


def test_without_the_extra_there_are_no_lines() -> None:
    with patch.dict(sys.modules, {"tree_sitter": None}):
        assert set(lines(TOML, "toml").values()) == {None}
