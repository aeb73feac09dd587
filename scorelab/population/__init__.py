"""People, households and kin, layered ties, guarantors, namesakes; imports of bare networks and tables."""

from scorelab.population.build import Population, build
from scorelab.population.people import Employment
from scorelab.population.ties import Layer

__all__ = ["Employment", "Layer", "Population", "build"]
