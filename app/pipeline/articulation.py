"""Makes the question explicit: language, needs, domains, stage, segment, place and facts, and the off-topic subject nearest to it."""

from rapidfuzz import fuzz, process

from app.knowledge.catalogue import Catalogue
from app.language import text
from app.language.detection import detect_language
from app.records import LANGUAGES, Articulation, Cue, OffTopic, Request, Vector
from app.search.cues import AnalysedQuestion, analyse
from app.search.index import Index

SECTOR_LIKENESS = 80


def articulate(request: Request, embedding: Vector, catalogue: Catalogue, index: Index) -> Articulation:
    """The articulation of a cleaned question with its embedding."""
    language = request.language or detect_language(request.question, request.preferred)
    analysed = analyse(request.question, language)
    terms = tuple(dict.fromkeys(text.terms(request.question, language)))
    vector = index.common_of_questions.remove(embedding)
    stated_stage = request.facts.get("project.stage")
    return Articulation(
        question=request.question,
        language=language,
        needs=index.needs.find(analysed),
        domains=index.domains.find(analysed) or _domains_of_sector(request, catalogue, index),
        stage=Cue(str(stated_stage), "") if stated_stage else next(iter(index.stages.find(analysed)), None),
        segment=next(iter(index.segments.find(analysed)), None),
        guidance=index.guidance.find(analysed),
        place=index.places.find(request.question, language, _text(request, "company.municipality"), _text(request, "company.region")),
        facts=request.facts,
        terms=terms,
        specificity=index.words.specificity(terms),
        off_topic=_off_topic(analysed, vector, index),
        vector=vector,
    )


def _domains_of_sector(request: Request, catalogue: Catalogue, index: Index) -> tuple[Cue, ...]:
    """The domains that a company of the stated sector, or else of the first stated NACE code, usually asks about."""
    sectors, sector, nace = catalogue.vocabulary.sectors, _text(request, "company.sector"), request.facts.get("company.nace")
    if sector:
        code = _sector_code(sector, catalogue, index)
    elif isinstance(nace, list):
        code = next((code for code, entry in sectors.items() if str(nace[0])[:2] in entry.nace), None)
    else:
        return ()
    return tuple(Cue(domain, "") for domain in sectors[code].domains) if code else ()


def _sector_code(sector: str, catalogue: Catalogue, index: Index) -> str | None:
    """A code of the vocabulary as it is; free text by its cues ("bakkerij"), else by the label that is spelt most like it."""
    sectors = catalogue.vocabulary.sectors
    if sector in sectors:
        return sector
    for language in LANGUAGES:
        if cues := index.sectors.find(analyse(sector, language)):
            return cues[0].code
    labels = {label: code for code, term in sectors.items() for label in term.label.model_dump().values() if label}
    nearest = process.extractOne(sector, labels.keys(), scorer=fuzz.ratio, processor=text.plain, score_cutoff=SECTOR_LIKENESS)
    return labels[nearest[0]] if nearest else None


def _off_topic(analysed: AnalysedQuestion, vector: Vector, index: Index) -> OffTopic:
    nearest = index.off_topic.search(vector, analysed.language)
    named = {cue.code: cue.words for cue in index.scope.find(analysed)}
    code = max(nearest, key=lambda topic: (topic in named, nearest[topic].similarity))
    return OffTopic(code, nearest[code].similarity, named.get(code))


def _text(request: Request, fact: str) -> str | None:
    return str(request.facts[fact]) if fact in request.facts else None
