"""The stories that can be told, by name."""

from collections.abc import Callable, Sequence

from scorelab.errors import InputError
from scorelab.scenario.overrides import close
from scorelab.stories.aunt import AUNT, tell_aunt
from scorelab.stories.grades import GRADES, tell_year
from scorelab.stories.journalist import JOURNALIST, tell_journalist
from scorelab.stories.relief import SAFEGUARDS
from scorelab.stories.story import Story
from scorelab.stories.telling import Telling
from scorelab.stories.unification import UNIFICATION, tell_unification

Teller = Callable[[int, int | None, int | None], Telling]

STORIES: dict[str, Story] = {told.name: told for told in (AUNT, GRADES, JOURNALIST, UNIFICATION)}
TELLERS: dict[str, Teller] = {
    AUNT.name: tell_aunt,
    GRADES.name: tell_year,
    UNIFICATION.name: tell_unification,
}


def names() -> list[str]:
    """The stories that can be told."""
    return sorted(STORIES)


def story(name: str) -> Story:
    """A story by its name.

    Raises
    ------
    InputError
        If there is none of that name.
    """
    if name not in STORIES:
        raise InputError("story", repr(name), f"one of {', '.join(names())}{close(name, names())}")
    return STORIES[name]


def tell(
    name: str,
    *,
    worlds: int = 8,
    people: int | None = None,
    seed: int | None = None,
    safeguards: Sequence[str] = SAFEGUARDS,
) -> Telling:
    """Tell a story; `str()` of the result is the telling in words.

    Parameters
    ----------
    name : str
        One of :func:`scorelab.stories.names`.
    worlds : int
        Over how many further worlds its tables go; 0 leaves them out.
    people, seed : int, optional
        In place of the story's own.
    safeguards : sequence of str
        Which safeguards the journalist's table shows.

    Raises
    ------
    InputError
        If there is no such story, or nobody to play it.
    """
    chosen = story(name)
    if chosen is JOURNALIST:
        return tell_journalist(worlds, people, seed, safeguards)
    return TELLERS[name](worlds, people, seed)
