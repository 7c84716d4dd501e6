"""Finds where a company is, from facts and from the names of towns and regions in its question."""

from collections.abc import Iterator

from app.knowledge.vocabulary import Places
from app.language import text
from app.records import Language, Place

LONGEST_NAME, SEAT_WORDS_BEFORE = 4, 4


class PlaceIndex:
    """The municipalities and regions of the vocabulary, in all the spellings that it knows."""

    def __init__(self, places: Places, default_region: str) -> None:
        self._places = places
        self._default_region = default_region
        self._provinces = {name: code for code, province in places.provinces.items() for name in province.municipalities}
        self._spellings = {name: name for name in self._provinces} | dict(places.aliases)
        self._plain_spellings = {text.plain(spelling): name for spelling, name in self._spellings.items()}

    def find(self, question: str, language: Language, municipality: str | None, region: str | None) -> Place:
        """The place of a company; a stated `municipality` or `region` (facts) beats what the question says.

        A town in the question is written with its capital ("Mol" is one, "mol" is not) and tells what is near. It tells the company's
        region only where the question says that the company is there: "wij zitten in Brussel", not "we verkopen in Brussel".
        """
        named = None if municipality else self._named(question)
        town = self._plain_spellings.get(text.plain(municipality), municipality) if municipality else named
        province = self._provinces.get(town or "")
        seat = self._seat(question, language)
        if province and (municipality or town == seat):
            region = region or self._places.provinces[province].region
        return Place(region or (seat if seat in self._places.regions else None) or self._default_region, province, town)

    def _named(self, question: str) -> str | None:
        return next((self._spellings[words] for _, words in _sequences(question) if words in self._spellings), None)

    def _seat(self, question: str, language: Language) -> str | None:
        """The town or region code that stands shortly after a word of settlement ("gevestigd", "ons bedrijf")."""
        regions = {region.label.in_language(language): code for code, region in self._places.regions.items()}
        settled = set(map(text.plain, getattr(self._places.seat, language)))
        words = [text.plain(word) for word in question.split()]
        for start, name in _sequences(question):
            place = self._spellings.get(name) if name in self._spellings else regions.get(name)
            if place and settled & set(words[max(0, start - SEAT_WORDS_BEFORE) : start]):
                return regions.get(name) if name in regions else place
        return None


def _sequences(question: str) -> Iterator[tuple[int, str]]:
    """One to four words in a row as written, with the position of the first ("Sint-Niklaas" is one word, "De Panne" two)."""
    words = [word.strip(".,;:!?()\"'") for word in question.split()]
    for size in range(1, LONGEST_NAME + 1):
        yield from ((start, " ".join(words[start : start + size])) for start in range(len(words) - size + 1))
