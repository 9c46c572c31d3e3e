"""HTML read with patterns that are made once.

Job: tinyhtml5 2.1 means to keep the regular expression of each set of characters it looks for, and
keeps it under another key than the one it asks for, so that it writes the expression anew for every
name, value and text. Trade-off: a few dozen patterns stay in memory. Side effects: `install`
replaces the dictionary in which tinyhtml5 looks.
"""

from __future__ import annotations

import re

from tinyhtml5 import inputstream

__all__ = ["install"]

Key = tuple[frozenset[str], bool]


class _Patterns(dict[Key, re.Pattern[str]]):
    """Patterns of the longest run of characters that are in a set, or that are not."""

    def __missing__(self, key: Key) -> re.Pattern[str]:
        characters, is_inside = key
        listed = "".join(f"\\x{ord(character):02x}" for character in characters)
        pattern = self[key] = re.compile(f"[{'' if is_inside else '^'}{listed}]+")
        return pattern


def install() -> None:
    """Keep the patterns."""
    inputstream.characters_until_regex = _Patterns()
