"""MEASURES: every measure declared once. The page, the command and docs/measures.md are drawn from here.

Texts are msgids: who shows them translates them.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Callable, Literal, Mapping

import numpy as np

from graph.measures import actors, whole
from graph.measures.net import Net


def _(text: str) -> str:
    """Marks a text for translation; it is translated where it is shown."""
    return text


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: `compute` gives one number an actor (an array, nan where undefined), or one of the whole network.

    `more` says that a higher value ranks first. `range` is what values can be, for a network of n actors.
    `example` is a sentence about one {name} and its {value}.
    """

    id: str
    name: str
    unit: str
    meaning: str
    example: str
    counts: str  # how it counts parallel, directed and signed ties
    assumes: str
    formula: str
    range: str
    source: str
    cost: str  # of n actors and m pairs that are tied
    compute: Callable[[Net], np.ndarray] | Callable[[Net], float]
    of: Literal["actor", "network"] = "actor"
    more: bool = True
    digits: int = 3

    def text(self, value: float) -> str:
        """The value as it is written, "–" where it has no meaning."""
        return "–" if value != value else f"{value:.{self.digits}f}"


PAIRS = _("Two actors are tied or not: parallel ties count once; direction and sign are set aside.")
ARROWS = _("From one actor to another once, however many ties; an undirected tie runs both ways; sign is set aside.")
EACH = _("Every tie counts, parallel ones too; direction is set aside.")
BONDS = _("Cooperative ties, membership and office count, each with its weight; hostile ties do not.")

COVERAGE = _("That the documents cover all actors alike: whoever is written about more has more ties.")
PATHS = _("That what matters runs along shortest paths, and through hostile ties as well as friendly ones.")
EQUAL = _("That every tie is worth the same.")
FLOW = _("That importance passes along ties, whatever they mean: being accused by the mighty counts too.")
GROUPS = _("That the communities found are the ones that matter; a different partition gives other values.")

ACTORS, TIES, SHARE, LEVEL, SCORE = _("actors"), _("ties"), _("share"), _("level"), _("score")
FREEMAN = (
    "Freeman, L. C. (1978). Centrality in social networks: conceptual clarification. Social Networks 1(3), 215–239."
)
BURT = "Burt, R. S. (1992). Structural Holes: The Social Structure of Competition. Harvard University Press."
WASSERMAN = "Wasserman, S., Faust, K. (1994). Social Network Analysis. Cambridge University Press."
NEWMAN = (
    "Newman, M. E. J., Girvan, M. (2004). Finding and evaluating community structure in networks. Physical Review E 69, "
    "026113."
)

_ACTORS = (
    Measure("degree", _("Degree"), ACTORS, _("With how many others an actor has any tie."),
            _("{name} has ties with {value} others."), PAIRS, COVERAGE, "k(v) = |{w : v – w}|", "0 … n − 1", FREEMAN,
            "O(m)", actors.degree, digits=0),
    Measure("in_degree", _("In-degree"), ACTORS, _("How many others a tie comes from."),
            _("{name} is what {value} others act upon."), ARROWS, COVERAGE, "|{w : w → v}|", "0 … n − 1", WASSERMAN,
            "O(m)", actors.in_degree, digits=0),
    Measure("out_degree", _("Out-degree"), ACTORS, _("How many others a tie goes to."),
            _("{name} acts upon {value} others."), ARROWS, COVERAGE, "|{w : v → w}|", "0 … n − 1", WASSERMAN,
            "O(m)", actors.out_degree, digits=0),
    Measure("positive_degree", _("Friendly degree"), ACTORS, _("With how many others an actor has a cooperative tie."),
            _("{name} has cooperative ties with {value} others."),
            _("Only cooperative ties (+1), once a pair; who is both friend and foe counts here and among the foes."),
            COVERAGE, "|{w : v + w}|", "0 … n − 1", WASSERMAN, "O(m)", actors.positive_degree, digits=0),
    Measure("negative_degree", _("Hostile degree"), ACTORS, _("With how many others an actor has a hostile tie."),
            _("{name} has hostile ties with {value} others."),
            _("Only hostile ties (−1), once a pair; who is both friend and foe counts here and among the friends."),
            COVERAGE, "|{w : v − w}|", "0 … n − 1", WASSERMAN, "O(m)", actors.negative_degree, digits=0),
    Measure("strength", _("Strength"), TIES, _("How many ties an actor has, all told."),
            _("{name} has {value} ties; a merely possible one counts half."), EACH, COVERAGE,
            "Σ w(e) over the ties e of v; w = 1 if certain, ½ if possible", "0 …",
            "Barrat, A., Barthélemy, M., Pastor-Satorras, R., Vespignani, A. (2004). The architecture of complex weighted "
            "networks. PNAS 101(11), 3747–3752.", "O(m)", actors.strength, digits=1),
    Measure("betweenness", _("Betweenness"), SHARE,
            _("On what share of the shortest chains between two others an actor stands: who connects."),
            _("{name} stands on {value} of the shortest chains between others (1 would be all)."), PAIRS, PATHS,
            "Σ σ(s,t|v) / σ(s,t), divided by (n − 1)(n − 2)/2", "0 … 1",
            "Freeman, L. C. (1977). A set of measures of centrality based on betweenness. Sociometry 40(1), 35–41.",
            "O(n·m)", actors.betweenness, digits=4),
    Measure("closeness", _("Closeness"), SCORE,
            _("How few steps away the others are: who hears of things first."),
            _("{name}: {value}, where 1 would be a tie with every other actor."), PAIRS, PATHS,
            "(r/(n − 1)) · r / Σ d(v,w) over the r others that v reaches", "0 … 1", FREEMAN + " For networks in pieces: "
            + WASSERMAN, "O(n·m)", actors.closeness),
    Measure("eigenvector", _("Eigenvector centrality"), SCORE,
            _("Who is tied to those who are themselves well tied."),
            _("{name}: {value}; the best placed actor has 1."), PAIRS, FLOW,
            "A x = λ x for the largest λ, scaled to a maximum of 1; 0 outside the component that has it", "0 … 1",
            "Bonacich, P. (1972). Factoring and weighting approaches to status scores and clique identification. Journal "
            "of Mathematical Sociology 2(1), 113–120.", "O(m) a round", actors.eigenvector),
    Measure("pagerank", _("PageRank"), SHARE,
            _("Where a walker who follows ties in their direction, and now and then jumps anywhere, is found most often."),
            _("A walker along the ties is with {name} {value} of the time."),
            _("Along directed ties one way, along undirected ones both ways, more often where there are more ties; sign "
              "is set aside."), FLOW,
            "p(v) = 0.15/n + 0.85 Σ p(w) a(w,v)/a(w)", "0 … 1, together 1",
            "Page, L., Brin, S., Motwani, R., Winograd, T. (1999). The PageRank citation ranking. Stanford InfoLab 1999-66.",
            "O(m) a round", actors.pagerank, digits=4),
    Measure("core", _("Core number"), LEVEL,
            _("The densest layer an actor belongs to: in the k-core everybody has ties with k others of the core."),
            _("{name} belongs to the {value}-core and to no denser one."), PAIRS, EQUAL,
            "the largest k such that v is in a subgraph of minimum degree k", "0 … n − 1",
            "Seidman, S. B. (1983). Network structure and minimum degree. Social Networks 5(3), 269–287.", "O(m)",
            actors.core, digits=0),
    Measure("clustering", _("Local clustering"), SHARE,
            _("How many of those an actor is tied to are tied to one another."),
            _("Of the pairs among those tied to {name}, {value} are tied themselves."), PAIRS, EQUAL,
            "2t/(k(k − 1)) with t ties among the k neighbours; undefined for k < 2", "0 … 1",
            "Watts, D. J., Strogatz, S. H. (1998). Collective dynamics of ‘small-world’ networks. Nature 393, 440–442.",
            "O(Σ k²)", actors.clustering),
    Measure("effective_size", _("Effective size"), ACTORS,
            _("How many separate circles an actor reaches: its neighbours, less those who can reach one another anyway."),
            _("The neighbours of {name} count as {value} separate ones."), PAIRS, EQUAL,
            "k − 2t/k with t ties among the k neighbours", "1 … n − 1", BURT + " In this form: Borgatti, S. P. (1997). "
            "Structural holes: unpacking Burt’s redundancy measures. Connections 20(1), 35–38.", "O(Σ k²)",
            actors.effective_size, digits=1),
    Measure("constraint", _("Constraint"), SCORE,
            _("How much an actor depends on a single closed circle; the less, the freer to broker. The least comes first."),
            _("{name}: {value}; near 0 is free, 1 and more is closed in."), PAIRS, EQUAL,
            "Σ over j of (p(i,j) + Σ over q of p(i,q) p(q,j))², p(i,j) = 1/k(i) for neighbours", "0 … 9/8", BURT,
            "O(Σ k²)", actors.constraint, more=False),
    Measure("participation", _("Participation between communities"), SHARE,
            _("How evenly an actor’s ties spread over the communities: 0 if all lie in one."),
            _("The ties of {name} spread over communities by {value} (0: all in one)."), PAIRS, GROUPS,
            "1 − Σ over communities c of (k(v,c)/k(v))²", "0 … 1 − 1/(communities)",
            "Guimerà, R., Amaral, L. A. N. (2005). Functional cartography of complex metabolic networks. Nature 433, 895–900.",
            "O(m), after the communities", actors.participation),
)

_NETWORKS = (
    Measure("actors", _("Actors"), ACTORS, _("How many actors have a tie."), _("Actors: {value}."), PAIRS, COVERAGE, "n",
            "0 …", WASSERMAN, "O(n)", whole.actors, "network", digits=0),
    Measure("ties", _("Ties"), TIES, _("How many ties there are."), _("Ties: {value}."), EACH, COVERAGE,
            "number of ties", "0 …", WASSERMAN, "O(m)", whole.ties, "network", digits=0),
    Measure("density", _("Density"), SHARE, _("Which share of all pairs of actors is tied."),
            _("Of all pairs of actors, {value} are tied."), PAIRS,
            _("Falls as more actors are known: compare networks of like size only."), "m / (n(n − 1)/2)", "0 … 1",
            WASSERMAN, "O(m)", whole.density, "network", digits=4),
    Measure("components", _("Components"), _("pieces"), _("Into how many pieces that hang together the network falls."),
            _("The network falls into pieces: {value}."), PAIRS, COVERAGE, "number of connected components", "1 … n",
            WASSERMAN, "O(m)", whole.components, "network", digits=0),
    Measure("reciprocity", _("Reciprocity"), SHARE, _("How many directed ties are answered by one that runs back."),
            _("Of the directed ties, {value} are answered."),
            _("Directed ties only, once each way, of whatever kind."), EQUAL, "|{v → w : w → v}| / |{v → w}|", "0 … 1",
            WASSERMAN, "O(m)", whole.reciprocity, "network"),
    Measure("transitivity", _("Transitivity"), SHARE, _("How often two who are tied to a third are tied to one another."),
            _("Of all chains of two ties, {value} are closed by a third."), PAIRS, EQUAL,
            "3 × triangles / chains of two ties", "0 … 1", WASSERMAN, "O(Σ k²)", whole.transitivity, "network"),
    Measure("modularity", _("Modularity"), SCORE,
            _("How much more the bonds stay within communities than chance would have it."),
            _("Modularity of the communities: {value}."), BONDS,
            _("That there are communities: chance alone gives sparse networks a high value."),
            "Σ over communities of (e/m − (d/2m)²), of the partition that Leiden finds", "−½ … 1", NEWMAN
            + " Leiden: Traag, V. A., Waltman, L., van Eck, N. J. (2019). From Louvain to Leiden. Scientific Reports 9, 5233.",
            "O(m) a round", whole.modularity, "network"),
    Measure("centralisation", _("Degree centralisation"), SHARE, _("How much the network turns on one actor: 1 is a star."),
            _("The network resembles a star by {value}."), PAIRS, COVERAGE, "Σ (k(max) − k(v)) / ((n − 1)(n − 2))",
            "0 … 1", FREEMAN, "O(m)", whole.centralisation, "network"),
    Measure("hostile", _("Share of hostile ties"), SHARE, _("Which share of the ties is hostile."),
            _("Of the ties, {value} are hostile."), _("Every tie counts, parallel ones too."), COVERAGE,
            "ties of sign −1 / ties", "0 … 1", WASSERMAN, "O(m)", whole.hostile, "network"),
    Measure("contested", _("Share of contested ties"), SHARE, _("Which share of the ties is asserted by some and denied by others."),
            _("Of the ties, {value} are contested."), _("Every tie counts, parallel ones too."),
            _("That denials are recorded as carefully as assertions."), "contested ties / ties", "0 … 1",
            "Bailanysh: the status of a tie follows from its claims (docs/data.md).", "O(m)", whole.contested, "network"),
)

MEASURES: Mapping[str, Measure] = MappingProxyType({measure.id: measure for measure in (*_ACTORS, *_NETWORKS)})
OF_ACTORS: Mapping[str, Measure] = MappingProxyType({measure.id: measure for measure in _ACTORS})
OF_NETWORKS: Mapping[str, Measure] = MappingProxyType({measure.id: measure for measure in _NETWORKS})


def rank(measure: Measure, values: np.ndarray) -> np.ndarray:
    """Each actor's rank by these values, 1 the first; equal values share the best of their ranks; 0 where undefined."""
    keys = np.where(np.isnan(values), np.inf, -values if measure.more else values)
    keys = np.round(keys, 12)  # what differs only by rounding is equal
    ranks = np.searchsorted(np.sort(keys), keys) + 1
    return np.where(np.isnan(values), 0, ranks)
