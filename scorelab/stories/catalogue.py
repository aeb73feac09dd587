"""The stories that can be told, by name."""

from collections.abc import Callable, Sequence

from scorelab.errors import InputError
from scorelab.report.picture import Picture
from scorelab.scenario.overrides import close
from scorelab.stories.aunt import AUNT, tell_aunt
from scorelab.stories.creep import CREEP, creep_picture, tell_creep
from scorelab.stories.drawn import story_picture
from scorelab.stories.elsewhere import ELSEWHERE, tell_elsewhere
from scorelab.stories.grades import GRADES, tell_year
from scorelab.stories.journalist import JOURNALIST, tell_journalist
from scorelab.stories.one_day import ONE_DAY, one_day_picture, tell_one_day
from scorelab.stories.relief import SAFEGUARDS
from scorelab.stories.salons import SALONS, tell_salons
from scorelab.stories.story import Story
from scorelab.stories.telling import Telling
from scorelab.stories.unification import UNIFICATION, tell_unification

Teller = Callable[[int, int | None, int | None], Telling]

STORIES: dict[str, Story] = {
    told.name: told for told in (AUNT, CREEP, ELSEWHERE, GRADES, JOURNALIST, ONE_DAY, SALONS, UNIFICATION)
}
TELLERS: dict[str, Teller] = {
    AUNT.name: tell_aunt,
    CREEP.name: tell_creep,
    ELSEWHERE.name: tell_elsewhere,
    GRADES.name: tell_year,
    ONE_DAY.name: tell_one_day,
    SALONS.name: tell_salons,
    UNIFICATION.name: tell_unification,
}


PICTURES: dict[str, Callable[[int | None, int | None], Picture]] = {
    CREEP.name: creep_picture,
    ONE_DAY.name: one_day_picture,
}
"""The stories whose picture is their own; any other is drawn from its time lines."""


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


def picture_of(
    name: str, *, people: int | None = None, seed: int | None = None, telling: Telling | None = None
) -> Picture:
    """The picture of a story.

    Parameters
    ----------
    name : str
        One of :func:`scorelab.stories.names`.
    people, seed : int, optional
        In place of the story's own.
    telling : Telling, optional
        The story as it has been told, so that it need not be played again.

    Raises
    ------
    InputError
        If there is no such story, or nobody to play it.
    """
    if story(name).name in PICTURES:
        return PICTURES[name](people, seed)
    return story_picture(telling or tell(name, worlds=0, people=people, seed=seed))
