"""Measures the service as its users meet it: start-up, a triage over HTTP against the bare embedding, and memory; all on one core."""

import datetime
import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from pydantic.alias_generators import to_camel

from app.company.facts import known_company
from app.errors import FlippedTtoError
from app.knowledge.catalogue import Catalogue, load_catalogue
from app.language.embedder import OnnxEmbedder
from app.language.model import PreparedModel
from app.pipeline.judgement import judge
from app.settings import Settings

ROUNDS, RULE_ROUNDS, START_LIMIT_S, HOST = 5, 200, 120, "127.0.0.1"
CONTRADICTING = ("company.relatedEnterprises",)
"""Facts whose example contradicts that of another one (`company.autonomous`)."""


@dataclass(frozen=True)
class Measurement:
    """Milliseconds, seconds and mebibytes; `ratio` is the triage's figure over the embedding's.

    `rules` are all rules of all profiles; their time is that for one company.
    """

    questions: int
    rounds: int
    start_seconds: float
    embedding_median_ms: float
    embedding_p95_ms: float
    triage_median_ms: float
    triage_p95_ms: float
    ratio_median: float
    ratio_p95: float
    memory_mib: float
    rules: int
    rules_median_ms: float
    rules_p95_ms: float

    def to_json(self) -> dict[str, float]:
        """The figures with camelCase keys."""
        return {to_camel(name): value for name, value in asdict(self).items()}


def measure(settings: Settings, questions: Sequence[str], model: PreparedModel) -> Measurement:
    """Starts `flipped-tto serve` on a free port and asks it every question a few times, each after its bare embedding."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    embedder = OnnxEmbedder(model)
    embedding, triage = [], []
    with _service(settings) as (process, port, start_seconds):
        connection = http.client.HTTPConnection(HOST, port, timeout=30)
        for _ in range(ROUNDS):
            for question in questions:
                embedding.append(_milliseconds(partial(embedder.embed_query, question)))
                triage.append(_milliseconds(partial(_ask, connection, question)))
        memory = _resident_mib(process.pid)
    catalogue = load_catalogue(settings.knowledge_dir)
    judging = [_milliseconds(partial(_judge_all, catalogue, facts)) for facts in _companies(catalogue)]
    return Measurement(
        questions=len(questions),
        rounds=ROUNDS,
        start_seconds=round(start_seconds, 2),
        embedding_median_ms=_median(embedding),
        embedding_p95_ms=_p95(embedding),
        triage_median_ms=_median(triage),
        triage_p95_ms=_p95(triage),
        ratio_median=round(_median(triage) / _median(embedding), 2),
        ratio_p95=round(_p95(triage) / _p95(embedding), 2),
        memory_mib=round(memory, 1),
        rules=sum(map(len, catalogue.rules.values())),
        rules_median_ms=_median(judging),
        rules_p95_ms=_p95(judging),
    )


def _companies(catalogue: Catalogue) -> Iterator[dict[str, object]]:
    """Companies that state from none to all of the facts, each fact at the value of its example."""
    examples = {name: fact.example for name, fact in catalogue.facts.facts.items() if name not in CONTRADICTING}
    names = list(examples)
    for round_number in range(RULE_ROUNDS):
        stated = names[: len(names) * round_number // (RULE_ROUNDS - 1)]
        yield {name: examples[name] for name in stated}


def _judge_all(catalogue: Catalogue, facts: dict[str, object]) -> None:
    today = datetime.datetime.now(tz=datetime.UTC).date()
    company = known_company(facts, catalogue.facts, catalogue.law, today)
    for profile in catalogue.profiles.values():
        judge(profile, company, catalogue, today)


@contextmanager
def _service(settings: Settings) -> Iterator[tuple[subprocess.Popen[bytes], int, float]]:
    port = _free_port()
    began = time.perf_counter()
    command = [sys.executable, "-m", "app", "serve", "--host", HOST, "--port", str(port), "--knowledge", str(settings.knowledge_dir)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:  # noqa: S603 - our own command
        try:
            _wait_until_up(port, began)
            yield process, port, time.perf_counter() - began
        finally:
            process.terminate()


def _wait_until_up(port: int, began: float) -> None:
    while time.perf_counter() - began < START_LIMIT_S:
        try:
            connection = http.client.HTTPConnection(HOST, port, timeout=5)
            connection.request("GET", "/health")
            if connection.getresponse().status == http.client.OK:
                return
        except OSError:
            time.sleep(0.02)
    raise FlippedTtoError(f"the service did not answer within {START_LIMIT_S} seconds")


def _ask(connection: http.client.HTTPConnection, question: str) -> None:
    connection.request("POST", "/v1/triage", json.dumps({"question": question}), {"Content-Type": "application/json"})
    response = connection.getresponse()
    response.read()
    if response.status != http.client.OK:
        raise FlippedTtoError(f"the service answered {response.status}")


def _milliseconds(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return (time.perf_counter() - began) * 1000


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _resident_mib(pid: int) -> float:
    """The resident memory of a process, from Linux's /proc."""
    status = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(float(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS:"))


def _median(values: Sequence[float]) -> float:
    return round(statistics.median(values), 2)


def _p95(values: Sequence[float]) -> float:
    return round(statistics.quantiles(values, n=20)[-1], 2)
