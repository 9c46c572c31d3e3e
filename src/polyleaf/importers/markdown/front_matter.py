"""The text of a record in; the keys of its front matter, as texts, and its body out.

Trade-off: a key of another type than expected is read as well as it can be, with a warning.
Side effects: none but the report it is given.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from polyleaf.diagnostics import Diagnostic, InputError, Location
from polyleaf.importers.markdown.report import Report
from polyleaf.reading.source import Source, parse_yaml

__all__ = ["Keys", "read_front_matter", "split_record"]

MANUAL: Final = """
list-for-text (warning): a key with a list where one text is expected; its values are joined by
    commas
Why: a title or licence of two halves may make no sense.
Wrong: title: [A, B]
Right: title: A and B
Mend: write one text.

value-not-used (warning): a value of a record cannot be used, and is left out
Why: something that was known is not in the leaflet.
Wrong: tags: ["***"]
Right: tags: [melanoma]
Mend: write it as the key expects, or into the leaflet.

missing-front-matter (error): a record does not begin with front matter
Why: nothing is known of its title, language and date.
Wrong: # T-VEC in the first line
Right: --- in the first line, then keys
Mend: begin it with a line `---`, keys such as `title:`, and another line `---`.

open-front-matter (error): the front matter of a record does not end
Why: the whole text would be taken for keys.
Wrong: --- and no second one
Right: --- after the last key
Mend: write a line `---` after its last key.

bad-front-matter (error): the front matter of a record holds no keys
Why: nothing is known of its title, language and date.
Wrong: just some words
Right: title: T-VEC
Mend: write `key: value`, one a line.
"""

FENCE: Final = "---"


def split_record(text: str, file: Path) -> tuple[str, str, int]:
    """Return the front matter, the body, and the line that the body begins on.

    Raises:
        InputError: there is no front matter, or it does not end.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        message = "the record has no front matter"
        hint = f"begin it with a line `{FENCE}`, keys such as `title:`, and another line `{FENCE}`"
        raise InputError([Diagnostic("missing-front-matter", Location(file, 1, 1), message, hint)])
    ends = (n for n, line in enumerate(lines) if n and line.rstrip() == FENCE)
    end = next(ends, None)
    if end is None:
        message = "the front matter does not end"
        hint = f"write a line `{FENCE}` after its last key"
        raise InputError([Diagnostic("open-front-matter", Location(file, 1, 1), message, hint)])
    return "\n".join(lines[1:end]).rstrip(), "\n".join(lines[end + 1 :]), end + 2


def read_front_matter(text: str, file: Path, report: Report) -> Keys:
    """Read front matter that begins on the second line of its file.

    Raises:
        InputError: it is no YAML, or no mapping of keys to values.
    """
    source = parse_yaml(text or "{}", file, first_line=2)
    report.found += source.diagnostics
    if not isinstance(source.data, dict) or not source.data:
        message = "the front matter holds no keys"
        hint = "write `key: value`, one a line"
        raise InputError([Diagnostic("bad-front-matter", Location(file, 2, 1), message, hint)])
    return Keys(source, report)


class Keys:
    """The keys of a record's front matter.

    Attributes:
        source: the data with its positions.
        report: where it is written down what was read otherwise than it stands.

    """

    def __init__(self, source: Source, report: Report) -> None:
        self.source = source
        self.report = report

    def place(self, key: str) -> Location:
        """Return where a key stands."""
        return self.source.locate((key,))

    def text(self, key: str) -> str:
        """Return the value of a key as one line of text, "" where there is none."""
        value = self.source.data.get(key)
        if isinstance(value, list):
            message = f"{key}: one text is expected; the {len(value)} values are joined by commas"
            self.report.warning("list-for-text", self.place(key), message)
        return ", ".join(self.texts(key))

    def texts(self, key: str) -> list[str]:
        """Return the value, or each value, of a key as one line of text."""
        value = self.source.data.get(key)
        values = value if isinstance(value, list) else [value]
        texts = [self._plain(key, item) for item in values]
        return [text for text in texts if text]

    def _plain(self, key: str, value: Any) -> str:  # noqa: ANN401 - any YAML value
        if isinstance(value, dict | list):
            message = f"{key}: a text is expected, so this is not used: {value}"
            self.report.warning("value-not-used", self.place(key), message)
            return ""
        if isinstance(value, bool):
            return str(value).lower()
        return "" if value is None else " ".join(str(value).split())
