"""Everything that is searched, built once from a catalogue: the three searchers and the cue finders."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from app.knowledge.catalogue import Catalogue
from app.knowledge.forms import Text
from app.knowledge.schema import Profile
from app.language import text
from app.records import LANGUAGES, Language
from app.search.cues import CueIndex
from app.search.fuzzy import NameIndex
from app.search.lexical import Fields, LexicalIndex
from app.search.places import PlaceIndex
from app.search.semantic import CommonPart, Passage, SemanticIndex
from app.search.vectors import Progress, VectorStore


@dataclass(frozen=True)
class Index:
    """The searchers over proposable profiles; `names` knows the ended and replaced ones too.

    `common_of_questions` is to be removed from a question's vector before it is compared with anything.
    """

    common_of_questions: CommonPart
    examples: SemanticIndex
    descriptions: SemanticIndex
    off_topic: SemanticIndex
    words: LexicalIndex
    names: NameIndex
    needs: CueIndex
    domains: CueIndex
    stages: CueIndex
    segments: CueIndex
    sectors: CueIndex
    guidance: CueIndex
    places: PlaceIndex
    scope: CueIndex


def build_index(catalogue: Catalogue, vectors: VectorStore, progress: Progress) -> Index:
    """Analyses and embeds the whole catalogue; `progress` follows the embedding of new texts."""
    proposable = {profile.id: profile for profile in catalogue.profiles.values() if profile.is_proposable}
    examples = [Passage(p.id, language, question) for p in proposable.values() for language, question in p.questions.all()]
    descriptions = [Passage(p.id, language, line) for p in proposable.values() for language, line in _in_all_languages(_offer(p))]
    topics = catalogue.vocabulary.scope
    off_topic = [Passage(code, language, question) for code, topic in topics.items() for language, question in topic.examples.all()]

    questions = [passage.text for passage in examples + off_topic]
    question_vectors, description_vectors = vectors.embed(questions, [passage.text for passage in descriptions], progress)
    tuning, vocabulary = catalogue.tuning.search, catalogue.vocabulary
    of_questions = CommonPart(question_vectors, tuning.common_directions)
    of_descriptions = CommonPart(description_vectors, tuning.common_directions)
    question_vectors = of_questions.remove(question_vectors)
    return Index(
        common_of_questions=of_questions,
        examples=SemanticIndex(examples, question_vectors[: len(examples)], tuning.example_mean_of),
        descriptions=SemanticIndex(descriptions, of_descriptions.remove(description_vectors)),
        off_topic=SemanticIndex(off_topic, question_vectors[len(examples) :], tuning.example_mean_of),
        words=build_word_index(catalogue, proposable.values()),
        names=build_name_index(catalogue),
        needs=CueIndex(vocabulary.needs),
        domains=CueIndex(vocabulary.domains),
        stages=CueIndex(vocabulary.stages),
        segments=CueIndex(vocabulary.segments),
        sectors=CueIndex(vocabulary.sectors),
        guidance=CueIndex(catalogue.guidance),
        places=PlaceIndex(vocabulary.places, catalogue.tuning.default_region),
        scope=CueIndex(topics),
    )


def build_name_index(catalogue: Catalogue) -> NameIndex:
    """The names and aliases of all profiles."""
    names = {profile.id: [*(name for _, name in _in_all_languages([profile.names])), *profile.aliases] for profile in catalogue.profiles.values()}
    tuning = catalogue.tuning.search
    return NameIndex(names, tuning.name_threshold, tuning.name_exact_length)


def build_word_index(catalogue: Catalogue, profiles: Iterable[Profile]) -> LexicalIndex:
    """The words of the given profiles."""
    return LexicalIndex({profile.id: word_fields(profile, catalogue) for profile in profiles}, catalogue.tuning.search)


def _offer(profile: Profile) -> list[Text]:
    """The texts that say what a profile does."""
    return [profile.purpose, profile.summary, *(service.text for service in profile.services)]


def word_fields(profile: Profile, catalogue: Catalogue) -> Fields:
    """The analysed terms of a profile per field, each text in its own language."""
    vocabulary = catalogue.vocabulary
    labels = [vocabulary.needs[code].label for code in profile.needs] + [vocabulary.domains[code].label for code in profile.domains]
    fields: Mapping[str, Sequence[str]] = {
        "names": [*_terms([profile.names]), *chain.from_iterable(text.terms(alias, "nl") for alias in profile.aliases)],
        "offer": _terms(_offer(profile)),
        "labels": _terms(labels),
        "questions": [term for language, question in profile.questions.all() for term in text.terms(question, language)],
    }
    return fields


def _terms(texts: Sequence[Text]) -> list[str]:
    return [term for language, line in _in_all_languages(texts) for term in text.terms(line, language)]


def _in_all_languages(texts: Sequence[Text]) -> list[tuple[Language, str]]:
    return [(language, line) for entry in texts for language in LANGUAGES if (line := getattr(entry, language))]
