"""All measures of all years: ours against plain networkx, in one run on the same graphs, as ratios.

python bench/measures.py [DATA] prints a Markdown table. CPU seconds, the least of three rounds; selecting the years is
left out on both sides. networkx gets its graphs ready-made, as we do ours.
"""

from __future__ import annotations

import datetime
import sys
import time
from pathlib import Path
from typing import Callable

import networkx as nx

sys.path.insert(0, str(Path(__file__).parents[1]))

from graph.load import load  # noqa: E402
from graph.measures import OF_ACTORS, OF_NETWORKS, Net  # noqa: E402
from graph.measures.engine import SEED  # noqa: E402
from graph.measures.years import window_nets  # noqa: E402
from graph.selection import Selection  # noqa: E402

ROUNDS = 3
NETS: list[Net] = []


def plain(net: Net) -> tuple[nx.Graph, nx.DiGraph, nx.Graph]:
    """The pairs, the arrows and the bonds of a net as networkx graphs."""
    pairs, arrows, bonds = nx.Graph(), nx.DiGraph(), nx.Graph()
    for graph in (pairs, arrows, bonds):
        graph.add_nodes_from(range(len(net)))
    pairs.add_edges_from(net.pairs.tolist())
    ends, weights = net.arrows
    arrows.add_weighted_edges_from((a, b, weight) for (a, b), weight in zip(ends.tolist(), weights.tolist()))
    bonded, weights = net.bonded
    bonds.add_weighted_edges_from((*edge.tuple, weight) for edge, weight in zip(bonded.es, weights.tolist()))
    return pairs, arrows, bonds


def participation(pairs: nx.Graph, bonds: nx.Graph) -> None:
    group = {actor: number for number, members in enumerate(nx.community.louvain_communities(bonds, seed=SEED)) for actor in members}
    for actor in pairs:
        counts: dict[int, int] = {}
        for other in pairs[actor]:
            counts[group[other]] = counts.get(group[other], 0) + 1
        1 - sum(many**2 for many in counts.values()) / max(1, len(pairs[actor])) ** 2


PEERS: dict[str, Callable[[nx.Graph, nx.DiGraph, nx.Graph], object]] = {
    "degree": lambda p, a, b: dict(p.degree()),
    "in_degree": lambda p, a, b: dict(a.in_degree()),
    "out_degree": lambda p, a, b: dict(a.out_degree()),
    "betweenness": lambda p, a, b: nx.betweenness_centrality(p),
    "closeness": lambda p, a, b: nx.closeness_centrality(p),
    "eigenvector": lambda p, a, b: [nx.eigenvector_centrality_numpy(p.subgraph(max(nx.connected_components(p), key=len)))],
    "pagerank": lambda p, a, b: nx.pagerank(a),
    "core": lambda p, a, b: nx.core_number(p),
    "clustering": lambda p, a, b: nx.clustering(p),
    "effective_size": lambda p, a, b: nx.effective_size(p),
    "constraint": lambda p, a, b: nx.constraint(p),
    "participation": lambda p, a, b: participation(p, b),
    "density": lambda p, a, b: nx.density(p),
    "components": lambda p, a, b: nx.number_connected_components(p),
    "reciprocity": lambda p, a, b: nx.overall_reciprocity(a),
    "transitivity": lambda p, a, b: nx.transitivity(p),
    "modularity": lambda p, a, b: nx.community.modularity(b, nx.community.louvain_communities(b, seed=SEED)),
}


def fresh(net: Net) -> Net:
    """The same net without what it has already worked out but its graphs, which networkx has too."""
    new = Net(**{name: getattr(net, name) for name in Net.__dataclass_fields__})
    for graph in ("simple", "pointed", "pairs", "arrows", "bonded"):
        getattr(new, graph)
    return new


def least(work: Callable[[], object], prepare: Callable[[], object] = lambda: None) -> float:
    times = []
    for _ in range(ROUNDS):
        prepare()
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)


def main(folder: Path) -> None:
    dataset, _ = load(folder)
    nets = [net for _, net in window_nets(dataset, Selection(), datetime.date.today()) if len(net.ties)]
    graphs = [plain(net) for net in nets]
    most = max(len(net.ties) for net in nets)
    print(f"{len(dataset.actors)} actors, {len(dataset.relations)} ties, {len(nets)} years of up to {most} ties; times as many of networkx's CPU time\n")
    print("| measure | networkx / ours |\n|---|---:|")
    ours, theirs = 0.0, 0.0
    for name, peer in PEERS.items():
        measure = (OF_ACTORS | OF_NETWORKS)[name]
        NETS[:] = []
        mine = least(lambda: [measure.compute(net) for net in NETS], lambda: NETS.__setitem__(slice(None), [fresh(net) for net in nets]))
        other = least(lambda: [peer(*graph) for graph in graphs])
        ours, theirs = ours + mine, theirs + other
        print(f"| {name} | {other / max(mine, 1e-9):.1f} |")
    print(f"| **all of these, all years** | **{theirs / ours:.1f}** |")
    every = least(lambda: [measure.compute(net) for net in NETS for measure in (OF_ACTORS | OF_NETWORKS).values()],
                  lambda: NETS.__setitem__(slice(None), [fresh(net) for net in nets]))
    print(f"| all {len(OF_ACTORS | OF_NETWORKS)} measures of ours, all years, against networkx on {len(PEERS)} of them | {theirs / every:.1f} |")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "data")
