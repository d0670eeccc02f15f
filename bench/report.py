"""What a run of `make bench` has found, as Markdown: bench/results.md, and the table in the README."""

from __future__ import annotations

import math
import re
import statistics
from typing import Any, Callable, Iterator

SIZES = ((150, 400), (1_000, 3_000), (10_000, 30_000), (100_000, 300_000))
OURS, PYVIS = "Bailanysh", "pyvis"
TASKS = {  # what bench/tasks.py measures → its words, and the largest number of ties at which it makes sense
    "yaml": ("PyYAML's C safe loader on the same files", 300_000),
    "load": ("load: YAML → checked records with places", 300_000),
    "reopen": ("load again, files unchanged", 300_000),
    "check": ("check: rules over the whole", 300_000),
    "networkx_year": ("networkx: one year as a subgraph view, counted", 300_000),
    "select": ("select: one year, limit, scores", 300_000),
    "networkx_years": ("networkx: all 36 years as subgraph views, counted", 30_000),
    "years": ("all 36 years: which ties hold, counted", 300_000),
    "search": ("search: a name with a typing error", 300_000),
    "layout": ("layout of all years, labels apart", 30_000),
    "networkx_layout": ("networkx spring_layout, labels on top of each other", 3_000),
    "wire": ("the map's data for all years, packed", 300_000),
    "measures": ("betweenness, PageRank, cores of a year", 30_000),
    "networkx_measures": ("networkx: the same three", 30_000),
    "export": ("export: GraphML of a year", 300_000),
}
APP = (  # figure, its head, how it is said
    ("first", "first complete picture", "seconds"), ("hand", "answers the hand", "seconds"), ("painted", "a year further: painted", "seconds"),
    ("step", "script until then", "seconds"), ("script", "script with the rerun", "seconds"), ("bytes", "bytes of the rerun", "kB"),
    ("rerun", "server, CPU", "seconds"), ("drag", "drag, frames/s", "frames"), ("zoom", "zoom, frames/s", "frames"),
    ("heap", "browser heap", "MB"), ("server", "server memory", "MB"),
)
PAGE = (("first", "first complete picture", "seconds"), ("file", "size", "MB"))
BEGIN, END = "<!-- measured: written by make bench -->", "<!-- /measured -->"


# -- figures in words -----------------------------------------------------------------------------------------------


def said(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms" if seconds >= 0.01 else f"{seconds * 1000:.2f} ms"


UNITS: dict[str, Callable[[float], str]] = {
    "seconds": said, "kB": lambda bytes: f"{bytes / 1000:.1f} kB", "MB": lambda mega: f"{mega:.1f} MB" if mega < 10 else f"{mega:.0f} MB", "frames": lambda rate: f"{rate:.0f}",
}


def middle(entry: dict[str, Any] | None, unit: str = "seconds") -> str:
    """The median, and how far the rounds lie apart; frames: the median, and the slowest of twenty."""
    if entry is None:
        return "–"
    if "cut" in entry:
        return f"> {entry['cut']} s"
    values, tell = entry["values"], UNITS[unit]
    if not values:
        return "–"
    if unit == "frames":
        return f"{tell(values[0])} ({tell(values[-1])})"
    spread = f" ({tell(min(values))}–{tell(max(values))})" if len(values) > 1 else ""
    return f"{tell(statistics.median(values))}{spread}"


def _entry(found: dict[str, Any], section: str, row: str, ties: int, what: str) -> dict[str, Any] | None:
    """What was found; a picture that never came within the time that its app had is cut off like that."""
    entries = found["figures"].get(section, {}).get(row, {}).get(str(ties), {})
    return entries.get(what) or (entries.get("cut") if what == "first" else None)


def briefly(found: dict[str, Any], section: str, row: str, ties: int, what: str, unit: str) -> str | None:
    """A figure without its spread; None if it was not asked."""
    number = value(found, section, row, ties, what)
    if number is None:
        return None
    return f"> {_entry(found, section, row, ties, what)['cut']} s" if number == math.inf else UNITS[unit](number)


def value(found: dict[str, Any], section: str, row: str, ties: int, what: str) -> float | None:
    """The median, infinite where it was cut off, None where it was not asked."""
    entry = _entry(found, section, row, ties, what)
    if entry is None or entry.get("values") == []:
        return None
    return math.inf if "cut" in entry else entry["values"][0] if what in ("drag", "zoom") else statistics.median(entry["values"])


def exponent(points: list[tuple[int, float]]) -> str:
    """The slope of log time over log ties: 1 is proportional, 2 quadratic."""
    if len(points) < 2:
        return ""
    x, y = zip(*((math.log(ties), math.log(max(seconds, 1e-6))) for ties, seconds in points))
    mx, my = statistics.mean(x), statistics.mean(y)
    return f"{sum((a - mx) * (b - my) for a, b in zip(x, y)) / sum((a - mx) ** 2 for a in x):.2f}"


# -- bench/results.md -----------------------------------------------------------------------------------------------


def report(found: dict[str, Any]) -> str:
    sizes = found["sizes"]
    lines = [
        "# Measured", "",
        f"`make bench`, begun {found['began']} UTC, {found.get('took', 0):.0f} minutes. {found['machine']}. Load average {found['load'][0]} before and "
        f"{found['load'][-1]} after, on two cores with one thing measured at a time: where it is above 2, trust the ratios more than the figures. Medians of {found['rounds']} rounds (fewer at the larger "
        "sizes), in brackets the least and the most. “> N s”: cut off after N seconds; a dash: not asked, or cut off before. Networks: "
        "`bench/synthetic.py`, seeded." + "".join(f" {_again(run)} again in a run of {run.get('took', 0):.0f} minutes, begun {run['began']} UTC, load average "
                                                  f"{run['load'][0]} before and {run['load'][-1]} after." for run in found.get("again", [])), "",
        "## In Python", "", "CPU time. The exponent is the fitted growth with the number of ties.", "",
        "| | " + " | ".join(f"{actors:,}/{ties:,}" for actors, ties in sizes) + " | exponent |", "|---|" + "---:|" * (len(sizes) + 1),
    ]
    python = found["figures"].get("python", {})
    for task, (words, _) in TASKS.items():
        entries = {ties: python.get(task, {}).get(str(ties), {}).get("cpu") for _, ties in sizes}
        points = [(ties, statistics.median(entry["values"])) for ties, entry in entries.items() if entry and entry.get("values")]
        lines.append(f"| {words} | {' | '.join(middle(entry) for entry in entries.values())} | {exponent(points)} |")
    for task, words in (("load", "memory of the process that loads, at most"), ("yaml", "memory of the process that reads with PyYAML, at most")):
        memory = [python.get(task, {}).get(str(ties), {}).get("cpu", {}).get("memory") for _, ties in sizes]
        lines.append(f"| {words} | {' | '.join(f'{each} MB' if each else '–' for each in memory)} | |")
    lines += [
        "", "## In the browser: each in its own Streamlit app", "",
        "Opened on all years, then a year further by the keyboard at 2010. *First complete picture*: of ours the still that comes with the page, "
        "of the peers their drawn canvas. *Answers the hand*: of ours when the map has taken its place; the peers answer when they have drawn. *Script until then*: of ours "
        "before Python is told, since the year moves without it; the peers draw after their rerun. Frames: the median while dragged or zoomed, in brackets that of the slowest of twenty. Beyond "
        "100,000 ties ours is opened on a store, as docs/scale.md advises, where each step asks it; the loader takes files up to 128 MiB.", "",
        *table(found, "app", APP), "", "## The page that each writes by itself", "",
        "All actors and ties in one HTML file, opened from disk without a network.", "", *table(found, "page", PAGE),
    ]
    if found["view"].get("head"):
        lines += ["", "## The view alone", "", "A year step, and moving the map, all actors asked for.", "", *found["view"]["head"],
                  *(found["view"][str(ties)] for _, ties in sizes if str(ties) in found["view"])]
    if found["unreached"]:
        lines += ["", f"Not reached in {found['minutes']:g} minutes, or failed: {'; '.join(found['unreached'])}."]
    lines += ["", "## Slower than a peer", "", *(f"- {each}" for each in slower(found))]
    return "\n".join(lines).rstrip() + "\n"


def _again(run: dict[str, Any]) -> str:
    sizes = " and ".join(f"{actors:,}/{ties:,}" for actors, ties in run["sizes"])
    return f"{sizes} ({', '.join(run['parts'])})" if run.get("parts") else sizes


def table(found: dict[str, Any], section: str, figures: tuple[tuple[str, str, str], ...]) -> Iterator[str]:
    yield f"| | actors/ties | {' | '.join(head for _, head, _ in figures)} |"
    yield f"|---|---|{'---:|' * len(figures)}"
    rows = found["figures"].get(section, {})
    for actors, ties in found["sizes"]:
        for name, by_size in rows.items():
            entries = by_size.get(str(ties))
            if not entries:
                continue
            cells = [middle(_entry(found, section, name, ties, what), unit) for what, _, unit in figures]
            yield f"| {name} | {actors:,}/{ties:,} | {' | '.join(cells)} |"


# -- where a peer is quicker ----------------------------------------------------------------------------------------

# section, figure (or our task and theirs), what it is called, and why it may be slower; of the frames more is better
PYTHON_PAIRS = (
    ("load", "yaml", "loading YAML", "the files are validated and every value has its place"),
    ("reopen", "yaml", "loading unchanged files", "their digest is taken"),
    ("select", "networkx_year", "selecting a year", "a selection also scores actors and keeps its limit, and makes a dataset of what is left"),
    ("years", "networkx_years", "counting all years", "certain and possible ties are told apart"),
    ("layout", "networkx_layout", "the layout", "labels are pushed apart, and ForceAtlas2 crosses fewer ties"),
    ("measures", "networkx_measures", "measures", "the graph is handed to igraph first"),
)
APP_PAIRS = (
    ("first", "the first picture", "it comes with Streamlit's page, which carries nothing of theirs"),
    ("hand", "until the map answers the hand", "Streamlit has to start, and the data of all years to come"),
    ("painted", "a year further", "the map shows more: names apart, certainty, arrows"),
    ("step", "the script of a year further", "counts, key and panel follow each year"),
    ("bytes", "the bytes of a rerun", "the link, the buttons and their words are sent again"),
    ("rerun", "the server's work in a rerun", "the page has a head, a menu and tools"),
    ("heap", "the browser's memory", "it holds all years and every claim"),
    ("server", "the server's memory", "it holds every record with its claims and places, and the libraries of all pages"),
)
FRAMES = (("drag", "frames while dragged", "names are placed anew, and more is drawn: names, arrows, dashes"), ("zoom", "frames while zoomed", "names are placed anew at each scale"))
PAGES = (("first", "our page by itself", "it holds all years and every claim, and places names"),
         ("file", "the size of our page", "it holds every claim with its quotation and document, in all years"))


def slower(found: dict[str, Any]) -> list[str]:
    """One sentence for each thing that a peer does quicker or smaller, by more than a tenth, with why."""
    told = []
    for size in found["sizes"]:
        for mine, theirs, words, why in _pairs(found, size):
            (ours, text), (peer, other, name) = mine, theirs
            if ours is not None and peer is not None and peer < math.inf and ours > 1.1 * peer:
                told.append(f"{words[:1].upper()}{words[1:]} at {size[0]:,}/{size[1]:,}: {text} against {other} of {name}: {why}.")
    return told or ["Nothing of what was measured."]


def _pairs(found: dict[str, Any], size: list[int]) -> Iterator[tuple]:
    ties = size[1]
    for ours, theirs, words, why in PYTHON_PAIRS:
        mine, other = value(found, "python", ours, ties, "cpu"), value(found, "python", theirs, ties, "cpu")
        yield (mine, _text(mine, "seconds")), (other, _text(other, "seconds"), "PyYAML" if theirs == "yaml" else "networkx"), words, why
    for section, figures, units in (("app", APP_PAIRS, APP), ("page", PAGES, PAGE), ("app", FRAMES, APP)):
        for what, words, why in figures:
            unit = next(unit for each, _, unit in units if each == what)
            mine = value(found, section, OURS, ties, what)
            peers = {name: number for name in found["figures"].get(section, {}) if name != OURS
                     and (number := value(found, section, name, ties, what)) is not None}
            if mine is None or not peers:
                continue
            best = (max if unit == "frames" else min)(peers, key=peers.__getitem__)
            sign = -1 if unit == "frames" else 1
            ours, other = (mine, peers[best]) if sign > 0 else (1 / max(mine, 1e-9), 1 / max(peers[best], 1e-9))
            yield (ours, _text(mine, unit)), (other, _text(peers[best], unit), best), words, why


def _text(number: float | None, unit: str) -> str:
    return "–" if number is None else "cut off" if number == math.inf else UNITS[unit](number)


# -- the README -----------------------------------------------------------------------------------------------------


def in_readme(readme: str, found: dict[str, Any]) -> str:
    """The README with its measured part renewed; ValueError if it has no place for it."""
    if BEGIN not in readme or END not in readme:
        raise ValueError(f"the README has no {BEGIN}")
    return re.sub(f"{re.escape(BEGIN)}.*?{re.escape(END)}", lambda _: f"{BEGIN}\n{measured(found)}\n{END}", readme, flags=re.DOTALL)


def measured(found: dict[str, Any]) -> str:
    """What stands in the README: the browser at the smallest size, Python at the second, and what is slower."""
    small, middle_size = found["sizes"][0], found["sizes"][min(1, len(found["sizes"]) - 1)]
    rows = ["| | here | peer |", "|---|---:|---|"]
    for what, words in (("first", "the app opens: first complete picture"), ("hand", "until it answers the hand"), ("painted", "one year further, until painted"),
                        ("step", "of it script"), ("bytes", "bytes of a rerun"), ("heap", "memory of the browser's page")):
        unit = next(unit for each, _, unit in APP if each == what)
        told = {name: briefly(found, "app", name, small[1], what, unit) for name in found["figures"].get("app", {})}
        if told.get(OURS):
            rows.append(f"| {words} | {told[OURS]} | {', '.join(f'{name} {text}' for name, text in told.items() if text and name != OURS) or '–'} |")
    page = [briefly(found, "page", name, small[1], "first", "seconds") for name in (OURS, PYVIS)]
    if all(page):
        rows.append(f"| the page that it writes, opened by itself | {page[0]} | pyvis {page[1]} |")
    for ours, theirs, words, _ in PYTHON_PAIRS:
        pair = [briefly(found, "python", task, middle_size[1], "cpu", "seconds") for task in (ours, theirs)]
        if all(pair):
            rows.append(f"| {words} | {pair[0]} | {TASKS[theirs][0]}: {pair[1]} |")
    where = (f"Against its peers on the same networks, in the browser {small[0]:,} actors and {small[1]:,} ties, else {middle_size[0]:,} and {middle_size[1]:,}; "
             f"{found['machine'].partition(',')[2].strip()}, load average {found['load'][0]}–{found['load'][-1]}, {found['began']} UTC. "
             "All figures, sizes and spreads: [bench/results.md](bench/results.md); `make bench` takes them again and writes this part, `make bench QUICK=1` a shorter table into out/.")
    sizes = [f"at {small[0]:,}/{small[1]:,}:", f"at {middle_size[0]:,}/{middle_size[1]:,}:"]
    less = [each for each in slower(found) if any(size in each for size in sizes)]
    return "\n".join([where, "", *rows, "", "Slower than a peer: " + (" ".join(less) if less else "nothing of this.")])
