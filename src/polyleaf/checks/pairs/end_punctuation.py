"""`end-punctuation`: a text ends as another kind of sentence than its source.

A question stays a question, a sentence ends with its script's full stop, a colon still leads to
what follows. A heading such as "When to call" may be a question, an intro in Japanese a sentence.
Thai and Lao end sentences without a sign, and Burmese asks without one. A colon where the source
has none is a language's own way of leading to a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from polyleaf.checks.pairs.pair import Pair
from polyleaf.content.inline import plain_text
from polyleaf.diagnostics import Diagnostic

__all__ = ["check"]

MANUAL: Final = """
end-punctuation (warning): a text ends as another kind of sentence than its source
Why: a question that became a statement is not asked, and a colon leads to what follows.
Wrong: Do you smoke? / Fuma.
Right: Do you smoke? / ¿Fuma?
Mend: end it with the mark of the same kind that the language uses.
Waiver: yes
"""

_KINDS: Final = {
    **dict.fromkeys("?？؟\u037e፧՞", "question"),
    **dict.fromkeys("!！", "exclamation"),
    **dict.fromkeys(":：፦៖", "colon"),
    **dict.fromkeys(".。．।॥۔።။។៕։…", "full stop"),
}
_CLOSING: Final = re.compile(r"[\s\"'”’»）)\]』」\u200e\u200f\u2066-\u2069]+\Z")
_QUESTION: Final = re.compile(r"(?:When|How|What|Who|Why|Where|Which)\b")
_PLACEHOLDER: Final = re.compile(r"\{[a-z_-]+\}\Z")
_NO_STOP: Final = frozenset({"th", "lo"})
_NO_QUESTION: Final = frozenset({"th", "lo", "my", "km", "el", "hy"})


def check(pair: Pair) -> Iterator[Diagnostic]:
    """Yield a warning for a text that ends in another kind of mark."""
    source = _kind(pair.message.source, pair.source)
    target = _kind(pair.message.target, pair.target)
    language = pair.tag.split("-")[0]
    if source == target or (not source and target == "colon"):
        return
    if not source and target == "question" and _QUESTION.match(pair.source):
        return
    if not source and language == "ja":
        return
    if language in _NO_STOP and {source, target} <= {"full stop", ""}:
        return
    if language in _NO_QUESTION and "question" in {source, target}:
        return
    text = f"ends with {_named(target)}, the source with {_named(source)}"
    yield pair.warning("end-punctuation", text)


def _kind(text: str, plain: str) -> str:
    """Return the kind of mark at the end of a text; a value in its place has none."""
    if text.rstrip().endswith("}"):
        plain = plain_text(_PLACEHOLDER.sub("x", text.strip()))
    end = _CLOSING.sub("", plain)[-1:]
    return _KINDS.get(end, "")


def _named(kind: str) -> str:
    return f"a {kind}" if kind and kind[0] != "e" else f"an {kind}" if kind else "no mark"
