"""Told cases that must come out: scripts for invented people in an otherwise ordinary world.

`tell` runs a story with the reference model and puts it into words: what the court's
file says and what happened, where the told case ends, and what each safeguard would
have changed.
"""

from scorelab.stories.story import Story, names, story
from scorelab.stories.telling import Telling, tell

__all__ = ["Story", "Telling", "names", "story", "tell"]
