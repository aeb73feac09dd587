"""People, households and kin, layered ties, guarantors, namesakes; imported networks and tables."""

from scorelab.population.build import Population, build
from scorelab.population.networks import import_network
from scorelab.population.people import Employment
from scorelab.population.pyramid import Pyramid
from scorelab.population.tables import import_table
from scorelab.population.ties import Layer

__all__ = ["Employment", "Layer", "Population", "Pyramid", "build", "import_network", "import_table"]
