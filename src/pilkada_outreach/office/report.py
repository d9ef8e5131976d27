"""A report together with the forms it can be rendered in."""

from collections.abc import Callable

import attrs

from pilkada_outreach.problems import Language
from pilkada_outreach.reporting.model import Report

Render = Callable[[str, Report, Language], bytes]
"""Renders a report in the named form. Raises UnknownName, MissingExtra or PluginError."""


@attrs.frozen
class OfficeReport:
    """A report of an office; `report` is its content, the rest prints it. Indonesian unless asked otherwise."""

    report: Report
    _render: Render = attrs.field(repr=False)

    def render(self, form: str, lang: Language = "id") -> bytes:
        """The report in the form that a renderer of this name makes."""
        return self._render(form, self.report, lang)

    def to_markdown(self, lang: Language = "id") -> str:
        """As Markdown."""
        return self.render("markdown", lang).decode()

    def to_html(self, lang: Language = "id") -> str:
        """As one self-contained page. Needs the extras `pages` and `charts`."""
        return self.render("html", lang).decode()

    def to_csv(self, lang: Language = "id") -> str:
        """As CSV with stable column names."""
        return self.render("csv", lang).decode()
