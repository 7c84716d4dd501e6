"""The form of a triage request, the same for REST and the command line; its facts come from the fact vocabulary."""

from typing import Annotated, Any, Literal, cast

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, create_model

from app.advisor import MAX_QUESTION
from app.errors import InvalidInput, Issue
from app.knowledge.facts import FactVocabulary
from app.records import KINDS, Kind, Language, Request

MAX_LIMIT = 20


class Referrer(BaseModel):
    """Who asks: the company itself or somebody on its behalf."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: Literal["company", "accountant", "lawyer", "notary", "federation", "frontOffice", "adviser"]
    enterpriseNumber: Annotated[str, StringConstraints(pattern=r"^[01]\d{9}$")] | None = None  # noqa: N815 - the key as clients write it


class TriageRequestBase(BaseModel):
    """One question in plain language; everything else is optional."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: Annotated[str, Field(strict=True, description=f"the question in plain Dutch, French or English; at most {MAX_QUESTION} characters")]
    language: Annotated[Language | None, Field(description="the language of the answer; absent: that of the question")] = None
    limit: Annotated[int, Field(ge=1, le=MAX_LIMIT, strict=True, description="the most referrals to give")] = 5
    kinds: Annotated[list[Kind], Field(min_length=1, description="only organisations, only measures, or both")] = list(KINDS)
    referrer: Referrer | None = None

    def to_request(self) -> Request:
        """The request as the engine takes it: the stated facts by name."""
        return Request(self.question, self.language, self.limit, tuple(self.kinds), self._facts())

    def _facts(self) -> dict[str, object]:
        subjects = self.model_dump(mode="json", include={"company", "project"}, exclude_none=True)
        return {f"{subject}.{name}": _whole(value) for subject, facts in subjects.items() for name, value in facts.items()}


def _whole(value: object) -> object:
    """12 people are shown as 12, not as 12.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


DETAILS = {
    "extra_forbidden": "is not a known field",
    "json_invalid": "is not valid JSON",
    "model_attributes_type": 'must be a JSON object, such as {"question": "…"}',
    "model_type": "must be a JSON object",
}
EXAMPLES: list[dict[str, Any]] = [
    {"question": "Onze koekjes breken in de verpakking, wie kan ons helpen?"},
    {
        "question": "Ma cliente veut automatiser son atelier de menuiserie, existe-t-il une aide ?",
        "language": "fr",
        "limit": 3,
        "referrer": {"type": "accountant"},
        "company": {"employees": 12, "turnoverEur": 1800000, "municipality": "Kortrijk"},
    },
]


def triage_request_model(facts: FactVocabulary) -> type[TriageRequestBase]:
    """The request model of one fact vocabulary: `company` and `project` accept its facts and nothing else."""
    subjects: dict[str, Any] = {"company": (facts.company | None, None), "project": (facts.project | None, None)}
    model = create_model("TriageRequest", __base__=TriageRequestBase, __doc__=TriageRequestBase.__doc__, **subjects)
    model.model_config["json_schema_extra"] = {"examples": cast(Any, EXAMPLES)}
    return model


def parse_request(model: type[TriageRequestBase], content: object) -> Request:
    """A request from plain values.

    Raises InvalidInput with one issue per field that does not fit.
    """
    try:
        return model.model_validate(content).to_request()
    except ValidationError as error:
        raise InvalidInput(issues_of(error.errors())) from error


def issues_of(errors: Any) -> list[Issue]:
    """Pydantic's errors as issues; the first part of a location is dropped where it only says body or query."""
    return [Issue(_name(error), _detail(error), "unknownInput" if error["type"] == "extra_forbidden" else "schemaViolation") for error in errors]


def _name(error: dict[str, Any]) -> str:
    if error["type"] == "json_invalid":
        return "body"
    parts = [str(part) for part in error["loc"] if part not in ("body", "query", "path")]
    return ".".join(parts) or "body"


def _detail(error: dict[str, Any]) -> str:
    return DETAILS.get(error["type"]) or str(error["msg"]).removeprefix("Value error, ")
