"""One figure in a process of its own:  python bench/tasks.py TASK FOLDER ROUNDS → {"times": CPU seconds, "memory": MB}."""

from __future__ import annotations

import datetime
import io
import json
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any, Callable

sys.path.insert(0, str(Path(__file__).parents[1]))

TODAY = datetime.date(2026, 11, 22)


def rounds_of(work: Callable[[], Any], rounds: int, before: Callable[[], Any] = lambda: None) -> list[float]:
    times = []
    for _ in range(rounds):
        before()
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return times


def main(task: str, folder: Path, rounds: int) -> list[float]:
    if task == "yaml":
        import yaml

        texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.yaml"))]
        return rounds_of(lambda: [yaml.load(text, Loader=yaml.CSafeLoader) for text in texts], rounds)
    from graph.load import load

    if task == "load":
        return rounds_of(lambda: _all_there(load(folder)[1]), rounds)
    if task == "reopen":
        from graph.kept import Kept

        with tempfile.TemporaryDirectory() as temporary:
            kept = Kept(Path(temporary))
            _all_there(load(folder, kept)[1])
            return rounds_of(lambda: load(folder, kept), rounds)
    dataset = _kept(folder)
    years = iter([str(year) for year in range(1995, 2020)] * 4)
    if task == "check":
        from graph.check import check

        return rounds_of(lambda: check(dataset, TODAY), rounds)
    if task == "layout":
        from graph.layout import layout

        return rounds_of(lambda: layout(dataset), min(rounds, 3))
    if task == "networkx_layout":
        import networkx as nx

        from graph.layout import union

        graph = union(dataset)
        return rounds_of(lambda: nx.spring_layout(graph, seed=7), min(rounds, 3))
    if task == "search":
        from graph.search import find

        name = list(dataset.actors.values())[len(dataset.actors) // 2].name.en
        wrong = name[:3] + name[4:]
        return rounds_of(lambda: find(dataset, wrong), rounds)
    if task == "wire":
        from graph.picture import wire

        return rounds_of(lambda: json.dumps(wire(dataset, today=TODAY, language="en"), ensure_ascii=False), min(rounds, 3))

    from graph.selection import Selection, select

    select(dataset, Selection(first="2010"), TODAY)  # what is worked out once for a dataset
    if task == "select":
        return rounds_of(lambda: select(dataset, Selection(first=next(years)), TODAY), rounds)
    everybody = replace(Selection(first="2010"), limit=len(dataset.actors))
    if task == "years":
        from graph.selection import each_year

        return rounds_of(lambda: each_year(dataset, Selection(), TODAY, 1991, 2026), rounds)
    if task == "networkx_years":
        graph = _networkx(dataset)
        return rounds_of(lambda: [_view(graph, str(year)) for year in range(1991, 2027)], min(rounds, 2))
    if task == "networkx_year":
        graph = _networkx(dataset)
        return rounds_of(lambda: _view(graph, next(years)), rounds)
    part = select(dataset, everybody, TODAY)
    if task == "export":
        from graph.network import build

        import networkx as nx

        def export() -> None:
            graph = build(part.dataset, part.certainty)
            plain = nx.MultiDiGraph()
            plain.add_nodes_from((node, {"name": data["name"]}) for node, data in graph.nodes(data=True))
            plain.add_edges_from((a, b, key, {"kind": data["kind"]}) for a, b, key, data in graph.edges(keys=True, data=True))
            nx.write_graphml(plain, io.BytesIO())

        return rounds_of(export, min(rounds, 3))
    from bench.measures import fresh, plain
    from graph.measures import OF_ACTORS
    from graph.measures.years import window_nets

    net = next(net for _, net in reversed(list(window_nets(dataset, Selection(first="2010"), TODAY))) if len(net.ties))
    if task == "measures":
        nets = [fresh(net) for _ in range(rounds)]
        return rounds_of(lambda: [OF_ACTORS[name].compute(nets[-1]) for name in ("betweenness", "pagerank", "core")], rounds,
                         before=lambda: nets.append(nets.pop(0)))
    import networkx as nx

    pairs, arrows, _ = plain(net)
    return rounds_of(lambda: (nx.betweenness_centrality(pairs), nx.pagerank(arrows), nx.core_number(pairs)), min(rounds, 2))


def _all_there(problems: list[Any]) -> None:
    """A figure of what was not read would be one of something else."""
    if problems:
        raise SystemExit(f"{len(problems)} problems, the first: {problems[0]}")


def _kept(folder: Path) -> Any:
    """The dataset with all its records made: read once for all tasks of a run, which measure something else."""
    from graph.kept import Kept
    from graph.load import load

    dataset, problems = load(folder, Kept(folder.parent / f"{folder.name} kept"))
    _all_there(problems)
    for room in (dataset.actors, dataset.relations, dataset.documents, dataset.events):
        list(room.values())
    return dataset


def _networkx(dataset: Any) -> Any:
    import networkx as nx

    graph = nx.MultiDiGraph()
    graph.add_nodes_from(dataset.actors)
    graph.add_edges_from((tie.source, tie.target, tie.id, {"first": (tie.date or tie.start or "2010")[:4]}) for tie in dataset.relations.values())
    return graph


def _view(graph: Any, year: str) -> int:
    """The ties of a year as networkx's users filter them, counted."""
    import networkx as nx

    return nx.subgraph_view(graph, filter_edge=lambda a, b, key: graph.edges[a, b, key]["first"] <= year).number_of_edges()


if __name__ == "__main__":
    times = main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    print(json.dumps({"times": times, "memory": int(status["VmHWM"].split()[0]) // 1024}))  # getrusage would tell of whoever started us
