"""The catalogue as something to browse: lists, pages and single profiles, in one language. It needs no embedding model."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from app.answers import ProfilePage, ProfileView
from app.errors import InvalidInput, Issue
from app.knowledge.catalogue import Catalogue
from app.knowledge.schema import Profile
from app.language import text
from app.pipeline.profile_views import PROFILES_PATH, profile_summary, profile_view
from app.records import Kind, Language, Status
from app.search.fuzzy import NameIndex
from app.search.index import build_name_index, build_word_index
from app.search.lexical import LexicalIndex


@dataclass(frozen=True)
class ProfileFilter:
    """Which profiles a list shows; an absent filter lets everything through. `q` is searched as words and as a name."""

    kind: Kind | None = None
    need: str | None = None
    domain: str | None = None
    status: Status | None = None
    q: str | None = None


@dataclass(frozen=True)
class Landscape:
    """All profiles of one catalogue, ended and replaced ones included."""

    catalogue: Catalogue

    def profile(self, profile_id: str, language: Language) -> ProfileView:
        """One profile.

        Raises ProfileNotFound.
        """
        return profile_view(self.catalogue.profile(profile_id), self.catalogue, language)

    def profiles(self, wanted: ProfileFilter, language: Language) -> list[Profile]:
        """The profiles that pass the filter, by name; with `q` the best match first.

        Raises InvalidInput for a need or domain that the vocabulary does not have.
        """
        self._check(wanted)
        found = self._found(wanted.q, language)
        profiles = [
            profile
            for profile in self.catalogue.profiles.values()
            if wanted.kind in (None, profile.kind)
            and wanted.status in (None, profile.status)
            and (wanted.need is None or wanted.need in profile.needs)
            and (wanted.domain is None or wanted.domain in profile.domains)
            and (found is None or profile.id in found)
        ]
        return sorted(profiles, key=lambda p: (-(found or {}).get(p.id, 0.0), text.plain(p.names.in_language(language))))

    def page(self, wanted: ProfileFilter, language: Language, number: int, size: int, query: Mapping[str, str]) -> ProfilePage:
        """Page `number` (from 1) of `profiles`; `query` are the filters as the caller wrote them, for the links."""
        profiles = self.profiles(wanted, language)
        shown = profiles[(number - 1) * size : number * size]
        return ProfilePage(
            self=_link(query, number, size),
            items=[profile_summary(profile, language) for profile in shown],
            total=len(profiles),
            page=number,
            page_size=size,
            next=_link(query, number + 1, size) if number * size < len(profiles) else None,
        )

    def _check(self, wanted: ProfileFilter) -> None:
        vocabulary = self.catalogue.vocabulary
        known: dict[str, tuple[str | None, Collection[str]]] = {
            "need": (wanted.need, vocabulary.needs),
            "domain": (wanted.domain, vocabulary.domains),
        }
        issues = [Issue(name, f"'{code}' is not one of: {', '.join(codes)}") for name, (code, codes) in known.items() if code and code not in codes]
        if issues:
            raise InvalidInput(issues, "query")

    def _found(self, words: str | None, language: Language) -> dict[str, float] | None:
        """How well each profile matches `words`, by words and by name; None where nothing is searched."""
        if not words:
            return None
        found = {profile_id: match.coverage for profile_id, match in self._words.search(text.terms(words, language)).items()}
        for profile_id, match in self._names.search(words).items():
            found[profile_id] = found.get(profile_id, 0.0) + match.likeness
        return found

    @cached_property
    def _names(self) -> NameIndex:
        return build_name_index(self.catalogue)

    @cached_property
    def _words(self) -> LexicalIndex:
        return build_word_index(self.catalogue, self.catalogue.profiles.values())


def _link(query: Mapping[str, str], page: int, size: int) -> str:
    return f"{PROFILES_PATH}?{urlencode({**query, 'page': page, 'pageSize': size})}"
