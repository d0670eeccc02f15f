"""What is measured of actors and networks, and how far it can be trusted. The catalogue is MEASURES."""

from graph.measures.catalogue import MEASURES, OF_ACTORS, OF_NETWORKS, Measure, rank
from graph.measures.net import DOUBTS, Net, net_of

__all__ = ["DOUBTS", "MEASURES", "OF_ACTORS", "OF_NETWORKS", "Measure", "Net", "net_of", "rank"]
