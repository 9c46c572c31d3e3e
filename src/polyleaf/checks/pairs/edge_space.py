"""`edge-space`: a text begins or ends with a space that its source does not have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from polyleaf.checks.pairs.pair import Pair
from polyleaf.diagnostics import Diagnostic

__all__ = ["check"]

MANUAL: Final = """
edge-space (warning): a text begins or ends with a space that its source does not have, or lacks
    it
Why: words run together, or lines do not stand flush.
Wrong: "Fever" / " Fiebre"
Right: "Fever" / "Fiebre"
Mend: remove the space, or put back the source's.
Waiver: yes
"""


def check(pair: Pair) -> Iterator[Diagnostic]:
    """Yield a warning for each edge whose space is not the source's."""
    source, target = pair.message.source, pair.message.target
    if (target != target.lstrip()) != (source != source.lstrip()):
        yield pair.warning("edge-space", "begins with a space, or lost the source's")
    if (target != target.rstrip()) != (source != source.rstrip()):
        yield pair.warning("edge-space", "ends with a space, or lost the source's")
