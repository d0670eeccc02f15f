"""Charts in the page's own ink: small lines, ranks through the years, stacks of communities."""

from __future__ import annotations

from typing import Sequence

import altair as alt
import pandas as pd
import streamlit as st

from graph.picture import GROUPS

SHAPES = {  # a line's points, so that colour is not all that tells it from others: vega's name, and a letter like it
    "circle": "●", "square": "■", "triangle-up": "▲", "diamond": "◆", "triangle-down": "▼", "cross": "✚",
    "triangle-right": "▶", "triangle-left": "◀",
}
BUMPS = 15  # ranks drawn


def dark() -> bool:
    return st.context.theme.type == "dark"


def palette() -> tuple[str, ...]:
    return GROUPS["dark" if dark() else "light"]


def inks() -> tuple[str, str, str]:
    """Letters, quiet letters, hairlines."""
    return ("#e9eaed", "#a2a9b5", "#2b313a") if dark() else ("#1c2027", "#5c626d", "#e3e0d8")


def years_axis(years: Sequence[int], many: int = 8) -> alt.X:
    __, muted, ___ = inks()
    return alt.X("year:Q", axis=alt.Axis(title=None, format="d", tickCount=many, labelColor=muted, grid=False, labelFontSize=11),
                 scale=alt.Scale(domain=[years[0], years[-1]], nice=False))


def small_line(years: Sequence[int], values: Sequence[float], year: int | None, digits: int, height: int = 84) -> alt.LayerChart:
    """One measure through the years, with the chosen year marked. Years without a value leave a gap."""
    __, muted, hair = inks()
    table = pd.DataFrame({"year": list(years), "value": list(values)})
    y = alt.Y("value:Q", axis=alt.Axis(title=None, tickCount=2, format=",.2~r", labelColor=muted, gridColor=hair,
                                       domain=False, ticks=False, labelFontSize=11), scale=alt.Scale(zero=True, nice=True))
    base = alt.Chart(table).encode(x=years_axis(years, 3), y=y, tooltip=[alt.Tooltip("year:Q", format="d", title=" "), alt.Tooltip("value:Q", format=f",.{digits}f", title=" ")])
    layers = [base.mark_line(color=palette()[0], strokeWidth=1.6, interpolate="step" if digits == 0 else "linear"),
              base.mark_point(opacity=0, size=200)]
    if year is not None:
        layers.append(base.transform_filter(alt.datum.year == year).mark_point(filled=True, size=45, opacity=1, color=palette()[1]))
    return alt.layer(*layers).properties(height=height).configure_view(stroke=None)


def bumps(rows: pd.DataFrame, years: Sequence[int], year: int | None) -> alt.LayerChart:
    """Ranks through the years: columns year, rank, name, place (of its colour and shape). The first is on top."""
    __, muted, hair = inks()
    rows = rows.sort_values(["name", "year"])
    rows["run"] = rows.groupby("name")["year"].diff().ne(1).cumsum()  # a year without a rank breaks the line
    order = rows.drop_duplicates("name").sort_values("place")
    names, shapes = list(order["name"]), list(SHAPES)
    colour = alt.Color("name:N", legend=None, scale=alt.Scale(domain=names, range=[palette()[place] for place in order["place"]]))
    shape = alt.Shape("name:N", legend=None, scale=alt.Scale(domain=names, range=[shapes[place] for place in order["place"]]))
    chosen = alt.selection_point(fields=["name"], on="pointerover", nearest=True, empty=True)
    strong = alt.condition(chosen, alt.value(1), alt.value(0.15))
    x = years_axis(years)
    y = alt.Y("rank:Q", scale=alt.Scale(domain=[BUMPS + 0.5, 0.5], nice=False), axis=alt.Axis(
        title=None, values=[1, 5, 10, BUMPS], format="d", labelColor=muted, gridColor=hair, domain=False, ticks=False))
    base = alt.Chart(rows).encode(x=x, y=y, color=colour, detail="run:N", opacity=strong, tooltip=[
        alt.Tooltip("name:N", title=" "), alt.Tooltip("year:Q", format="d", title=" "), alt.Tooltip("rank:Q", title=" ")])
    layers = [
        base.mark_line(strokeWidth=2, interpolate="monotone"),
        base.mark_point(filled=True, size=46).encode(shape=shape).add_params(chosen),
    ]
    if year is not None and years[0] <= year <= years[-1]:
        layers.insert(0, alt.Chart(pd.DataFrame({"year": [year]})).mark_rule(color=muted, strokeDash=[3, 3], opacity=0.6).encode(x=x))
    return alt.layer(*layers).properties(height=360).configure_view(stroke=None)


def stacks(rows: pd.DataFrame, year: int | None) -> alt.LayerChart:
    """Sizes of communities through the years: columns year, size, label, name, place; a label keeps its colour (place)
    while it lasts, those of place −1 are grey."""
    __, muted, hair = inks()
    order = rows.drop_duplicates("label").sort_values("place")
    grey = "#4a515c" if dark() else "#d3cfc5"
    colours = [grey if place < 0 else palette()[place % len(palette())] for place in order["place"]]
    bar = alt.Chart(rows).mark_bar(stroke="#12151a" if dark() else "#fbfaf7", strokeWidth=0.8).encode(
        x=alt.X("year:O", axis=alt.Axis(title=None, labelColor=muted, labelAngle=0, labelOverlap=True, ticks=False, domain=False)),
        y=alt.Y("size:Q", stack=True, axis=alt.Axis(
            title=None, labelColor=muted, gridColor=hair, domain=False, ticks=False, tickCount=4)),
        color=alt.Color("label:N", scale=alt.Scale(domain=list(order["label"]), range=colours), legend=None),
        order=alt.Order("place:Q"), opacity=alt.condition(alt.datum.year == year, alt.value(1), alt.value(0.65)),
        tooltip=[alt.Tooltip("name:N", title=" "), alt.Tooltip("year:O", title=" "), alt.Tooltip("size:Q", title=" ")],
    )
    return alt.layer(bar).properties(height=240).configure_view(stroke=None)
