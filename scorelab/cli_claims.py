"""The command that lists the claims of the reporting, or shows one: parse, call, print."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from scorelab.cli_options import AsJson, print_json

if TYPE_CHECKING:
    from scorelab.claims import Claim


def add_claims(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("claims")(show_claims)


def show_claims(
    name: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="One of them, by the id that the list names.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List what the reporting of 2017 and 2018 claims, or show one claim whole.

    Each has a verdict with its source, the switch of a scenario that it is, the command that shows it, and
    what runs of invented societies find.

    Example: scorelab claims

    Example: scorelab claims friends-leave
    """
    from scorelab.claims import claim, claims

    if name is not None:
        one = claim(name)
        if as_json:
            print_json(_plain(one))
        else:
            from scorelab.claims.screen import written

            print("\n".join(written(one)))
    elif as_json:
        print_json({"claims": [_plain(each) for each in claims().values()]})
    else:
        from scorelab.claims.screen import listed

        print("\n".join(listed(claims().values())))


def _plain(one: "Claim") -> dict[str, Any]:
    from scorelab.claims.screen import plain

    return plain(one)
