"""What all commands share: the two consoles, errors as one line, progress bars, and the parts built from the settings."""

import json
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn, ParamSpec, get_args

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from app.advisor import Advisor
from app.assembly import build_advisor
from app.errors import FlippedTtoError, InvalidInput, Issue
from app.knowledge.catalogue import load_catalogue
from app.landscape import Landscape
from app.language.model import STEPS
from app.settings import Settings

WRONG_USE = 2
"""Exit code of a command that was used wrongly."""

out = Console(emoji=False)
err = Console(stderr=True, emoji=False)
Parameters = ParamSpec("Parameters")


def command(function: Callable[Parameters, None]) -> Callable[Parameters, None]:
    """Turns our own errors into one line on standard error and exit code 2."""

    @wraps(function)
    def run(*args: Parameters.args, **kwargs: Parameters.kwargs) -> None:
        try:
            function(*args, **kwargs)
        except FlippedTtoError as error:
            _fail(str(error))
        except ValidationError as error:
            _fail("; ".join(f"{'.'.join(map(str, issue['loc'])).upper()}: {issue['msg']}" for issue in error.errors()))
        except OSError as error:
            _fail(f"{error.filename or ''}: {error.strerror or error}".removeprefix(": "))

    return run


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens, so that a port in use is told before anything is loaded.

    Raises FlippedTtoError where the address cannot be had.
    """
    try:
        listener = socket.create_server((host, port))
    except OSError as error:
        raise FlippedTtoError(f"cannot listen on {host}:{port}: {error.strerror or error}") from error
    # asyncio does this only for sockets that it makes itself; without it, answers on a kept connection wait 40 ms for an acknowledgement.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _fail(message: str) -> NoReturn:
    err.print(f"flipped-tto: {message}", style="red", markup=False, highlight=False, soft_wrap=True)
    raise typer.Exit(WRONG_USE)


def print_json(content: object) -> None:
    """Prints an object as REST would send it, indented."""
    sys.stdout.write(json.dumps(content, ensure_ascii=False, indent=2) + "\n")


def settings_for(knowledge: Path | None) -> Settings:
    """The settings, with the knowledge folder of the command line."""
    return Settings(knowledge_dir=knowledge) if knowledge else Settings()


def landscape(knowledge: Path | None) -> Landscape:
    """The landscape of a knowledge folder; needs no model."""
    return Landscape(load_catalogue(settings_for(knowledge).knowledge_dir))


@contextmanager
def progress() -> Iterator[Progress]:
    """Progress bars on standard error."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True) as bars:
        yield bars


def advisor(settings: Settings) -> Advisor:
    """The engine, with progress bars for what has to be prepared first."""
    with progress() as bars:
        return build_advisor(settings, model_steps(bars), _text_steps(bars))


def model_steps(bars: Progress) -> Callable[[str], None]:
    """Shows the steps of preparing the model."""
    task = bars.add_task("Preparing the embedding model", total=len(STEPS), visible=False)

    def step(name: str) -> None:
        bars.update(task, description=f"Preparing the embedding model: {name}", completed=STEPS.index(name), visible=True)

    return step


def _text_steps(bars: Progress) -> Callable[[int, int], None]:
    task = bars.add_task("Embedding the knowledge", total=None, visible=False)
    return lambda done, total: bars.update(task, completed=done, total=total, visible=True)


def one_of(value: str | None, choices: Any, option: str) -> Any:
    """The value, if it is one of a literal type's words."""
    if value is not None and value not in get_args(choices):
        raise InvalidInput([Issue(option, f"'{value}' is not one of: {', '.join(get_args(choices))}")])
    return value
