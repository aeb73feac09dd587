"""Years and generations: what time does to a society in which people are born, grow up, move and die."""

from scorelab.report import charts, words
from scorelab.report.figures import Figures, last_open, section
from scorelab.report.intervals import of_count
from scorelab.report.lifetimes import (
    AGES,
    Year,
    projected_shape,
    shape_on,
    stock_by_year,
    year_in_projection,
    years_of_life,
)
from scorelab.report.markup import Html, paragraph, table
from scorelab.report.months import month_marks
from scorelab.report.sections.generations import inheritance_figures, mobility_figures, sorting_figure
from scorelab.report.subject import Subject, Told

PROJECTION = "projection of the United Nations (2019, medium variant)"
SILENT = (
    "Births and deaths are drawn before the run begins, by published rates: nobody here dies, moves or stays "
    "childless because of a score. Households neither split nor marry: children live where they were born, "
    "and a move gives new neighbours only. Nobody comes from abroad or goes there. Money and debts are not "
    "inherited: a debt ends with the debtor. Children have their mother’s registration and minority mark; "
    "schooling and the fifth of incomes are handed on by chance. That chance, and how often people change "
    "jobs and move, are assumed."
)


def years(subject: Subject, figures: Figures) -> Html:
    """The part on years and generations; nothing where no run's lives go on."""
    if not subject.living:
        return Html("")
    empty = [
        paragraph(f"In {told.label} nobody is born and nobody dies.")
        for told in subject.told
        if not told.lives
    ]
    return section(
        "years",
        "Years and generations",
        *last_open(subject.living, lambda told: of_run(told, figures)),
        *empty,
        paragraph("Where the model is silent: ", SILENT, class_="note"),
        lead=(
            "In this society people are born, grow up, change jobs, move, retire and die. So there are "
            "questions that a year cannot answer: who changes grade, whether ties come to connect those of "
            "like score, and whether children stand where their parents stood."
        ),
    )


def of_run(told: Told, figures: Figures) -> list[Html]:
    """All figures of one run."""
    own = [pyramid_figure(told, figures), birth_figure(told, figures)]
    if told.has_list:
        own.append(stock_figure(told, figures))
    if told.has_schemes:
        own += mobility_figures(told, figures)
        own.append(sorting_figure(told, figures))
        own += inheritance_figures(told, figures)
    return own


def beside(told: Told) -> str:
    """What of the run departs from the projection by its own settings, as sentences."""
    lives = told.scenario.society_lives
    said = []
    if not lives.births_and_deaths:
        said.append("Births and deaths are switched off in this run, so it must depart from the projection.")
    for name, value in (("death", lives.mortality), ("birth", lives.fertility)):
        times = float(value.on(told.first_date))  # type: ignore[arg-type]
        if times != 1:
            said.append(f"This run’s {name} rates are {times:g} times the published ones.")
    if told.run.manifest.extra.get("imported"):
        said.append("The people of day 0 came from imported tables, not from the projection’s.")
    return " ".join(said)


def pyramid_figure(told: Told, figures: Figures) -> Html:
    """Ages at the beginning and at the end, beside the projection's."""
    moments = [(0, f"{words.day_in_words(told.first_date)}"), (told.days, words.day_in_words(told.last_date))]
    found = [
        (day, name, shape_on(told.facts, day), projected_shape(year_in_projection(told, day)))
        for day, name in moments
    ]
    old = [float(shape.men[13:].sum() + shape.women[13:].sum()) for _, _, shape, _ in found]
    theirs = float(found[1][3].men[13:].sum() + found[1][3].women[13:].sum())
    start, end = (year_in_projection(told, day) for day, _ in moments)
    return figures.figure(
        f"{words.percent(old[0])} were 65 or older at the beginning, {words.percent(old[1])} at the end; "
        f"in the projection {words.percent(theirs)}",
        f"{told.label}: people by age and sex as shares of all, on the first and on the last day. The line "
        f"is the {PROJECTION} for China. Ages of the first day are drawn from its table of {start:.0f}, so "
        f"the last day stands beside its people {end - start:.1f} years later. {beside(told)}",
        lambda width: charts.pyramids(
            width,
            [
                charts.Pyramid(
                    f"{name}: {words.count(shape.people)} people",
                    shape.men.tolist(), shape.women.tolist(), other.men.tolist(), other.women.tolist(),
                )
                for _, name, shape, other in found
            ],
            ages=AGES,
            names=("this society", "the projection"),
        ),
        table(
            "People by age as shares of all, men and women together",
            ("Age", *(f"{head}, {name}" for _, name, _, _ in found for head in ("Here", "Projection"))),
            [
                (
                    age,
                    *(
                        words.percent(float(part.men[place] + part.women[place]))
                        for _, _, shape, other in found
                        for part in (shape, other)
                    ),
                )
                for place, age in enumerate(AGES)
            ],
        ),
        description=(
            f"Two age pyramids with an outline each: {words.count(found[0][2].people)} people at the "
            f"beginning, {words.count(found[1][2].people)} at the end."
        ),
        notice=told.notice,
    )  # fmt: skip


def birth_figure(told: Told, figures: Figures) -> Html:
    """Births and deaths a year, beside the projection's."""
    found = [year for year in years_of_life(told) if year.person_years]
    if not found:
        return paragraph(f"{told.label} is shorter than 32 days: no turn of lives falls within it.")
    births, deaths = (sum(getattr(year, name) for year in found) for name in ("births", "deaths"))
    whole = sum(year.person_years for year in found)
    of_projection = [
        sum(year.projected[place] * year.person_years for year in found) / whole for place in (0, 1)
    ]

    def line(name: str, look: int, place: int) -> tuple[charts.Line, charts.Line]:
        middles = [(year.first + year.end) / 2 for year in found]
        counts = [(year.births, year.deaths)[place] for year in found]
        bands = []
        for middle, year, count in zip(middles, found, counts, strict=True):
            low, high = of_count(count)
            bands.append((middle, year.rate(low), year.rate(high)))
        own = [(middle, year.rate(count)) for middle, year, count in zip(middles, found, counts, strict=True)]
        theirs = [(middle, year.projected[place]) for middle, year in zip(middles, found, strict=True)]
        return (
            charts.Line(name, own, look, band=charts.Band(bands)),
            charts.Line(f"{name}, projection", theirs, look + 1),
        )

    def row(year: Year) -> tuple[str, ...]:
        return (
            year_in_words(told, year.first, year.end),
            *(
                cell
                for place, count in enumerate((year.births, year.deaths))
                for cell in (
                    words.count(count),
                    f"{year.rate(count):.1f}",
                    "{:.1f} to {:.1f}".format(*(year.rate(end) for end in of_count(count))),
                    f"{year.projected[place]:.1f}",
                )
            ),
        )

    return figures.figure(
        f"{words.plural(births, 'birth')} and {words.plural(deaths, 'death')}: "
        f"{births / whole * 1000:.1f} and {deaths / whole * 1000:.1f} a year per 1,000 people, in the "
        f"projection {of_projection[0]:.1f} and {of_projection[1]:.1f}",
        f"{told.label}: births and deaths a year per 1,000 people, with the 95% interval of a count of "
        f"independent events, and those of the {PROJECTION}: its rates times its people. Lives take a turn "
        f"every 32 days; a turn counts in the year in which it falls. {beside(told)}",
        lambda width: charts.yearly(
            width,
            [*line("births", 1, 0), *line("deaths", 3, 1)],
            marks=month_marks(told),
            along=max(told.days, 1),
        ),
        table(
            "Births and deaths by year, per 1,000 people and year",
            (
                "Year",
                *(
                    head
                    for kind in ("Births", "Deaths")
                    for head in (kind, "per 1,000", "95% interval", "Projection")
                ),
            ),
            [row(year) for year in found],
        ),
        description=(
            f"Lines by year: births {found[0].rate(found[0].births):.1f} to "
            f"{found[-1].rate(found[-1].births):.1f} per 1,000 people, deaths "
            f"{found[0].rate(found[0].deaths):.1f} to {found[-1].rate(found[-1].deaths):.1f}."
        ),
        notice=told.notice,
    )


def stock_figure(told: Told, figures: Figures) -> Html:
    """The list's stock against entries less exits, year by year."""
    found = stock_by_year(told.facts)
    entered, died, deleted = (
        sum(getattr(year, name) for year in found) for name in ("entered", "died", "deleted")
    )
    counted = int(told.facts.people_table["listed"].sum())
    # A leap year's last day begins a year of 365 days, so each has the name that follows on the one before.
    first_year = told.run.date(found[0].first).year
    return figures.figure(
        f"{words.count(found[0].before)} on the list at the beginning + {words.count(entered)} entered − "
        f"{words.count(deleted)} deleted − {words.count(died)} died = {words.count(found[-1].after)} at the "
        "end",
        f"{told.label}: entries (up) and exits (down) by year, deaths among the exits. The stock at the end "
        f"of a year is that of the year before, and entries less exits; {words.count(counted)} stand on the "
        "list in the final state, counted person by person.",
        lambda width: charts.columns(
            width,
            [str(first_year + place) for place in range(len(found))],
            [year.entered for year in found],
            [year.died + year.deleted for year in found],
            names=("entered", "left the list"),
        ),
        table(
            "The list by year",
            ("Year", "On it at first", "+ entered", "− deleted", "− died", "= on it at the end"),
            [
                (
                    year_in_words(told, year.first, year.end),
                    *map(words.count, (year.before, year.entered, year.deleted, year.died, year.after)),
                )
                for year in found
            ],
        ),
        description=(
            f"Columns by year: {entered} entries in all rise, {died + deleted} exits hang, "
            f"{died} of them by death."
        ),
        notice=told.notice,
    )


def year_in_words(told: Told, first: int, end: int) -> str:
    """From which day a year of the run runs, and to which."""
    return f"{told.run.date(first)} to {told.run.date(end - 1)}"
