"""Findings in words: each about the invented society, each with what it rests on."""

from string import Formatter

from scorelab.report import words
from scorelab.report.figures import section
from scorelab.report.intervals import of_share
from scorelab.report.markup import Html, join, paragraph, tag
from scorelab.report.rates import own_rules_put_in, rates_in_words
from scorelab.report.sections.people import widest
from scorelab.report.subject import Subject, Told

RATES_PUT_IN = ("age", "sex")
"""Divisions between which the scenario's rates differ."""


def findings(subject: Subject) -> Html:
    """The part with the findings."""
    items = [of_none(told) for told in subject.without if not told.has_schemes]
    main = subject.told[-1]
    further: list[Html] = []
    for told in subject.told:
        if told.has_list or told.has_schemes:
            own = [
                *(of_schemes(told) if told.has_schemes else []),
                *(of_list(told, subject) if told.has_list else []),
            ]
            if told is main or not subject.with_schemes:
                items += own
            else:
                summary = tag("summary", f"What came out in {told.label}")
                further.append(tag("details", summary, tag("ol", *own, class_="findings"), class_="further"))
    seeds = words.listed_in_words(sorted({str(told.run.manifest.seed) for told in subject.told}))
    return section(
        "findings",
        "What came out",
        tag("ol", *items, class_="findings"),
        *further,
        paragraph(
            tag("b", "How sure is that? "),
            f"One seed ({seeds}) is one society: there is no error bar between societies here. How much "
            "another society under the same rules would differ takes many seeds to say. The intervals given "
            "are within this run only: what would vary if the same people met other luck, each "
            "independently of the others. They are the narrowest of three bands: what the assumed numbers "
            "add, and what other forms of a mechanism add, only a sweep shows (scorelab sweep).",
            class_="note",
        ),
    )


def filled(told: Told, template: str, **others: object) -> Html:
    """A sentence whose `{names}` are the run's measures, or values given here."""
    parts: list[object] = []
    for literal, name, _, _ in Formatter().parse(template):
        parts.append(literal)
        if name is not None:
            parts.append(others[name] if name in others else told.value(name))
    return join(parts)


def finding(told: Told, name: str, sentence: Html, *, within: str = "", beside: str = "") -> Html:
    """One finding.

    Parameters
    ----------
    told : Told
        The run that it is about.
    name : str
        Its heading.
    sentence : Html
        What came out; it follows the stem.
    within : str
        Intervals within the run.
    beside : str
        Rates that were put in, without which the levels must not be read.
    """
    return tag(
        "li",
        tag("h3", name),
        paragraph(tag("span", told.stem, class_="stem"), " ", sentence, class_="finding"),
        paragraph(tag("b", "Within this run (95%): "), within, class_="rates") if within else Html(""),
        paragraph(tag("b", "Put in, not found: "), beside, class_="rates") if beside else Html(""),
    )


def intervals(told: Told, **names: str) -> str:
    """Intervals of measures, each with what it is called in the sentence."""
    parts = [f"{meaning} {told.interval_in_words(name)}" for name, meaning in names.items()]
    return f"{'; '.join(parts)}."


def of_none(told: Told) -> Html:
    """What came out without a list."""
    return finding(
        told,
        "Without a list",
        filled(
            told,
            "nobody was listed and {debts_paid} debts were paid. People refused something: "
            "{refused_persons}, all by exit orders, which exist without a list.",
        ),
        within=intervals(told, debts_paid="debts paid", refused_persons="people refused"),
    )


def of_list(told: Told, subject: Subject) -> list[Html]:
    """Findings of a run with a list."""
    return [
        size(told),
        duration(told),
        own_rules(told),
        doors(told),
        redress(told),
        others(told),
        achieved(told, subject),
        *who(told),
    ]


def of_schemes(told: Told) -> list[Html]:
    """Findings of a run in which people are scored."""
    means = [
        join(["the mean of ", words.small(scheme.title), " was ", told.value(f"mean_score.{scheme.name}")])
        for scheme in told.run.labels.schemes
    ]
    lowest = [
        join([told.value(f"grade_share.{scheme.name}.{scheme.grades[0]}"), f" stood at “{scheme.grades[0]}”"])
        for scheme in told.run.labels.schemes
    ]
    scored = [join([mean, ", and ", low]) for mean, low in zip(means, lowest, strict=True)]
    return [
        finding(
            told,
            "Scores",
            join(
                [
                    join(scored, "; "),
                    " at the end. ",
                    filled(told, "People fell {grade_falls} times to a lower grade."),
                ]
            ),
            within=intervals(told, grade_falls="falls"),
        ),
        finding(
            told,
            "The spiral",
            filled(
                told,
                "whoever fell lost {spiral_depth} points more in later turns, on average; each point lost "
                "in the first turn drew {second_turn_gain} points after it in the second, and "
                "{contagion_reach} people lost points because of somebody else.",
            ),
            within=intervals(
                told, spiral_depth="depth", second_turn_gain="gain", contagion_reach="people drawn along"
            ),
        ),
        finding(
            told,
            "Conduct",
            filled(
                told,
                "fear kept {posts_not_written} critical posts from being written, and {offences_prevented} "
                "offences were not committed by people who knew of a scheme.",
            ),
            within=intervals(told, posts_not_written="posts", offences_prevented="offences"),
        ),
    ]


def size(told: Told) -> Html:
    """How many are listed."""
    share = of_share(told.number("listed"), told.adults)
    ends = (
        f"{words.percent(share[0])} to {words.percent(share[1])} of adults" if share else words.NOT_ESTIMABLE
    )
    return finding(
        told,
        "The list",
        filled(
            told,
            "{listed} people stood on the court’s list on the last day, {share} of adults; {new_listings} "
            "listings were entered in {days} days, and {removals} deleted.",
            share=words.percent(told.number("listed") / told.adults) if told.adults else words.NOT_ESTIMABLE,
            days=words.count(told.days),
            removals=words.count(told.removals),
        ),
        within=f"{ends}; {intervals(told, listed='on the list', new_listings='entries')}",
    )


def duration(told: Told) -> Html:
    """How long wrong records last."""
    half = (
        "fewer than half of all errors were over within the run"
        if told.measures["error_half_life"] is None
        else filled(told, "half of all errors were over after {error_half_life}")
    )
    return finding(
        told,
        "Days per wrong record",
        filled(
            told,
            "a record that was wrong on any day of the run was wrong for {days_per_wrong_record} of {days} "
            "on average; {half}, and {never_restored} of the records that became wrong still were at the "
            "end. With the error rates put in, {wrongly_listed} of {new_listings} new listings were wrong "
            "when they were made, and wrongful days came to {wrongful_days}.",
            days=words.count(told.days),
            half=half,
        ),
        within=intervals(
            told,
            days_per_wrong_record="days per wrong record",
            error_half_life="half-life",
            wrongly_listed="wrong new listings",
            wrongful_days="wrongful days",
        ),
        beside=rates_in_words(told),
    )


def own_rules(told: Told) -> Html:
    """How much of it is against the list's own rules."""
    return finding(
        told,
        "Against its own rules",
        filled(
            told,
            "{against_own_rules} of {new_listings} new listings were against the list’s own rules: the "
            "debtor could not pay, had never been told, or owed nothing (any more).",
        ),
        within=intervals(told, against_own_rules="such listings"),
        beside=f"{words.capital(own_rules_put_in(told))} {words.capital(rates_in_words(told))}",
    )


def doors(told: Told) -> Html:
    """Which doors closed."""
    return finding(
        told,
        "Doors",
        filled(
            told,
            "{refusals} refusals met {refused_persons} people and cost them {refusal_cost} and "
            "{refusal_minutes}; {by_grade}{refusals_against_own_rules} of these refusals were against the "
            "list’s own rules, {wrongful_refusals} of them wrongful.",
            by_grade=filled(
                told,
                "{refusals_by_grade} were for a score or a grade and {refusals_by_scarcity} because no "
                "place was left; ",
            )
            if told.has_schemes
            else Html(""),
        ),
        within=intervals(
            told,
            refusals="refusals",
            refused_persons="people refused",
            refusals_against_own_rules="against own rules",
            wrongful_refusals="wrongful",
        ),
        beside=f"{words.capital(own_rules_put_in(told))} {words.capital(rates_in_words(told))}",
    )


def redress(told: Told) -> Html:
    """Who was put right."""
    wait = (
        "fewer than half of all complaints were ever answered"
        if told.measures["median_days_to_answer"] is None
        else filled(told, "half of all complaints were answered after {median_days_to_answer}")
    )
    return finding(
        told,
        "Redress",
        filled(
            told,
            "of {complaints} complaints {answered} were answered and {upheld} upheld; {wait}. Corrections: "
            "{corrected}. Complaints recorded against whoever made them: {complaints_recorded}.",
            wait=wait,
        ),
        within=intervals(told, complaints="complaints", corrected="corrections"),
    )


def others(told: Told) -> Html:
    """Contacts, jobs, guarantors."""
    return finding(
        told,
        "Others",
        filled(
            told,
            "contacts learned of a listing {learned} times and {dropped}; {jobs_lost} jobs were lost "
            "because of a refusal, and guarantors were called upon {guarantors_called} times.",
            dropped=filled(
                told,
                "dropped {ties_lost} ties, {ties_lost_for_standing} of them for a low grade"
                if told.has_schemes
                else "dropped {ties_lost} ties",
            ),
        ),
        within=intervals(told, ties_lost="ties lost", jobs_lost="jobs lost"),
    )


def beside(told: Told, subject: Subject) -> Html:
    """How far the run is from its twin without a list, as a sentence."""
    if not subject.are_twins or not subject.without:
        return Html("")
    twin = subject.without[0]
    more = told.number("debts_paid") - twin.number("debts_paid")
    money = told.number("debts_paid_amount") - twin.number("debts_paid_amount")
    return join(
        [
            f"That is {words.plural(abs(more), 'debt')} {'more' if more >= 0 else 'fewer'} and "
            f"{words.yuan(abs(money))} {'more' if money >= 0 else 'less'} than in ",
            tag("a", f"the same society without a list ({twin.label})", href="#achieved"),
            ", where nothing else makes debtors pay.",
        ]
    )


def achieved(told: Told, subject: Subject) -> Html:
    """What the list achieved."""
    return finding(
        told,
        "What it achieved",
        filled(
            told,
            "{debts_paid} debts were paid and {debts_paid_amount} reached creditors; listed people paid "
            "{paid_while_listed} of these debts, {paid_under_pressure} of them pressed by a refusal, and "
            "{debts_settled} debts were settled. {beside}",
            beside=beside(told, subject),
        ),
        within=intervals(told, debts_paid="debts paid", paid_while_listed="by listed people"),
    )


def who(told: Told) -> list[Html]:
    """The widest gap between groups whose rates were not put in apart, if any can be estimated."""
    gap = widest(told, "refused_persons", RATES_PUT_IN)
    if gap is None:
        return []
    grouping, row = gap
    assert row.ratio is not None
    value, low, high = row.ratio
    sentence = (
        f"the widest gap that can be estimated, age and sex apart, is that of {grouping.title.lower()}: in "
        f"“{row.group}” people were refused {words.decimal(value)} times as often as in "
        f"“{grouping.reference}”. Rates by age and sex were put in, so gaps between these are no finding; "
        "the widest of many gaps is by its choice an extreme one."
    )
    ends = f"ratio {words.decimal(low)} to {words.decimal(high)}."
    return [finding(told, "Who", join([sentence]), within=ends)]
