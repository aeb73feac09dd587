"""Findings in words: each about the invented society, each with what it rests on."""

from scorelab.report import words
from scorelab.report.figures import section
from scorelab.report.intervals import of_share
from scorelab.report.markup import Html, join, paragraph, tag
from scorelab.report.rates import own_rules_put_in, rates_in_words
from scorelab.report.sections.people import widest
from scorelab.report.subject import Subject, Told


def findings(subject: Subject) -> Html:
    """The part with the findings."""
    items: list[Html] = []
    for told in subject.told:
        items += of_list(told) if told.has_list else of_none(told)
    seeds = words.listed_in_words(sorted({str(told.run.manifest.seed) for told in subject.told}))
    return section(
        "findings",
        "What came out",
        tag("ol", *items, class_="findings"),
        paragraph(
            tag("b", "How sure is that? "),
            f"One seed ({seeds}) is one society. Nothing here says how much another society under the same rules would "
            "differ: that takes many seeds. The intervals given are within this run only: what would vary if the "
            "same people met other luck, each independently of the others.",
            class_="note",
        ),
    )


def finding(told: Told, name: str, *sentence: object, within: str = "", beside: str = "") -> Html:
    """One finding: its stem, what came out, the interval within the run, what it rests on."""
    return tag(
        "li",
        tag("h3", name),
        paragraph(tag("span", told.stem, class_="stem"), " ", join(sentence), class_="finding"),
        paragraph(tag("b", "Within this run (95%): "), within, class_="rates") if within else Html(""),
        paragraph(tag("b", "Put in, not found: "), beside, class_="rates") if beside else Html(""),
    )


def of_none(told: Told) -> list[Html]:
    """Findings of a run without a list."""
    return [
        finding(
            told,
            "Without a list",
            "nobody was listed, ", told.value("debts_paid"), " debts were paid, and ", told.value("refused_persons"),
            f" {'person was' if told.number('refused_persons') == 1 else 'people were'} refused something, all by exit "
            "orders, which exist without a list.",
            within=f"debts paid {told.interval_in_words('debts_paid')}; people refused {told.interval_in_words('refused_persons')}.",
        )
    ]  # fmt: skip


def of_list(told: Told) -> list[Html]:
    """Findings of a run with a list."""
    return [size(told), duration(told), own_rules(told), closed(told), put_right(told), around(told), paid(told), *who(told)]


def size(told: Told) -> Html:
    """How many are listed."""
    share = of_share(told.number("listed"), told.adults)
    shares = f"{words.percent(share[0])} to {words.percent(share[1])} of adults" if share else words.NOT_ESTIMABLE
    return finding(
        told,
        "The list",
        told.value("listed"), f" people stood on the court’s list on the last day, {_share_of_adults(told)} of adults; ",
        told.value("new_listings"), f" listings were entered in {told.days} days and {words.count(told.removals)} deleted.",
        within=f"on the list {told.interval_in_words('listed')}, {shares}; entries {told.interval_in_words('new_listings')}.",
    )  # fmt: skip


def duration(told: Told) -> Html:
    """How long wrong records last."""
    half = ("half of all errors were over after ", told.value("error_half_life")) if told.measures["error_half_life"] is not None else ("fewer than half of all errors were over within the run",)
    return finding(
        told,
        "Days per wrong record",
        "a record that was wrong was so for ", told.value("days_per_wrong_record"), f" of the {told.days} days on average; ",
        *half, ", and ", told.value("never_restored"), " of the records that became wrong were still wrong at the end. "
        "With the error rates put in, ", told.value("wrongly_listed"), " of ", told.value("new_listings"),
        " new listings were wrong when they were made, and wrongful days came to ", told.value("wrongful_days"), ".",
        within=f"days per wrong record {told.interval_in_words('days_per_wrong_record')}; half-life {told.interval_in_words('error_half_life')}; "
        f"wrong new listings {told.interval_in_words('wrongly_listed')}.",
        beside=rates_in_words(told),
    )  # fmt: skip


def own_rules(told: Told) -> Html:
    """How much of it is against the list's own rules."""
    return finding(
        told,
        "Against its own rules",
        told.value("against_own_rules"), " of ", told.value("new_listings"),
        " new listings were against the list’s own rules: the debtor could not pay, had never been told, or owed nothing (any more).",
        within=f"{told.interval_in_words('against_own_rules')} listings.",
        beside=f"{words.capital(own_rules_put_in(told))} {rates_in_words(told)}",
    )  # fmt: skip


def closed(told: Told) -> Html:
    """Doors."""
    return finding(
        told,
        "Doors",
        told.value("refusals"), " refusals met ", told.value("refused_persons"), " people and cost them ", told.value("refusal_cost"),
        " and ", told.value("refusal_minutes"), "; ", told.value("refusals_against_own_rules"),
        " of these refusals were against the list’s own rules, ", told.value("wrongful_refusals"), " of them wrongful.",
        within=f"refusals {told.interval_in_words('refusals')}; people refused {told.interval_in_words('refused_persons')}; "
        f"wrongful refusals {told.interval_in_words('wrongful_refusals')}.",
        beside=rates_in_words(told),
    )  # fmt: skip


def put_right(told: Told) -> Html:
    """Redress."""
    wait = ("half of all complaints were answered after ", told.value("median_days_to_answer")) if told.measures["median_days_to_answer"] is not None else ("fewer than half of all complaints were ever answered",)
    return finding(
        told,
        "Redress",
        "of ", told.value("complaints"), " complaints ", told.value("answered"), " were answered and ", told.value("upheld"),
        " upheld; ", *wait, "; ", told.value("corrected"), " records were corrected, and ",
        told.value("complaints_recorded"), " complaints were recorded against whoever made them.",
        within=f"complaints {told.interval_in_words('complaints')}; corrections {told.interval_in_words('corrected')}.",
    )  # fmt: skip


def around(told: Told) -> Html:
    """Contacts, jobs, guarantors."""
    return finding(
        told,
        "Others",
        "contacts learned of a listing ", told.value("learned"), " times and dropped ", told.value("ties_lost"),
        " ties; ", told.value("jobs_lost"), " jobs were lost because of a refusal, and guarantors were called upon ",
        told.value("guarantors_called"), " times.",
        within=f"ties lost {told.interval_in_words('ties_lost')}; jobs lost {told.interval_in_words('jobs_lost')}.",
    )  # fmt: skip


def paid(told: Told) -> Html:
    """What the list achieved."""
    return finding(
        told,
        "What it achieved",
        told.value("debts_paid"), " debts were paid and ", told.value("debts_paid_amount"), " reached creditors; listed people paid ",
        told.value("paid_while_listed"), " of these debts, ", told.value("paid_under_pressure"),
        " of them pressed by a refusal, and ", told.value("debts_settled"), " debts were settled. ",
        tag("a", "Beside the run without a list", href="#achieved"), ".",
        within=f"debts paid {told.interval_in_words('debts_paid')}; by listed people {told.interval_in_words('paid_while_listed')}.",
    )  # fmt: skip


def who(told: Told) -> list[Html]:
    """The widest gap between groups, if any can be estimated."""
    gap = widest(told, "listed")
    if gap is None:
        return []
    grouping, row = gap
    assert row.ratio is not None
    value, low, high = row.ratio
    return [
        finding(
            told,
            "Who",
            f"the widest gap that can be estimated is that of {grouping.title.lower()}: “{row.group}” stood on the list "
            f"{words.decimal(value)} times as often as “{grouping.reference}”. The widest of many gaps is by its choice "
            "an extreme one; rates by age and sex, and use of doors by income, were put in.",
            within=f"ratio {words.decimal(low)} to {words.decimal(high)}.",
        )
    ]


def _share_of_adults(told: Told) -> str:
    return words.percent(told.number("listed") / told.adults) if told.adults else words.NOT_ESTIMABLE


