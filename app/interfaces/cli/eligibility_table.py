"""Draws the check of one measure: a mark, the reason and the source of every rule, what is missing, and the support."""

from rich import box
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from app.answers import EligibilityAnswer, RuleNote, SupportView
from app.interfaces.cli.terminal import VERDICT_STYLES
from app.knowledge.facts import FactVocabulary
from app.knowledge.phrases import Phrases

MARKS = {"met": ("✓", "bold green"), "unmet": ("✗", "bold red"), "unknown": ("?", "bold yellow")}


def draw_eligibility(console: Console, answer: EligibilityAnswer, phrases: Phrases, facts: FactVocabulary) -> None:
    """The verdict, a table of the rules (hard ones first), the facts to ask for, the support and the notices."""
    words = phrases.section(answer.language, "terminal")
    console.print(Text.assemble((answer.name, "bold"), f"  {answer.profile_id}"))
    console.print(Text(answer.message, style=f"bold {VERDICT_STYLES[answer.verdict]}"))
    table = Table("", Column(words["condition"], ratio=2), Column(words["source"], ratio=1, overflow="fold"), box=box.SIMPLE_HEAD, expand=True)
    for note in sorted(answer.notes, key=lambda note: note.certainty != "hard"):
        table.add_row(*_cells(note, words))
    console.print(table)
    if answer.missing:
        labels = "\n".join(f"{number}. {_label(name, facts, answer)}" for number, name in enumerate(answer.missing, start=1))
        console.print(Text.assemble((f"{words['missing']}\n", "bold"), labels))
    if answer.support:
        console.print(_support(answer.support, words))
    for notice in [*answer.assumptions, *answer.notices, answer.ai_disclosure]:
        console.print(Text(notice, style="dim italic"))


def _cells(note: RuleNote, words: dict[str, str]) -> tuple[Text, ...]:
    mark, style = MARKS[note.result]
    hint = words["hard"] if note.certainty == "hard" else words["indicative"]
    source = f"{note.source.title} ({note.source.date or words['undated']})"
    reason = (f"\n{note.reason}", style.removeprefix("bold ")) if note.reason else (f"\n{words['judgedByPeople']}", "dim")
    return Text(mark, style), Text.assemble(note.condition, (f" [{hint}]", "dim"), reason), Text(source, "dim")


def _label(name: str, facts: FactVocabulary, answer: EligibilityAnswer) -> str:
    question = facts.facts[name].question
    return f"{question.in_language(answer.language) if question else name} ({name})"


def _support(support: SupportView, words: dict[str, str]) -> Text:
    lines = [support.text, *([support.explanation] if support.explanation else []), *([support.cap] if support.cap else [])]
    return Text.assemble((f"{words['support']}\n", "bold"), "\n".join(lines))
