"""Renderers: a report as a page, as plain text, as a sheet."""

from pilkada_outreach.adapters.renderers.csv import CSV, CsvRenderer
from pilkada_outreach.adapters.renderers.html import HTML, HtmlRenderer
from pilkada_outreach.adapters.renderers.markdown import MARKDOWN, MarkdownRenderer

__all__ = ["CSV", "HTML", "MARKDOWN", "CsvRenderer", "HtmlRenderer", "MarkdownRenderer"]
