"""The form of cues: the words by which a question shows a code of a vocabulary or calls for a guidance card."""

from app.knowledge.forms import Form, Line
from app.records import Language


class Cues(Form):
    """Words and short phrases by which a question shows a code; `*` at one end stands for the rest of a compound."""

    nl: tuple[Line, ...] = ()
    fr: tuple[Line, ...] = ()
    en: tuple[Line, ...] = ()

    def in_language(self, language: Language) -> tuple[str, ...]:
        """The cues of one language."""
        cues: tuple[str, ...] = getattr(self, language)
        return cues
