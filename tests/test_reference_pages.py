"""The generated pages of the reference are what the code would write now."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).parent.parent / "docs"


def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_reference", DOCS / "build_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["problems.md", "rules.md"])
def test_page_is_up_to_date(name: str) -> None:
    written = (DOCS / "reference" / name).read_text(encoding="utf-8")
    assert written == builder().PAGES[name](), "run `make reference`"


def test_every_code_has_an_entry_with_cause_and_mend_in_both_languages() -> None:
    page = (DOCS / "reference" / "problems.md").read_text(encoding="utf-8")
    kinds = list(builder().kinds())
    assert len(kinds) > 50
    for kind in kinds:
        assert f"\n## {kind.code}\n" in page
        for text in (kind.en, kind.id, kind.mend_en, kind.mend_id):
            assert text in page
        assert kind.en != kind.id
