"""Objects of a PDF as bytes: the kinds that most are of, without asking for all others first.

Job: pydyf turns some ten thousand names and numbers a document into bytes, each through a row of
`isinstance`. Side effects: `install` replaces functions of pydyf.
"""

from __future__ import annotations

from typing import Any

import pydyf

__all__ = ["install"]


def install() -> None:
    """Replace how objects become bytes."""
    slow = pydyf._to_bytes  # noqa: SLF001 - there is no other place to do it

    def to_bytes(item: Any) -> Any:  # noqa: ANN401 - pydyf is untyped
        kind = type(item)
        if kind is bytes:
            return item
        if kind is str:
            return item.encode("ascii")
        if kind is int:
            return b"%d" % item
        if kind is float:
            return b"%d" % item if item.is_integer() else (b"%f" % item).rstrip(b"0")
        return slow(item)

    def dictionary_data(dictionary: Any) -> bytes:  # noqa: ANN401 - the same
        return b"<<%b>>" % b"".join(
            [b"/%b %b" % (to_bytes(key), to_bytes(value)) for key, value in dictionary.items()]
        )

    def array_data(array: Any) -> bytes:  # noqa: ANN401 - the same
        return b"[%b]" % b" ".join(map(to_bytes, array))

    pydyf._to_bytes = to_bytes  # noqa: SLF001 - the same
    pydyf.Dictionary.data = property(dictionary_data)
    pydyf.Array.data = property(array_data)
