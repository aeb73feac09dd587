"""The kinds of field that a scenario's sections are made of."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict

from scorelab.scenario import quantities as q
from scorelab.scenario.parameter import Parameter

Probability = Annotated[Parameter, q.PROBABILITY]
Rate = Annotated[Parameter, q.RATE]
Days = Annotated[Parameter, q.DAYS]
WorkingDays = Annotated[Parameter, q.WORKING_DAYS]
Count = Annotated[Parameter, q.COUNT]
PerMillion = Annotated[Parameter, q.PER_MILLION]
Yuan = Annotated[Parameter, q.YUAN]
Minutes = Annotated[Parameter, q.MINUTES]
Points = Annotated[Parameter, q.POINTS]
Multiplier = Annotated[Parameter, q.MULTIPLIER]
Monthly = Annotated[Parameter, q.MONTHLY]
DayRange = Annotated[Parameter, q.DAY_RANGE]
YuanRange = Annotated[Parameter, q.YUAN_RANGE]
CountRange = Annotated[Parameter, q.COUNT_RANGE]
ByAge = Annotated[Parameter, q.BY_AGE]
ByIncome = Annotated[Parameter, q.BY_INCOME]
Shares = Annotated[Parameter, q.SHARES]
Switch = Annotated[Parameter, q.SWITCH]
Score = Annotated[Parameter, q.SCORE]
ScoreByAge = Annotated[Parameter, q.SCORE_BY_AGE]
ScoreByIncome = Annotated[Parameter, q.SCORE_BY_INCOME]


class Section(BaseModel):
    """A part of a scenario; unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)
