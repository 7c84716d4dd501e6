"""A second evaluator of the rules, as plain as can be and sharing no code with the first: it reads the YAML files themselves.

It knows companies that stand on their own, without earlier years. What it says must be what the program says.
"""

import datetime
from pathlib import Path
from typing import Any

import yaml

Facts = dict[str, Any]


def load(folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The raw profiles with rules, by id, and the raw shared rules."""
    files = [*folder.glob("instruments/*.yaml"), *folder.glob("intermediaries/*.yaml")]
    profiles = [yaml.safe_load(file.read_text()) for file in files]
    return {p["id"]: p for p in profiles if p.get("rules")}, yaml.safe_load((folder / "rules" / "shared.yaml").read_text())


def results(profile: Any, shared: Any, facts: Facts, today: datetime.date) -> dict[str, bool | None]:
    """Every rule that counts with its result: True, False, or None for unknown."""
    role = chosen_role(profile, facts)
    found = {}
    for entry in profile["rules"]:
        rule = {**shared[entry["use"]], **entry} if "use" in entry else entry
        if role and rule.get("roles") and role not in rule["roles"]:
            continue
        if rule.get("valid_from") and str(rule["valid_from"]) > str(today):
            continue
        if rule.get("valid_to") and str(rule["valid_to"]) < str(today):
            if any(other is not entry and other.get("id") == entry.get("id") for other in profile["rules"]):
                continue
            rule = {**rule, "test": None}
        found[rule.get("id") or rule["use"]] = holds(rule.get("test"), facts)
    return found


def chosen_role(profile: Any, facts: Facts) -> str | None:
    if not profile.get("roles"):
        return None
    if facts.get("project.role") in [role["role"] for role in profile["roles"]]:
        return str(facts["project.role"])
    kind = facts.get("company.organisationType", "company")
    for role in profile["roles"]:
        if kind in role.get("open_to", [kind]):
            return str(role["role"])
    return str(profile["roles"][0]["role"])


def holds(test: Any, facts: Facts) -> bool | None:
    """True, False, or None where the facts do not say."""
    if test is None:
        return None
    if "all" in test:
        parts = [holds(part, facts) for part in test["all"]]
        return False if False in parts else None if None in parts else True
    if "any" in test:
        parts = [holds(part, facts) for part in test["any"]]
        return True if True in parts else None if None in parts else False
    if "not" in test:
        part = holds(test["not"], facts)
        return None if part is None else not part
    value = facts.get(test["fact"])
    if value is None:
        return None
    (operator, limit) = next((key, content) for key, content in test.items() if key != "fact")
    if isinstance(value, set):  # what is still possible
        answers = {compare(each, operator, limit) for each in value}
        return answers.pop() if len(answers) == 1 else None
    if isinstance(value, list):
        return any(compare(each, operator, limit) for each in value)
    return compare(value, operator, limit)


def compare(value: Any, operator: str, limit: Any) -> bool:
    if operator == "is":
        return bool(value == limit)
    if operator == "in":
        return value in limit
    if operator in ("below", "before"):
        return bool(value < (str(limit) if operator == "before" else limit))
    if operator in ("above", "after"):
        return bool(value > (str(limit) if operator == "after" else limit))
    if operator == "at_most":
        return bool(value <= limit)
    if operator == "at_least":
        return bool(value >= limit)
    return any(str(value).startswith(str(prefix)) for prefix in limit)


def completed(stated: Facts, today: datetime.date) -> Facts:
    """Stated facts with what follows from them, worked out by hand once more."""
    facts = {**stated, "today": str(today)}
    if facts.get("company.region") == "flanders":
        facts.setdefault("company.operatesInFlanders", True)
    if facts.get("company.organisationType") in ("company", "starter", "farm"):
        facts.setdefault("company.isNonProfit", False)
    if facts.get("project.collaboration") is False:
        facts.setdefault("project.internationalCollaboration", False)
    if facts.get("company.legalForm") in ("bv", "nv", "srl"):
        facts.setdefault("company.hasLegalPersonality", True)
        facts.setdefault("company.limitedLiability", True)
        facts.setdefault("company.isNonProfit", False)
    if facts.get("company.legalForm") == "eenmanszaak":
        facts.setdefault("company.hasLegalPersonality", False)
        facts.setdefault("company.limitedLiability", False)
        facts.setdefault("company.isNonProfit", False)
    if "company.founded" in facts:
        born = datetime.date.fromisoformat(facts["company.founded"])
        years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
        facts["company.ageYears"] = years + 0.5 if (born.month, born.day) != (today.month, today.day) else float(years)
    classes = sizes(facts)
    if len(classes) < 4:
        facts["company.sizeClass"] = classes.pop() if len(classes) == 1 else classes
    if facts.get("company.insolvency") or facts.get("company.rescueAid"):
        facts["company.inDifficulty"] = True
    return facts


def sizes(facts: Facts) -> set[str]:
    """The classes that are possible for a company on its own, or larger where nobody said that it is."""
    if facts.get("company.publicSharePercent", 0) >= 25:
        return {"large"}
    staff, turnover, balance = (facts.get(f"company.{name}") for name in ("employees", "turnoverEur", "balanceSheetEur"))
    alone = facts.get("company.autonomous")

    def smallest_fit(s: float, t: float, b: float) -> str:
        for name, people, sales, total in (("micro", 10, 2e6, 2e6), ("small", 50, 10e6, 10e6), ("medium", 250, 50e6, 43e6)):
            if s < people and (t <= sales or b <= total):
                return name
        return "large"

    trials: list[list[float]] = []
    for figure, marks in ((staff, (0, 10, 50, 250)), (turnover, (0, 2e6 + 1, 10e6 + 1, 50e6 + 1)), (balance, (0, 2e6 + 1, 10e6 + 1, 43e6 + 1))):
        if figure is None:
            trials.append(list(marks))
        else:
            trials.append([figure] if alone else [figure, *(mark for mark in marks if mark > figure)])
    return {smallest_fit(s, t, b) for s in trials[0] for t in trials[1] for b in trials[2]}
