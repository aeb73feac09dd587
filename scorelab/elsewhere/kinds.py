"""Each kind of world with its schema."""

from scorelab.elsewhere.affair_schema import Averaging, Selected
from scorelab.elsewhere.schema import Contagion, Elsewhere, Lender, Segregation, Threshold

KINDS: dict[str, type[Elsewhere]] = {
    "lender": Lender,
    "threshold": Threshold,
    "contagion": Contagion,
    "segregation": Segregation,
    "averaging": Averaging,
    "selected": Selected,
}
