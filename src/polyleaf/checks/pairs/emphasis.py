"""`emphasis-mismatch`: words that must not be overlooked are bold in the source and not here.

Only `**strong**` runs count; stress (`*emphasis*`) is the language's own matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from polyleaf.checks.pairs.pair import Pair
from polyleaf.content.inline import strong_runs
from polyleaf.diagnostics import Diagnostic

__all__ = ["check"]

MANUAL: Final = """
emphasis-mismatch (warning): a translation has fewer or more bold runs than its source
Why: words that must not be overlooked are overlooked.
Wrong: **Do not drive.** / No conduzca.
Right: **Do not drive.** / **No conduzca.**
Mend: put `**` around the words that matter.
Waiver: yes
"""


def check(pair: Pair) -> Iterator[Diagnostic]:
    """Yield a warning where a translation has fewer or more bold runs than its source."""
    source, target = strong_runs(pair.message.source), strong_runs(pair.message.target)
    if source != target:
        text = f"has {target} bold runs, the source {source}"
        yield pair.warning("emphasis-mismatch", text, "put ** around the words that matter")
