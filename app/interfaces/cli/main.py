"""The commands: each translates words into calls of the engine and draws what comes back."""

import datetime
import logging
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from app.assembly import prepare_model
from app.checker import Checker
from app.curation.lint import lint
from app.curation.overlaps import find_overlaps
from app.curation.stats import count
from app.evaluation.cases import read_cases
from app.evaluation.harness import evaluate as run_cases
from app.evaluation.own_questions import evaluate_own_questions
from app.interfaces.cli import eligibility_table, terminal
from app.interfaces.cli.benchmark import measure
from app.interfaces.cli.fact_options import facts_from_options
from app.interfaces.cli.session import advisor, command, landscape, listen, model_steps, one_of, out, print_json, progress, settings_for
from app.interfaces.requests import check_request_model, parse_request, triage_request_model
from app.knowledge.catalogue import load_catalogue
from app.landscape import ProfileFilter
from app.pipeline.profile_views import profile_summary
from app.records import Kind, Language, Status
from app.settings import Settings

NEGATIVE = 1
"""Exit code of a negative finding of lint, check or evaluate."""

app = typer.Typer(
    no_args_is_help=True, add_completion=False, help="Refers a company's innovation question to the right organisation and support measure."
)
profiles_app = typer.Typer(no_args_is_help=True, help="Look at the organisations and support measures.")
knowledge_app = typer.Typer(no_args_is_help=True, help="Check and count the knowledge folder.")
model_app = typer.Typer(no_args_is_help=True, help="The embedding model.")
app.add_typer(profiles_app, name="profiles")
app.add_typer(knowledge_app, name="knowledge")
app.add_typer(model_app, name="model")

Json = Annotated[bool, typer.Option("--json", help="Print the same object as the REST API.")]
Knowledge = Annotated[Path | None, typer.Option("--knowledge", help="Another knowledge folder (or KNOWLEDGE_DIR).")]
Lang = Annotated[str, typer.Option("--language", help="nl, fr or en.")]


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
@command
def ask(
    context: typer.Context,
    question: Annotated[str, typer.Argument(help="The question in plain words; - reads standard input.")],
    language: Annotated[str | None, typer.Option("--language", help="Language of the answer: nl, fr or en.")] = None,
    limit: Annotated[int, typer.Option(help="The most referrals to give.")] = 5,
    kind: Annotated[list[str] | None, typer.Option(help="instrument or intermediary; repeat for both.")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Show every score, term by term.")] = False,
    as_json: Json = False,
    knowledge: Knowledge = None,
) -> None:
    """Answer one question.

    Every fact of knowledge/vocabulary/facts.yaml is an option too: --employees 12 --turnover 1.8e6 --municipality Kortrijk.
    """
    engine = advisor(settings_for(knowledge))
    facts = engine.catalogue.facts
    content: dict[str, Any] = {
        "question": sys.stdin.read() if question == "-" else question,
        "limit": limit,
        **facts_from_options(context.args, facts),
    }
    content |= {"language": language} if language else {}
    content |= {"kinds": kind} if kind else {}
    triage = engine.triage(parse_request(triage_request_model(facts), content))
    if as_json:
        print_json(triage.answer.to_json())
        return
    terminal.draw_answer(out, triage.answer, engine.catalogue.phrases)
    if explain:
        terminal.draw_scores(out, triage)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
@command
def check(
    context: typer.Context,
    instrument: Annotated[str, typer.Argument(metavar="INSTRUMENT", help="The id of a support measure, such as ontwikkelingsproject.")],
    language: Lang = "nl",
    referrer: Annotated[str | None, typer.Option(help="Who asks for the company: accountant, lawyer, adviser, …")] = None,
    as_json: Json = False,
    knowledge: Knowledge = None,
) -> None:
    """Check one measure for one company, rule by rule; exit code 1 when the company seems not to qualify.

    Every fact of knowledge/vocabulary/facts.yaml is an option: --employees 49 --turnover 9e6 --autonomous yes --region flanders.
    """
    catalogue = load_catalogue(settings_for(knowledge).knowledge_dir)
    content: dict[str, Any] = {"instrument": instrument, "language": language, **facts_from_options(context.args, catalogue.facts)}
    content |= {"referrer": {"type": referrer}} if referrer else {}
    answer = Checker(catalogue, datetime.date.today).check(parse_request(check_request_model(catalogue.facts), content))
    if as_json:
        print_json(answer.to_json())
    else:
        eligibility_table.draw_eligibility(out, answer, catalogue.phrases, catalogue.facts)
    if answer.verdict == "unlikely":
        raise typer.Exit(NEGATIVE)


@app.command()
@command
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on (or HOST).")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on (or PORT); 0 takes a free one.", min=0, max=65535)] = None,
    as_json: Json = False,
    knowledge: Knowledge = None,
) -> None:
    """Serve the REST API and the page with the question box."""
    import uvicorn  # noqa: PLC0415 - the other commands do without the web server

    from app.interfaces.api.application import create_application  # noqa: PLC0415

    settings = settings_for(knowledge)
    listener = listen(host or settings.host, settings.port if port is None else port)
    application = create_application(advisor(settings))
    address = "http://{}:{}".format(*listener.getsockname()[:2])
    if as_json:
        print_json({"address": address})
        sys.stdout.flush()
    else:
        out.print(f"Flipped TTO listens on {address} (API: {address}/docs). Stop it with Ctrl-C.")
    logging.basicConfig(level=logging.WARNING)
    uvicorn.Server(uvicorn.Config(application, log_level="warning", server_header=False)).run([listener])


@profiles_app.command("list")
@command
def list_profiles(
    kind: Annotated[str | None, typer.Option(help="instrument or intermediary.")] = None,
    need: Annotated[str | None, typer.Option(help="A code of needs.yaml.")] = None,
    domain: Annotated[str | None, typer.Option(help="A code of domains.yaml.")] = None,
    status: Annotated[str | None, typer.Option(help="active, ended, renamed, replaced or unknown.")] = None,
    q: Annotated[str | None, typer.Option("--q", help="Words or a name, also misspelt.")] = None,
    language: Lang = "nl",
    as_json: Json = False,
    knowledge: Knowledge = None,
) -> None:
    """List profiles, by name."""
    code = one_of(language, Language, "--language")
    wanted = ProfileFilter(one_of(kind, Kind, "--kind"), need, domain, one_of(status, Status, "--status"), q)
    profiles = landscape(knowledge).profiles(wanted, code)
    if as_json:
        items = [profile_summary(profile, code).to_json() for profile in profiles]
        print_json({"items": items, "total": len(items)})
    else:
        terminal.draw_profiles(out, profiles, code)


@profiles_app.command("show")
@command
def show_profile(
    profile_id: Annotated[str, typer.Argument(metavar="ID", help="The id, such as ontwikkelingsproject.")],
    language: Lang = "nl",
    as_json: Json = False,
    knowledge: Knowledge = None,
) -> None:
    """Show one profile."""
    view = landscape(knowledge).profile(profile_id, one_of(language, Language, "--language"))
    if as_json:
        print_json(view.to_json())
    else:
        terminal.draw_profile(out, view)


@knowledge_app.command("lint")
@command
def lint_knowledge(as_json: Json = False, knowledge: Knowledge = None) -> None:
    """Check every file of the knowledge folder; exit code 1 when something is to be mended."""
    problems = lint(settings_for(knowledge).knowledge_dir)
    if as_json:
        print_json({"problems": [asdict(problem) for problem in problems]})
    else:
        terminal.draw_problems(out, problems)
    if problems:
        raise typer.Exit(NEGATIVE)


@knowledge_app.command("stats")
@command
def count_knowledge(
    overlaps: Annotated[bool, typer.Option("--overlaps", help="Show measures for the same thing, and what nobody serves.")] = False,
    as_json: Json = False,
    knowledge: Knowledge = None,
) -> None:
    """Count what the knowledge folder covers, or show where it overlaps."""
    catalogue = load_catalogue(settings_for(knowledge).knowledge_dir)
    if overlaps:
        report = find_overlaps(catalogue)
        print_json(report.to_json()) if as_json else terminal.draw_overlaps(out, report)
        return
    stats = count(catalogue)
    if as_json:
        print_json(stats.to_json())
    else:
        terminal.draw_stats(out, stats)


@model_app.command("prepare")
@command
def prepare(as_json: Json = False) -> None:
    """Prepare the embedding model in the cache folder; an interrupted preparation goes on where it stopped."""
    with progress() as bars:
        prepared = prepare_model(Settings(), model_steps(bars))
    if as_json:
        print_json({"folder": str(prepared.folder), "fingerprint": prepared.fingerprint})
    else:
        out.print(f"The model is ready in {prepared.folder}", soft_wrap=True)


@app.command()
@command
def evaluate(
    cases: Annotated[Path | None, typer.Option(help="A JSONL file of cases; without it, the knowledge's own questions are left out in turn.")] = None,
    as_json: Json = False,
    knowledge: Knowledge = None,
) -> None:
    """Answer every case and measure it; exit code 1 when a case does not pass."""
    engine = advisor(settings_for(knowledge))
    report = run_cases(engine, read_cases(cases)) if cases else evaluate_own_questions(engine)
    if as_json:
        print_json(report.to_json())
    else:
        terminal.draw_report(out, report)
    if not all(result.passes for result in report.results):
        raise typer.Exit(NEGATIVE)


@app.command()
@command
def bench(
    cases: Annotated[Path, typer.Option(help="A JSONL file of cases; their questions are asked.")],
    as_json: Json = False,
    knowledge: Knowledge = None,
) -> None:
    """Measure a served triage against the bare embedding of the same questions, on one core."""
    settings = settings_for(knowledge)
    with progress() as bars:
        measured = measure(settings, [case.question for case in read_cases(cases)], prepare_model(settings, model_steps(bars)))
    if as_json:
        print_json(measured.to_json())
    else:
        terminal.draw_measurement(out, measured)
