"""Told cases that must come out: scripts for invented people in an otherwise ordinary world.

`tell` plays a story and puts it into words: what happened to whom, where what was told
ends and conjecture begins, and what it is compared with.
"""

from scorelab.stories.catalogue import names, picture_of, story, tell
from scorelab.stories.story import Story
from scorelab.stories.telling import Telling

__all__ = ["Story", "Telling", "names", "picture_of", "story", "tell"]
