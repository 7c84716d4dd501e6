"""Makes the question explicit: language, needs, domains, stage, segment, place and facts, and the off-topic subject nearest to it."""

import re

from rapidfuzz import fuzz, process

from app.knowledge.catalogue import Catalogue
from app.knowledge.vocabulary import Places
from app.language import text
from app.language.detection import detect_language
from app.records import LANGUAGES, Articulation, Cue, Language, OffTopic, Place, Request, Vector
from app.search.index import Index

SECTOR_LIKENESS = 80


def articulate(request: Request, embedding: Vector, catalogue: Catalogue, index: Index) -> Articulation:
    """The articulation of a cleaned question with its embedding."""
    vector = index.common_of_questions.remove(embedding)
    question = request.question
    language = request.language or detect_language(question)
    stages, segments = index.stages.find(question, language), index.segments.find(question, language)
    stated_stage = request.facts.get("project.stage")
    terms = tuple(dict.fromkeys(text.terms(question, language)))
    return Articulation(
        question=question,
        language=language,
        needs=index.needs.find(question, language),
        domains=index.domains.find(question, language) or _domains_of_sector(request.facts.get("company.sector"), catalogue, index),
        stage=Cue(str(stated_stage), "") if stated_stage else next(iter(stages), None),
        segment=next(iter(segments), None),
        place=_place(request, catalogue),
        facts=request.facts,
        terms=terms,
        specificity=index.words.specificity(terms),
        off_topic=_off_topic(question, language, vector, index),
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
        if cues := index.sectors.find(sector, language):
            return cues[0].code
    labels = {label: code for code, term in sectors.items() for label in term.label.model_dump().values()}
    nearest = process.extractOne(sector, labels.keys(), scorer=fuzz.ratio, processor=text.plain, score_cutoff=SECTOR_LIKENESS)
    return labels[nearest[0]] if nearest else None


def _off_topic(question: str, language: Language, vector: Vector, index: Index) -> OffTopic:
    nearest = index.off_topic.search(vector)
    named = {cue.code: cue.words for cue in index.scope.find(question, language)}
    code = max(nearest, key=lambda topic: (topic in named, nearest[topic].similarity))
    return OffTopic(code, nearest[code].similarity, named.get(code))


def _place(request: Request, catalogue: Catalogue) -> Place:
    """From the facts, else from a place name in the question (written with its capital: "Mol" is a town, "mol" is not)."""
    places, default = catalogue.vocabulary.places, catalogue.tuning.default_region
    municipality = str(request.facts.get("company.municipality") or "") or None
    province = _province(municipality, places)
    if province is None and municipality is None:
        municipality = next((name for name in _names(places) if re.search(rf"\b{re.escape(name)}\b", request.question)), None)
        province = _province(municipality, places)
    region = request.facts.get("company.region") or (places.provinces[province].region if province else None)
    return Place(str(region or _named_region(request.question, places) or default), province, municipality)


def _names(places: Places) -> list[str]:
    return [name for province in places.provinces.values() for name in province.municipalities]


def _province(municipality: str | None, places: Places) -> str | None:
    wanted = text.plain(municipality or "")
    return next((code for code, p in places.provinces.items() if wanted in map(text.plain, p.municipalities)), None)


def _named_region(question: str, places: Places) -> str | None:
    words = set(text.words(question))
    return next((code for code, region in places.regions.items() if words & set(map(text.plain, region.label.model_dump().values()))), None)
