"""What a check between source and target may look at: one current message and its languages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from polyleaf.checks.pairs.lexicon import Lexicon, lexicon
from polyleaf.content.inline import plain_text
from polyleaf.diagnostics import Diagnostic, Severity
from polyleaf.languages.table import Language
from polyleaf.translation.catalog import Message
from polyleaf.translation.digests import unit_digest
from polyleaf.translation.termbase import Term

__all__ = ["Pair"]


@dataclass(frozen=True)
class Pair:
    """A message whose source is today's, with what is known about its two languages.

    Attributes:
        message: the message; not fuzzy, and with a target.
        source_language: BCP 47 tag of the source.
        tag: BCP 47 tag of the target.
        script: ISO 15924 code of the target's script.
        terms: the terms of the language and the names that no language translates.

    """

    message: Message
    source_language: str
    tag: str
    script: str
    terms: tuple[Term, ...] = ()

    @classmethod
    def of(
        cls, message: Message, source_language: str, language: Language, terms: tuple[Term, ...]
    ) -> Pair:
        """Return the pair of a message in a language of the table."""
        return cls(message, source_language, language.tag, language.script, terms)

    @cached_property
    def source(self) -> str:
        """The source without markup, citations, placeholders and link targets."""
        return plain_text(self.message.source)

    @cached_property
    def target(self) -> str:
        """The target without the same."""
        return plain_text(self.message.target)

    @cached_property
    def target_words(self) -> Lexicon:
        """The words to look for in the target."""
        return lexicon(self.tag)

    @property
    def names(self) -> tuple[str, ...]:
        """The names that no language translates."""
        return tuple(term.term for term in self.terms if term.do_not_translate)

    def error(self, code: str, text: str, hint: str = "") -> Diagnostic:
        """Return an error about the translation."""
        return self._problem(code, text, hint, Severity.ERROR)

    def warning(self, code: str, text: str, hint: str = "") -> Diagnostic:
        """Return a warning about the translation."""
        return self._problem(code, text, hint, Severity.WARNING)

    def _problem(self, code: str, text: str, hint: str, severity: Severity) -> Diagnostic:
        message = f"the translation of {self.message.id!r} {text}"
        digest = unit_digest(self.message.source, self.message.target)
        return Diagnostic(code, self.message.location, message, hint, severity, digest)
