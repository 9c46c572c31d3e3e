"""The labels of a page in the reader's language, set as its texts are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from markupsafe import Markup

from polyleaf.languages.localize import format_number
from polyleaf.languages.table import Language
from polyleaf.translation.catalog import Interface
from polyleaf.typesetting.markup import Setter

__all__ = ["LABEL_LANGUAGE", "PSEUDO_NOTICE", "Labels", "fill"]

# What the labels in the templates and in the code are written in.
LABEL_LANGUAGE: Final = "en"
# Not a label: whoever makes a pseudolocale is to read it as it is.
PSEUDO_NOTICE: Final = "Pseudolocale – not a translation"


@dataclass(frozen=True)
class Labels:
    """Labels by their English wording.

    Attributes:
        setter: sets them.
        interface: translates them.
        label_language: the language of a label that has no translation.
        missing: collects the labels that have none.

    """

    setter: Setter
    interface: Interface
    label_language: Language
    missing: set[str] = field(default_factory=set)

    def label(self, source: str, **values: str) -> Markup:
        """Return a label, its `{name}`s filled; one without a translation is marked as English."""
        if self._has(source):
            return self.setter.plain(fill(self.words(source), values))
        return self.setter.foreign(fill(source, values), self.label_language)

    def plural(self, singular: str, plural: str, number: int) -> Markup:
        """Return the form of a label that goes with a number, its `{count}` filled."""
        self._has(singular)
        pattern = self.interface.plural(singular, plural, number)
        count = format_number(number, self.setter.language)
        return self.setter.plain(fill(pattern, {"count": count}))

    def pseudo_notice(self) -> Markup:
        """Return what every page of a pseudolocale says, in English."""
        return self.setter.foreign(PSEUDO_NOTICE, self.label_language)

    def words(self, source: str) -> str:
        """Return a label's words alone, to be put into another label or into CSS."""
        self._has(source)
        return self.interface.text(source)

    def _has(self, source: str) -> bool:
        """Tell whether a label is there in the language; note it if it is not."""
        if self.interface.has(source) or self.setter.language.tag == LABEL_LANGUAGE:
            return True
        self.missing.add(source)
        return False


def fill(pattern: str, values: Mapping[str, str]) -> str:
    """Put values into a label's `{name}`s; a name the label lacks is left out."""
    for name, value in values.items():
        pattern = pattern.replace("{" + name + "}", value)
    return pattern
