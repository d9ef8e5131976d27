"""Bar charts as SVG that fits into a page: in its colours, by day and by night, on a phone and on paper."""

import re
import xml.etree.ElementTree as ElementTree
from collections import Counter
from decimal import Decimal
from typing import Any

import attrs

from pilkada_outreach._extras import needs_extra
from pilkada_outreach.adapters.renderers._cells import cell_text
from pilkada_outreach.problems import Language
from pilkada_outreach.reporting.model import BarChart, Report, Table

_COLOURS = {  # as drawn, and the variable of the stylesheet that replaces it
    "#1d5c96": "var(--bar-a)",
    "#c2560c": "var(--bar-b)",
    "#5b6570": "var(--bar-c)",
    "#17191c": "var(--ink)",
    "#474c54": "var(--soft)",
    "#cbc7c1": "var(--line)",
}
_BARS = tuple(_COLOURS)[:3]
_INK, _SOFT, _LINE = tuple(_COLOURS)[3:]
_FONT = "system-ui, sans-serif"
_PADDING = {"left": 36, "top": 2, "right": 36, "bottom": 2}  # room for fonts wider than measured
_NAME = ""
"""The line of a narrow chart that holds the name of a group, in place of a series."""
_KEPT = {
    *("viewBox", "transform", "d", "x", "y", "x2", "y2", "width", "height"),
    *("fill", "text-anchor", "font-family", "font-size", "font-weight", "stroke", "stroke-width"),
}
_LONG_DECIMAL = re.compile(r"-?\d+\.\d{2,}")


@attrs.frozen(kw_only=True)
class Drawing:
    """One chart, drawn twice: the names of the bars beside them, or above them for narrow screens."""

    chart: BarChart
    wide: str
    narrow: str


def drawings(report: Report, lang: Language) -> dict[str, list[Drawing]]:
    """The charts of a report by the table they show. Raises MissingExtra without `charts`."""
    found: dict[str, list[Drawing]] = {}
    for chart in report.charts:
        table = next(table for table in report.tables if table.name == chart.table)
        rows, series = _rows(chart, table, lang)
        if rows:
            found.setdefault(table.name, []).append(
                Drawing(
                    chart=chart,
                    wide=_svg(_spec(rows, series, narrow=False)),
                    narrow=_svg(_spec(rows, series, narrow=True)),
                )
            )
    return found


def _rows(
    chart: BarChart, table: Table, lang: Language
) -> tuple[list[dict[str, object]], list[str]]:
    """One row per bar, and the names of the series; a cell that is no number has no bar."""
    columns = {column.name: place for place, column in enumerate(table.columns)}
    names = columns[chart.category]
    series = {name: table.columns[columns[name]].title.text(lang) for name in chart.values}
    rows: list[dict[str, object]] = []
    seen: Counter[str] = Counter()
    for row in table.rows:
        category = cell_text(row[names], table.columns[names].kind, lang)
        seen[category] += 1
        if seen[category] > 1:  # two of one name are two bars
            category = f"{category} ({seen[category]})"
        for name, title in series.items():
            cell = row[columns[name]]
            if isinstance(cell, int | Decimal):
                kind = table.columns[columns[name]].kind
                rows.append(
                    {
                        "name": category,
                        "series": title,
                        "value": float(cell),
                        "end": max(float(cell), 0),
                        "label": cell_text(cell, kind, lang),
                    }
                )
    return rows, list(series.values())


def _spec(rows: list[dict[str, object]], series: list[str], *, narrow: bool) -> dict[str, Any]:
    """The chart in the words of Vega-Lite; a narrow one gives the name of each group a line of its own."""
    with needs_extra("charts", "Drawing charts"):
        import altair
    alt: Any = altair  # its classes are generated, and half of their types unknown
    names = list(dict.fromkeys(row["name"] for row in rows))
    lines = [_NAME, *series] if narrow else series
    axis = alt.Axis(
        title=None,
        domain=False,
        ticks=False,
        labels=not narrow,
        labelLimit=300,
        labelPadding=10,
        labelFontSize=14,
        labelColor=_INK,
    )
    figures = alt.Chart(alt.Data(values=rows)).encode(
        x=alt.X("value:Q", axis=None, scale=alt.Scale(zero=True, nice=False)),
        y=alt.Y(
            "name:N", sort=names, axis=axis, scale=alt.Scale(paddingInner=0.3, paddingOuter=0.1)
        ),
        yOffset=alt.YOffset(
            "series:N", sort=lines, scale=alt.Scale(domain=lines, paddingInner=0.1)
        ),
    )
    bars = figures.mark_bar().encode(
        color=alt.Color(
            "series:N",
            scale=alt.Scale(domain=series, range=[_BARS[n % 3] for n in range(len(series))]),
            legend=alt.Legend(orient="top", title=None, symbolType="square")
            if len(series) > 1
            else None,
        )
    )
    ends = figures.mark_text(align="left", dx=5, fontSize=13, color=_INK)
    layers = [bars, ends.encode(x="end:Q", text="label:N")]
    if narrow:
        heads = [{"name": name, "series": _NAME, "value": 0} for name in names]
        above = figures.properties(data=alt.Data(values=heads))
        layers.append(
            above.mark_text(align="left", fontSize=14, limit=290, color=_INK).encode(
                x=alt.value(0), text="name:N"
            )
        )
    spec: dict[str, Any] = (
        alt.layer(*layers)
        .properties(width=250 if narrow else 440, height=alt.Step(18, **{"for": "offset"}))
        .configure(aria=False, background="transparent", font=_FONT, padding=_PADDING)
        .configure_view(stroke=None)
        .configure_legend(labelFontSize=14, labelColor=_INK, symbolSize=160, columnPadding=20)
        .to_dict()
    )
    return spec


def _svg(spec: dict[str, Any]) -> str:
    """The drawing as a piece of HTML: the page's colours, no names for screen readers, no needless digits.

    It is one image to them, and its table is beside it.
    """
    with needs_extra("charts", "Drawing charts"):
        import vl_convert
    root = ElementTree.fromstring(vl_convert.vegalite_to_svg(spec))  # noqa: S314  # written by the line itself
    for parent in root.iter():
        for child in [*parent]:
            if child.get("display") == "none" or child.get("class") == "background":
                parent.remove(child)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        colour = _COLOURS.get(element.get("fill", ""))
        kept = {
            name: _LONG_DECIMAL.sub(lambda found: f"{float(found[0]):.1f}", value)
            for name, value in element.items()
            if name in _KEPT
        }
        element.attrib.clear()
        element.attrib.update(kept)
        if colour is not None:
            del element.attrib["fill"]
            element.set("style", f"fill:{colour}")
    return ElementTree.tostring(root, encoding="unicode")
