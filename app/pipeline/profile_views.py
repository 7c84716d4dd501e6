"""Shows profiles, and parts of them, in one language: for the profile pages and inside referrals."""

from collections.abc import Sequence

from app.answers import ContactView, GuidanceView, ProfileSummary, ProfileView, SourceView, StatementView, SupportView
from app.knowledge.catalogue import Catalogue
from app.knowledge.forms import Source, Statement
from app.knowledge.guidance import GuidanceCard
from app.knowledge.rules import Rule
from app.knowledge.schema import Profile, Role
from app.records import Language

PROFILES_PATH = "/v1/profiles"


def profile_summary(profile: Profile, language: Language) -> ProfileSummary:
    """A profile as a list shows it."""
    return ProfileSummary(
        href=f"{PROFILES_PATH}/{profile.id}",
        id=profile.id,
        kind=profile.kind,
        name=profile.names.in_language(language),
        purpose=profile.purpose.in_language(language),
        status=profile.status,
        needs=list(profile.needs),
        domains=list(profile.domains),
    )


def profile_view(profile: Profile, catalogue: Catalogue, language: Language) -> ProfileView:
    """A whole profile."""
    return ProfileView(
        **dict(profile_summary(profile, language)),
        group=profile.group,
        aliases=list(profile.aliases),
        operator=profile.operator,
        status_note=_statement(profile.status_note, profile, language),
        successor=profile.successor,
        as_of=profile.as_of,
        verified_on=profile.verified_on,
        summary=profile.summary.in_language(language),
        segments=list(profile.segments),
        stages=list(profile.stages),
        sectors=list(profile.sectors),
        regions=list(profile.regions),
        services=_statements(profile.services, profile, language),
        cost=_statement(profile.cost, profile, language),
        instruments=list(profile.instruments),
        not_for=[confusion.text.in_language(language) for confusion in profile.not_for],
        roles=_statements(profile.roles, profile, language),
        rules=_statements(catalogue.rules[profile.id], profile, language),
        support=support_views(profile, language),
        documents=_statements(profile.documents, profile, language),
        questions=[question for _, question in profile.questions.all()],
        next_step=profile.next_step.in_language(language),
        contact=contact_view(profile),
        overlaps=list(profile.overlaps),
        complements=list(profile.complements),
        sources=source_views(profile),
    )


def support_views(profile: Profile, language: Language) -> list[SupportView]:
    """What the measure gives, in words; a profile may have more than one kind of support."""
    return [
        SupportView(kind=scheme.kind, text=scheme.text.in_language(language), sources=source_views(profile, scheme.source))
        for scheme in profile.support
    ]


def guidance_view(card: GuidanceCard, language: Language) -> GuidanceView:
    """A guidance card with all its sources."""
    title, text = card.title.in_language(language), card.text.in_language(language)
    return GuidanceView(id=card.id, title=title, text=text, sources=list(map(_source, card.sources)))


def gone_notice(profile: Profile, catalogue: Catalogue, language: Language) -> str:
    """What became of a measure that is not referred to any more: who answers for it now, or that it ended."""
    name, successor = profile.names.in_language(language), catalogue.current(profile)
    note = profile.status_note.text.in_language(language) if profile.status_note else ""
    if successor is profile:
        return catalogue.phrases.say(language, "answer.ended", name=name, note=note).strip()
    return catalogue.phrases.say(language, "answer.replaced", name=name, successor=successor.names.in_language(language), note=note).strip()


def contact_view(profile: Profile) -> ContactView | None:
    """How to reach the organisation, as far as its sources show."""
    if profile.contact is None:
        return None
    return ContactView(url=profile.contact.url, email=profile.contact.email, phone=profile.contact.phone)


def source_views(profile: Profile, numbers: Sequence[int] | None = None) -> list[SourceView]:
    """The sources of a profile: all of them, or those with the given numbers."""
    return [_source(source) for source in profile.sources if numbers is None or source.n in numbers]


def _source(source: Source) -> SourceView:
    return SourceView(title=source.title, url=source.url, date=source.date)


def _statement(statement: Statement | Role | Rule | None, profile: Profile, language: Language) -> StatementView | None:
    if statement is None:
        return None
    return StatementView(text=statement.text.in_language(language), sources=source_views(profile, statement.source))


def _statements(statements: Sequence[Statement | Role | Rule], profile: Profile, language: Language) -> list[StatementView]:
    return [view for statement in statements if (view := _statement(statement, profile, language))]
