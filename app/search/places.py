"""Finds where a company is by the names of towns and regions in its question."""

from collections.abc import Iterator

from app.knowledge.vocabulary import Places
from app.language import text
from app.records import Place

LONGEST_NAME = 4


class PlaceIndex:
    """The municipalities and regions of the vocabulary."""

    def __init__(self, places: Places, default_region: str) -> None:
        self._places = places
        self._default_region = default_region
        self._provinces = {name: code for code, province in places.provinces.items() for name in province.municipalities}
        self._plain_provinces = {text.plain(name): code for name, code in self._provinces.items()}
        self._regions = {text.plain(label): code for code, region in places.regions.items() for label in region.label.model_dump().values() if label}

    def of_municipality(self, municipality: str, region: str | None = None) -> Place:
        """The place of a municipality that was stated as a fact; its province and region as far as the vocabulary knows it."""
        return self._place(municipality, self._plain_provinces.get(text.plain(municipality)), region)

    def find(self, question: str, region: str | None = None) -> Place:
        """The place that the question names. A town is written with its capital: "Mol" is one, "mol" is not."""
        municipality = next((name for name in _sequences(question) if name in self._provinces), None)
        named = next((self._regions[word] for word in text.words(question) if word in self._regions), None)
        return self._place(municipality, self._provinces.get(municipality or ""), region, named)

    def _place(self, municipality: str | None, province: str | None, stated: str | None, named: str | None = None) -> Place:
        region = stated or (self._places.provinces[province].region if province else None) or named or self._default_region
        return Place(region, province, municipality)


def _sequences(question: str) -> Iterator[str]:
    """The words of the question as written, and two to four of them in a row ("Sint-Niklaas" is one word, "De Panne" two)."""
    words = [word.strip(".,;:!?()\"'") for word in question.split()]
    for size in range(1, LONGEST_NAME + 1):
        yield from (" ".join(words[start : start + size]) for start in range(len(words) - size + 1))
