"""Makes the question explicit: language, needs, domains, stage, segment, place and facts, and the off-topic subject nearest to it."""

from rapidfuzz import fuzz, process

from app.knowledge.catalogue import Catalogue
from app.language import text
from app.language.detection import detect_language
from app.records import LANGUAGES, Articulation, Cue, OffTopic, Place, Request, Vector
from app.search.cues import AnalysedQuestion, analyse
from app.search.index import Index

SECTOR_LIKENESS = 80


def articulate(request: Request, embedding: Vector, catalogue: Catalogue, index: Index) -> Articulation:
    """The articulation of a cleaned question with its embedding."""
    language = request.language or detect_language(request.question)
    analysed = analyse(request.question, language)
    terms = tuple(dict.fromkeys(text.terms(request.question, language)))
    vector = index.common_of_questions.remove(embedding)
    stated_stage = request.facts.get("project.stage")
    return Articulation(
        question=request.question,
        language=language,
        needs=index.needs.find(analysed),
        domains=index.domains.find(analysed) or _domains_of_sector(request.facts.get("company.sector"), catalogue, index),
        stage=Cue(str(stated_stage), "") if stated_stage else next(iter(index.stages.find(analysed)), None),
        segment=next(iter(index.segments.find(analysed)), None),
        place=_place(request, index),
        facts=request.facts,
        terms=terms,
        specificity=index.words.specificity(terms),
        off_topic=_off_topic(analysed, vector, index),
        vector=vector,
    )


def _domains_of_sector(sector: object, catalogue: Catalogue, index: Index) -> tuple[Cue, ...]:
    """The domains that a company of the stated sector usually asks about."""
    if not isinstance(sector, str):
        return ()
    code = _sector_code(sector, catalogue, index)
    return tuple(Cue(domain, sector) for domain in catalogue.vocabulary.sectors[code].domains) if code else ()


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


def _place(request: Request, index: Index) -> Place:
    """From the facts, else from the names in the question."""
    municipality, region = request.facts.get("company.municipality"), request.facts.get("company.region")
    stated = str(region) if region else None
    return index.places.of_municipality(str(municipality), stated) if municipality else index.places.find(request.question, stated)
