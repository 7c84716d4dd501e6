"""The command line: translates words into calls of the advisor and draws what comes back."""

import json
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, NoReturn, ParamSpec, get_args

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from app.advisor import Advisor
from app.assembly import build_advisor, prepare_model
from app.curation.lint import lint
from app.curation.stats import count
from app.errors import FlippedTtoError, InvalidInput, Issue
from app.evaluation.cases import read_cases
from app.evaluation.harness import evaluate as run_cases
from app.interfaces.cli import terminal
from app.interfaces.cli.benchmark import measure
from app.interfaces.cli.fact_options import facts_from_options
from app.interfaces.requests import parse_request, triage_request_model
from app.knowledge.catalogue import load_catalogue
from app.landscape import Landscape, ProfileFilter
from app.language.model import STEPS
from app.pipeline.profile_views import profile_summary
from app.records import Kind, Language, Status
from app.settings import Settings

NEGATIVE, WRONG_USE = 1, 2

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

out = Console()
err = Console(stderr=True)
Parameters = ParamSpec("Parameters")


def _command(function: Callable[Parameters, None]) -> Callable[Parameters, None]:
    """Turns our own errors into one line on standard error and exit code 2."""

    @wraps(function)
    def run(*args: Parameters.args, **kwargs: Parameters.kwargs) -> None:
        try:
            function(*args, **kwargs)
        except FlippedTtoError as error:
            _fail(str(error))

    return run


def _fail(message: str) -> NoReturn:
    err.print(f"flipped-tto: {message}", style="red", markup=False, highlight=False, soft_wrap=True)
    raise typer.Exit(WRONG_USE)


def _print_json(content: object) -> None:
    sys.stdout.write(json.dumps(content, ensure_ascii=False, indent=2) + "\n")


def _settings(knowledge: Path | None) -> Settings:
    return Settings(knowledge_dir=knowledge) if knowledge else Settings()


def _landscape(knowledge: Path | None) -> Landscape:
    return Landscape(load_catalogue(_settings(knowledge).knowledge_dir))


@contextmanager
def _progress() -> Iterator[Progress]:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True) as progress:
        yield progress


def _advisor(settings: Settings) -> Advisor:
    with _progress() as progress:
        return build_advisor(settings, _model_steps(progress), _text_steps(progress))


def _model_steps(progress: Progress) -> Callable[[str], None]:
    task = progress.add_task("Preparing the embedding model", total=len(STEPS), visible=False)

    def step(name: str) -> None:
        progress.update(task, description=f"Preparing the embedding model: {name}", completed=STEPS.index(name), visible=True)

    return step


def _text_steps(progress: Progress) -> Callable[[int, int], None]:
    task = progress.add_task("Embedding the knowledge", total=None, visible=False)
    return lambda done, total: progress.update(task, completed=done, total=total, visible=True)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
@_command
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
    advisor = _advisor(_settings(knowledge))
    facts = advisor.catalogue.facts
    content: dict[str, Any] = {
        "question": sys.stdin.read() if question == "-" else question,
        "limit": limit,
        **facts_from_options(context.args, facts),
    }
    content |= {"language": language} if language else {}
    content |= {"kinds": kind} if kind else {}
    triage = advisor.triage(parse_request(triage_request_model(facts), content))
    if as_json:
        _print_json(triage.answer.to_json())
        return
    terminal.draw_answer(out, triage.answer, advisor.catalogue.phrases)
    if explain:
        terminal.draw_scores(out, triage)


@app.command()
@_command
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on (or HOST).")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on (or PORT).")] = None,
    as_json: Json = False,
    knowledge: Knowledge = None,
) -> None:
    """Serve the REST API and the page with the question box."""
    import uvicorn  # noqa: PLC0415 - the other commands do without the web server

    from app.interfaces.api.application import create_application  # noqa: PLC0415

    settings = _settings(knowledge)
    host, port = host or settings.host, settings.port if port is None else port
    application = create_application(_advisor(settings))
    address = f"http://{'localhost' if host in ('127.0.0.1', '0.0.0.0') else host}:{port}"  # noqa: S104 - only compared
    if as_json:
        _print_json({"address": address})
        sys.stdout.flush()
    else:
        out.print(f"Flipped TTO listens on {address} (API: {address}/docs). Stop it with Ctrl-C.")
    logging.basicConfig(level=logging.WARNING)
    uvicorn.run(application, host=host, port=port, log_level="warning", server_header=False)


@profiles_app.command("list")
@_command
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
    code = _one_of(language, Language, "--language")
    wanted = ProfileFilter(_one_of(kind, Kind, "--kind"), need, domain, _one_of(status, Status, "--status"), q)
    profiles = _landscape(knowledge).profiles(wanted, code)
    if as_json:
        items = [profile_summary(profile, code).to_json() for profile in profiles]
        _print_json({"items": items, "total": len(items)})
    else:
        terminal.draw_profiles(out, profiles, code)


@profiles_app.command("show")
@_command
def show_profile(
    profile_id: Annotated[str, typer.Argument(metavar="ID", help="The id, such as ontwikkelingsproject.")],
    language: Lang = "nl",
    as_json: Json = False,
    knowledge: Knowledge = None,
) -> None:
    """Show one profile."""
    view = _landscape(knowledge).profile(profile_id, _one_of(language, Language, "--language"))
    if as_json:
        _print_json(view.to_json())
    else:
        terminal.draw_profile(out, view)


@knowledge_app.command("lint")
@_command
def lint_knowledge(as_json: Json = False, knowledge: Knowledge = None) -> None:
    """Check every file of the knowledge folder; exit code 1 when something is to be mended."""
    problems = lint(_settings(knowledge).knowledge_dir)
    if as_json:
        _print_json({"problems": [asdict(problem) for problem in problems]})
    else:
        terminal.draw_problems(out, problems)
    if problems:
        raise typer.Exit(NEGATIVE)


@knowledge_app.command("stats")
@_command
def count_knowledge(as_json: Json = False, knowledge: Knowledge = None) -> None:
    """Count what the knowledge folder covers."""
    stats = count(load_catalogue(_settings(knowledge).knowledge_dir))
    if as_json:
        _print_json(stats.to_json())
    else:
        terminal.draw_stats(out, stats)


@model_app.command("prepare")
@_command
def prepare(as_json: Json = False) -> None:
    """Prepare the embedding model in the cache folder; an interrupted preparation goes on where it stopped."""
    with _progress() as progress:
        prepared = prepare_model(Settings(), _model_steps(progress))
    if as_json:
        _print_json({"folder": str(prepared.folder), "fingerprint": prepared.fingerprint})
    else:
        out.print(f"The model is ready in {prepared.folder}", soft_wrap=True)


@app.command()
@_command
def evaluate(
    cases: Annotated[Path, typer.Option(help="A JSONL file of cases.")],
    as_json: Json = False,
    knowledge: Knowledge = None,
) -> None:
    """Answer every case of a file and measure it; exit code 1 when a case does not pass."""
    report = run_cases(_advisor(_settings(knowledge)), read_cases(cases))
    if as_json:
        _print_json(report.to_json())
    else:
        terminal.draw_report(out, report)
    if not all(result.passes for result in report.results):
        raise typer.Exit(NEGATIVE)


@app.command()
@_command
def bench(
    cases: Annotated[Path, typer.Option(help="A JSONL file of cases; their questions are asked.")],
    as_json: Json = False,
    knowledge: Knowledge = None,
) -> None:
    """Measure a served triage against the bare embedding of the same questions, on one core."""
    settings = _settings(knowledge)
    with _progress() as progress:
        measured = measure(settings, [case.question for case in read_cases(cases)], prepare_model(settings, _model_steps(progress)))
    if as_json:
        _print_json(measured.to_json())
    else:
        terminal.draw_measurement(out, measured)


def _one_of(value: str | None, choices: Any, option: str) -> Any:
    """The value, if it is one of a literal type's words."""
    if value is not None and value not in get_args(choices):
        raise InvalidInput([Issue(option, f"'{value}' is not one of: {', '.join(get_args(choices))}")])
    return value
