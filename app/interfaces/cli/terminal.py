"""Draws answers, profiles and counts in the terminal. Words for users come from the phrases; column heads for advisers are English."""

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Column, Table
from rich.text import Text

from app.answers import ContactView, Eligibility, ProfileView, Referral, SourceView, TriageAnswer
from app.curation.lint import Problem
from app.curation.overlaps import OverlapReport
from app.curation.stats import Coverage, Stats
from app.evaluation.harness import Report
from app.interfaces.cli.benchmark import Measurement
from app.knowledge.phrases import Phrases
from app.knowledge.schema import Profile
from app.pipeline.flow import Triage
from app.records import Language

EXPLAINED = 15
SHOWN_SOURCES = 3
VERDICT_STYLES = {"likely": "green", "unlikely": "red", "unknown": "yellow"}


def draw_answer(console: Console, answer: TriageAnswer, phrases: Phrases) -> None:
    """The answer as a readable page: rank, name, why, next step, contact, source and date."""
    words = phrases.section(answer.language, "terminal")
    console.print(Text(answer.message, style="bold"))
    if answer.outcome != "outOfScope":
        console.print(Text(answer.articulation.summary, style="dim"))
    for question in answer.clarifying_questions:
        options = "\n".join(f"• {option.label}" for option in question.options)
        console.print(Panel(Text(options), title=Text(question.text), title_align="left", border_style="yellow"))
    for referral in answer.referrals:
        console.print(_referral(referral, words))
    if answer.alternatives:
        names = ", ".join(alternative.name for alternative in answer.alternatives)
        console.print(Text.assemble((f"{words['alternatives']}: ", "bold"), names))
    for card in answer.guidance:
        console.print(Panel(Text(card.text), title=Text(card.title), title_align="left", border_style="blue"))
    for left_out in answer.why_not:
        console.print(Text.assemble((f"{words['whyNot']}: ", "bold"), f"{left_out.name}. ", " ".join(left_out.reasons)))
    way_out = answer.way_out
    contact = _contact(ContactView(url=way_out.url, email=way_out.email, phone=way_out.phone))
    console.print(Text.assemble((f"{words['wayOut']}: ", "bold"), way_out.text, "\n", (contact, "cyan")))
    for notice in [*answer.notices, answer.ai_disclosure]:
        console.print(Text(notice, style="dim italic"))


def _referral(referral: Referral, words: dict[str, str]) -> RenderableType:
    rows = Table.grid(padding=(0, 1))
    rows.add_column(style="bold", no_wrap=True)
    rows.add_column()
    why = Text("\n").join(_reason(reason.text, reason.evidence) for reason in referral.why)
    rows.add_row(words["why"], why)
    rows.add_row(words["next"], Text(referral.next_step, style="green"))
    if referral.support:
        rows.add_row(words["support"], Text(" ".join(part for part in (referral.support.text, referral.support.explanation) if part)))
    if referral.eligibility:
        rows.add_row(words["verdict"], _verdict(referral.eligibility))
    if referral.contact and (contact := _contact(referral.contact)):
        rows.add_row(words["contact"], Text(contact, style="cyan"))
    rows.add_row(words["source"], _sources(referral, words))
    head = [Text(referral.summary)]
    if referral.status_note:
        head.append(Text(referral.status_note, style="yellow"))
    title = Text.assemble((f" {referral.rank} ", "reverse bold"), " ", (referral.name, "bold"))
    return Panel(Group(*head, Padding(rows, (1, 0, 0, 0))), title=title, title_align="left", box=box.ROUNDED)


def _verdict(eligibility: Eligibility) -> Text:
    unmet = [note.text for note in eligibility.notes if note.result == "unmet" and note.certainty == "hard"]
    return Text("\n".join([eligibility.message, *(f"✗ {text}" for text in unmet)]), VERDICT_STYLES[eligibility.verdict])


def _reason(text: str, evidence: str | None) -> Text:
    return Text.assemble(f"{text}", (f": “{evidence}”" if evidence else "", "italic"))


def _contact(contact: ContactView) -> str:
    return "  ".join(part for part in (contact.url, contact.email, contact.phone) if part)


def _sources(referral: Referral, words: dict[str, str]) -> Text:
    lines = [f"{source.title} ({source.date or words['undated']})" for source in referral.sources[:SHOWN_SOURCES]]
    rest = len(referral.sources) - SHOWN_SOURCES
    more = f" +{rest}" if rest > 0 else ""
    return Text("\n".join(lines) + more + "\n" + words["verified"].format(date=referral.verified_on), style="dim")


def draw_scores(console: Console, triage: Triage) -> None:
    """Every score of the best candidates, term by term, for advisers."""
    table = Table("profile", "score", "sum", box=box.SIMPLE_HEAD, title="Candidates")
    chosen = {proposal.profile_id for proposal in triage.selection.proposals}
    for entry in triage.considered[:EXPLAINED]:
        style = "bold green" if entry.ranked.profile_id in chosen else ""
        table.add_row(Text(entry.ranked.profile_id, style), f"{entry.ranked.score.total:.3f}", str(entry.ranked.score))
    console.print(table)
    topic = triage.articulation.off_topic
    named = f", named by “{topic.words}”" if topic.words else ""
    console.print(Text(f"nearest off-topic subject: {topic.code} at {topic.similarity:.3f}{named}", style="dim"))


def draw_profiles(console: Console, profiles: Sequence[Profile], language: Language) -> None:
    """A list of profiles."""
    table = Table(Column("id", no_wrap=True), "name", "kind", "status", "needs", box=box.SIMPLE_HEAD, title=f"{len(profiles)} profiles")
    for profile in profiles:
        table.add_row(profile.id, profile.names.in_language(language), profile.kind, profile.status, ", ".join(profile.needs))
    console.print(table)


def draw_profile(console: Console, profile: ProfileView) -> None:
    """A whole profile."""
    console.print(Text.assemble((profile.name, "bold"), f"  {profile.id} · {profile.kind} · {profile.status}"))
    console.print(Text(profile.summary))
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold", no_wrap=True)
    table.add_column()
    for name, lines in _sections(profile):
        if lines:
            table.add_row(name, Text("\n".join(f"• {line}" for line in lines) if len(lines) > 1 else lines[0]))
    console.print(Padding(table, (1, 0)))


def _sections(profile: ProfileView) -> Iterable[tuple[str, list[str]]]:
    yield "status", [profile.status_note.text] if profile.status_note else []
    yield "needs", [", ".join(profile.needs)]
    yield "domains", [", ".join(profile.domains)] if profile.domains else []
    yield "services", [service.text for service in profile.services]
    yield "cost", [profile.cost.text] if profile.cost else []
    yield "rules", [rule.text for rule in profile.rules]
    yield "support", [scheme.text for scheme in profile.support]
    yield "not for", profile.not_for
    yield "questions", profile.questions
    yield "next step", [profile.next_step]
    yield "contact", [_contact(profile.contact)] if profile.contact else []
    yield "sources", [_source_line(source) for source in profile.sources]
    yield "checked", [profile.verified_on]


def _source_line(source: SourceView) -> str:
    return " ".join(part for part in (source.title, f"({source.date})" if source.date else "(undated)", source.url) if part)


def draw_problems(console: Console, problems: Sequence[Problem]) -> None:
    """The findings of the lint."""
    for problem in problems:
        console.print(Text.assemble((problem.file, "bold"), ": ", problem.message))
    console.print(Text(f"{len(problems)} problems" if problems else "no problems", style="red" if problems else "green"))


def draw_stats(console: Console, stats: Stats) -> None:
    """Coverage per need, domain and group; a zero is a gap."""
    console.print(", ".join(f"{count} {kind}" for kind, count in {**stats.profiles, **stats.status}.items()))
    console.print(", ".join(f"{count} {name}" for name, count in stats.rules.items()))
    tables = {"needs": stats.needs, "domains": [stats.every_field, *stats.domains], "groups": stats.groups}
    for title, rows in tables.items():
        console.print(_coverage(title, rows))


def _coverage(title: str, rows: Sequence[Coverage]) -> Table:
    table = Table(title, "instruments", "intermediaries", "nl", "fr", "en", box=box.SIMPLE_HEAD)
    for row in rows:
        counts = (row.instruments, row.intermediaries, row.nl, row.fr, row.en)
        table.add_row("(every field)" if row.code == "*" else row.code, *(Text(str(c), "" if c else "red") for c in counts))
    return table


def draw_overlaps(console: Console, report: OverlapReport) -> None:
    """Pairs for the same thing, those that their files do not mention in yellow; then what nobody specialises in."""
    table = Table("profile", "profile", "alike", "needs in common", "declared", box=box.SIMPLE_HEAD, title=f"{len(report.overlaps)} overlaps")
    for pair in report.overlaps:
        declared = Text("yes", "green") if pair.declared else Text("no", "yellow")
        table.add_row(pair.first, pair.second, f"{pair.likeness:.2f}", ", ".join(pair.needs), declared)
    console.print(table)
    gaps = Table("need", "fields in which nobody specialises", box=box.SIMPLE_HEAD)
    most = max(map(len, report.no_specialist.values()))
    for need, domains in report.no_specialist.items():
        gaps.add_row(need, Text("every field", "dim") if len(domains) == most else ", ".join(domains))
    console.print(gaps)
    for field, codes in report.unserved.items():
        console.print(Text.assemble((f"{field} that no profile names: ", "bold"), ", ".join(codes) or "none"))


def draw_report(console: Console, report: Report) -> None:
    """Per case the outcome and the top three, relevant ones marked; then the means."""
    table = Table("question", "outcome", "top 3", box=box.SIMPLE_HEAD, show_lines=True)
    for result in report.results:
        outcome = Text(result.outcome, "green" if result.outcome == result.case.expect else "red")
        relevant = result.case.relevant
        top = Text("\n").join(
            Text(f"{profile_id} {relevant.get(profile_id, '')}", "green" if profile_id in relevant else "") for profile_id in result.top[:3]
        )
        table.add_row(result.case.question, outcome, top)
    console.print(table)
    console.print(" · ".join(f"{name} {value:.3f}" for name, value in report.means.items()))


def draw_measurement(console: Console, measured: Measurement) -> None:
    """The figures of `bench`."""
    table = Table("", "median ms", "p95 ms", box=box.SIMPLE_HEAD, title=f"{measured.questions} questions × {measured.rounds} rounds, one core")
    table.add_row("bare embedding", f"{measured.embedding_median_ms:.2f}", f"{measured.embedding_p95_ms:.2f}")
    table.add_row("POST /v1/triage", f"{measured.triage_median_ms:.2f}", f"{measured.triage_p95_ms:.2f}")
    table.add_row("ratio", f"{measured.ratio_median:.2f}", f"{measured.ratio_p95:.2f}")
    table.add_row(f"{measured.rules} rules, one company", f"{measured.rules_median_ms:.2f}", f"{measured.rules_p95_ms:.2f}")
    console.print(table)
    console.print(f"start-up to ready {measured.start_seconds:.2f} s · memory {measured.memory_mib:.0f} MiB")
