"""How invented people are named, and what is said of them, wherever they leave the program."""

CAPTION = "Everybody in it is invented: these figures speak of an invented society, never of a country."


def synthetic_id(person: int) -> str:
    """The id shown for an invented person: visibly no register's number."""
    return f"S-{person:09d}"
