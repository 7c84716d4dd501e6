"""The forms of requests, the same for REST and the command line; their facts come from the fact vocabulary."""

from typing import Annotated, Any, Literal, Protocol, TypeVar, cast

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, create_model

from app.advisor import MAX_QUESTION
from app.errors import InvalidInput, Issue
from app.knowledge.facts import FactVocabulary
from app.records import KINDS, CheckRequest, Kind, Language, Request

MAX_LIMIT = 20
RequestModel = TypeVar("RequestModel", bound="FactsRequest")
RequestT_co = TypeVar("RequestT_co", covariant=True)


class Referrer(BaseModel):
    """Who asks: the company itself or somebody on its behalf."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: Literal["company", "accountant", "lawyer", "notary", "federation", "frontOffice", "adviser"]
    enterpriseNumber: Annotated[str, StringConstraints(pattern=r"^[01]\d{9}$")] | None = None  # noqa: N815 - the key as clients write it


class FactsRequest(BaseModel):
    """A request that states facts of a company and its project, and says who asks."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    referrer: Referrer | None = None

    def facts(self) -> dict[str, object]:
        """The stated facts by name (`company.employees`)."""
        subjects = self.model_dump(mode="json", include={"company", "project"}, exclude_none=True)
        return {f"{subject}.{name}": _whole(value) for subject, facts in subjects.items() for name, value in facts.items()}

    def referrer_type(self) -> str | None:
        """Who asks, if that was said."""
        return self.referrer.type if self.referrer else None


class CheckRequestBase(FactsRequest):
    """One support measure and the facts of one company; a fact that is not stated is not known."""

    instrument: Annotated[str, Field(strict=True, min_length=1, max_length=100, description="the id of a support measure")]
    language: Annotated[Language, Field(description="the language of the answer")] = "nl"

    def to_request(self) -> CheckRequest:
        """The request as the engine takes it."""
        return CheckRequest(self.instrument, self.language, self.facts(), self.referrer_type())


class TriageRequestBase(FactsRequest):
    """One question in plain language; everything else is optional."""

    question: Annotated[str, Field(strict=True, description=f"the question in plain Dutch, French or English; at most {MAX_QUESTION} characters")]
    language: Annotated[Language | None, Field(description="the language of the answer; absent: that of the question")] = None
    limit: Annotated[int, Field(ge=1, le=MAX_LIMIT, strict=True, description="the most referrals to give")] = 5
    kinds: Annotated[list[Kind], Field(min_length=1, description="only organisations, only measures, or both")] = list(KINDS)

    def to_request(self) -> Request:
        """The request as the engine takes it."""
        return Request(self.question, self.language, self.limit, tuple(self.kinds), self.facts(), referrer=self.referrer_type())


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


CHECK_EXAMPLES: list[dict[str, Any]] = [
    {
        "instrument": "ontwikkelingsproject",
        "company": {"employees": 49, "turnoverEur": 9000000, "autonomous": True, "legalForm": "bv", "region": "flanders", "inDifficulty": False},
        "project": {"costEur": 200000, "started": False, "collaboration": False},
    }
]


def triage_request_model(facts: FactVocabulary) -> type[TriageRequestBase]:
    """The model of a triage request: `company` and `project` accept the facts of one vocabulary and nothing else."""
    return _with_facts("TriageRequest", TriageRequestBase, facts, EXAMPLES)


def check_request_model(facts: FactVocabulary) -> type[CheckRequestBase]:
    """The model of an eligibility request, with the same facts."""
    return _with_facts("EligibilityRequest", CheckRequestBase, facts, CHECK_EXAMPLES)


def _with_facts(name: str, base: type[RequestModel], facts: FactVocabulary, examples: list[dict[str, Any]]) -> type[RequestModel]:
    subjects: dict[str, Any] = {"company": (facts.company | None, None), "project": (facts.project | None, None)}
    model = create_model(name, __base__=base, __doc__=base.__doc__, **subjects)
    model.model_config["json_schema_extra"] = {"examples": cast(Any, examples)}
    return model


class Parsed(Protocol[RequestT_co]):
    """A request model that turns into what the engine takes."""

    def to_request(self) -> RequestT_co:
        """The request as the engine takes it."""
        ...


def parse_request(model: type[Parsed[RequestT_co]], content: object) -> RequestT_co:
    """A request from plain values.

    Raises InvalidInput with one issue per field that does not fit.
    """
    try:
        return model.model_validate(content).to_request()  # type: ignore[attr-defined, no-any-return]  # a pydantic model
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
