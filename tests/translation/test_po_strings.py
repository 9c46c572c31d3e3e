"""Texts as quoted strings, and back."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polyleaf.translation.po_parser import parse_po
from polyleaf.translation.po_strings import escape, quote, unescape, wrapping_width

LOCALES = Path(__file__).parents[2] / "locales"

texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc"]) | st.sampled_from('\n\t\r"\\\v ')
)


@given(text=texts)
@settings(deadline=None)
def test_a_text_comes_back_from_its_quotes(text: str) -> None:
    assert unescape(escape(text)) == text
    for width in (0, 20, 79):
        lines = quote("msgid", text, width)
        assert "".join(unescape(line[1:-1]) for line in lines) == text


@pytest.mark.parametrize(
    ("written", "text"), [(r"a\x41\101\n\q", "aAA\n\\q"), (r"\\n", r"\n"), (r"\"", '"')]
)
def test_escapes(written: str, text: str) -> None:
    assert unescape(written) == text


needs_gettext = pytest.mark.skipif(not shutil.which("msgcat"), reason="gettext is not installed")


def msgcat(file: Path, *options: str) -> str:
    command = [shutil.which("msgcat") or "msgcat", *options, str(file)]
    return subprocess.run(command, check=True, capture_output=True).stdout.decode()


@needs_gettext
@pytest.mark.parametrize("width", [79, 77, 60])
@pytest.mark.parametrize("tag", ["es", "ru", "vi", "ko"])
def test_the_width_that_msgcat_wrapped_to_is_found(tag: str, width: int) -> None:
    file = LOCALES / tag / "leaflets" / "oncolytic-virus-therapy.po"
    po = parse_po(msgcat(file, f"--width={width}"), file)
    texts = [text for entry in po.entries[1:] for text in entry.texts]
    assert wrapping_width((text.keyword, text.lines) for text in texts) == width
    same = sum(quote(text.keyword, text.value, width) == text.lines for text in texts)
    assert same / len(texts) > 0.97
