"""Labels are found in the templates and in the code."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest

from polyleaf.diagnostics import InputError
from polyleaf.project import load_project
from polyleaf.publishing.translations import load_labels
from polyleaf.translation.labels import extract_labels

ROOT = Path(__file__).parents[2]


def extract(folder: Path, name: str, text: str) -> dict[str, str]:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return extract_labels([file])


def test_in_a_template(tmp_path: Path) -> None:
    text = """<p title="{{ label("A") | spoken }}">{% if x %}{{ label('B {d}.', d=x) }}{% endif %}
    {{ plural("{count} page", "{count} pages", n) }} {{ label(x) }} {{ other("C") }}
    {# label("D") #}</p>"""
    assert extract(tmp_path, "a.html", text) == {
        "A": "",
        "B {d}.": "",
        "{count} page": "{count} pages",
    }


def test_in_code(tmp_path: Path) -> None:
    text = (
        'a = self.labels.label("A"), label(\n    "B"\n)\nlabel(x)\n# label("C")\n'
        'plural("one", "many", n)\ndef label(source): ...\n'
    )
    assert extract(tmp_path, "a.py", text) == {"A": "", "B": "", "one": "many"}


@pytest.mark.parametrize("call", ['label("A")', 'words ("A")', 'x.label(\n"A")', 'label\\\n("A")'])
def test_no_call_is_passed_over(tmp_path: Path, call: str) -> None:
    assert extract(tmp_path, "a.py", f"import x\n{call}\n") == {"A": ""}
    assert extract(tmp_path, "a.py", call.replace("l", "L").replace("w", "W")) == {}


def test_a_label_with_a_plural_somewhere_has_it(tmp_path: Path) -> None:
    text = '{{ plural("page", "pages", n) }} {{ label("page") }}'
    assert extract(tmp_path, "a.html", text) == {"page": "pages"}


def test_a_broken_template_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        extract(tmp_path, "a.html", '<p>\n{{ label("A") }\n</p>')
    (problem,) = error.value.diagnostics
    assert (problem.code, problem.location.line) == ("template-error", 2)


@pytest.mark.parametrize(
    "content", [b"<p>\xff", b"{{ " + b"(" * 5000, b"{{ label('\\ud800') }}", b"{{ '\\x' }}"]
)
def test_a_template_that_cannot_be_read_is_told(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(content)
    with pytest.raises(InputError) as error:
        extract_labels([tmp_path / "a.html"])
    assert [d.code for d in error.value.diagnostics] == ["template-error"]


def test_every_label_that_is_translated_is_found_and_noted() -> None:
    units = load_labels(load_project(ROOT))
    catalog = polib.pofile(str(ROOT / "locales" / "es" / "ui.po"))
    assert {(u.source, u.plural, u.note) for u in units} == {
        (e.msgid, e.msgid_plural, e.comment) for e in catalog if not e.obsolete
    }
