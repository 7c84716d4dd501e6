"""Decides the outcome and selects the referrals: the only stage that cuts.

Order: by score, but a measure that the company is unlikely to get stands below the possible ones, and only if it would have been
among the best few; otherwise it is left out and told under "why not". Variety: of providers that do the same for different places or schools one
stands in the list and the others beside it; and where one kind (organisation or measure) fills the list, the best of the
other kind takes the last place if it is nearly as good.
"""

from collections.abc import Sequence

from app.knowledge.catalogue import Catalogue
from app.records import Articulation, Assessed, Outcome, Place, Proposal, Request, Selection


def select(assessed: Sequence[Assessed], articulation: Articulation, request: Request, named: Sequence[str], catalogue: Catalogue) -> Selection:
    """The outcome and its proposals. `named` are the profiles that the question names, proposable or not."""
    kept_apart = tuple(profile_id for profile_id in named if not catalogue.profiles[profile_id].is_proposable)
    candidates = [entry for entry in assessed if catalogue.profiles[entry.ranked.profile_id].kind in request.kinds]
    outcome = _outcome(candidates, articulation, bool(named), catalogue)
    if outcome == "outOfScope":
        return Selection(outcome, (), kept_apart)
    tuning = catalogue.tuning.referral
    if outcome == "clarify":
        threshold, limit = tuning.provisional_threshold, min(request.limit, tuning.provisional_limit)
    else:
        threshold, limit = tuning.threshold, request.limit
    fitting = sorted((entry for entry in candidates if _total(entry) >= threshold), key=lambda entry: -_total(entry))
    possible = [entry for entry in fitting if entry.verdict != "unlikely"]
    marked = [entry for entry in fitting[: tuning.unlikely_shown_from_top] if entry.verdict == "unlikely"]
    grouped = _one_per_group(possible, articulation.place, catalogue)
    proposals = (*_varied(grouped, limit, catalogue), *(Proposal(entry) for entry in marked))[:limit]
    return Selection(outcome, proposals, kept_apart, _left_out(fitting, proposals)[: tuning.why_not_limit])


def _left_out(fitting: Sequence[Assessed], proposals: Sequence[Proposal]) -> tuple[Assessed, ...]:
    """What fits the question but not the company, the best first."""
    proposed = {proposal.profile_id for proposal in proposals}
    return tuple(entry for entry in fitting if entry.verdict == "unlikely" and entry.ranked.profile_id not in proposed)


def _outcome(candidates: Sequence[Assessed], articulation: Articulation, names_somebody: bool, catalogue: Catalogue) -> Outcome:
    off_topic = _is_off_topic(candidates, articulation, catalogue)
    if off_topic and articulation.off_topic.words:
        return "outOfScope"
    if names_somebody:
        return "referral"
    if off_topic:
        return "clarify" if articulation.needs or articulation.domains else "outOfScope"
    best = max(map(_total, candidates), default=0.0)
    return "clarify" if _is_vague(articulation, catalogue) or best < catalogue.tuning.referral.threshold else "referral"


def _is_off_topic(candidates: Sequence[Assessed], articulation: Articulation, catalogue: Catalogue) -> bool:
    """Nearer to an off-topic subject than to any profile.

    A vague question is near to nothing: it is off topic only if it says so outright. One that shows a need or a field is not refused for
    its nearness alone but asked back: refusing a good question is the worse mistake.
    """
    scope, off_topic = catalogue.tuning.scope, articulation.off_topic
    in_scope = max((entry.ranked.candidate.similarity for entry in candidates), default=0.0)
    if off_topic.words:
        return off_topic.similarity + scope.cue_bonus > in_scope + scope.margin
    if _is_vague(articulation, catalogue) or off_topic.similarity < scope.minimum_similarity:
        return False
    return off_topic.similarity > in_scope + scope.margin


def _is_vague(articulation: Articulation, catalogue: Catalogue) -> bool:
    """Too little to go on: words that tell nothing apart, and not both a need and a field."""
    if articulation.needs and articulation.domains:
        return False
    return articulation.specificity < catalogue.tuning.scope.minimum_specificity


def _one_per_group(ordered: Sequence[Assessed], place: Place, catalogue: Catalogue) -> list[Proposal]:
    """The members of an interchangeable group become one proposal at the place of the best of them."""
    proposals: list[Proposal] = []
    groups_done: set[str] = set()
    for entry in ordered:
        group = catalogue.profiles[entry.ranked.profile_id].group
        if not catalogue.vocabulary.groups[group].interchangeable:
            proposals.append(Proposal(entry))
        elif group not in groups_done:
            groups_done.add(group)
            members = [other for other in ordered if catalogue.profiles[other.ranked.profile_id].group == group]
            proposals.append(_shown_member(members, place, catalogue))
    return proposals


def _shown_member(members: Sequence[Assessed], place: Place, catalogue: Catalogue) -> Proposal:
    """Of the members that fit equally well the nearest one is shown, else the best match, else the first by id."""
    margin = catalogue.tuning.referral.tie_margin
    equals = [entry for entry in members if _total(members[0]) - _total(entry) <= margin]
    shown = min(equals, key=lambda e: (_distance(e, place, catalogue), -_total(e), e.ranked.profile_id))
    return Proposal(shown, tuple(entry.ranked.profile_id for entry in members if entry is not shown))


def _distance(entry: Assessed, place: Place, catalogue: Catalogue) -> int:
    """0 in the same municipality, 1 in the same province, 2 elsewhere or unknown."""
    locations = catalogue.profiles[entry.ranked.profile_id].locations
    if place.municipality and any(location.municipality == place.municipality for location in locations):
        return 0
    return 1 if place.province and any(location.province == place.province for location in locations) else 2


def _varied(proposals: Sequence[Proposal], limit: int, catalogue: Catalogue) -> tuple[Proposal, ...]:
    chosen = list(proposals[:limit])
    kinds = {catalogue.profiles[proposal.profile_id].kind for proposal in chosen}
    if len(kinds) == 1 and len(chosen) == limit > 1:
        other = next((p for p in proposals[limit:] if catalogue.profiles[p.profile_id].kind not in kinds), None)
        if other and _total(chosen[-1].assessed) - _total(other.assessed) <= catalogue.tuning.referral.kind_margin:
            chosen[-1] = other
    return tuple(chosen)


def _total(entry: Assessed) -> float:
    return entry.ranked.score.total
