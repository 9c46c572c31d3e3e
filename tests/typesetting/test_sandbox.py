"""What a template of other people may do, and what is said when it does more."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from tests.effort import FAR_TOO_LONG

from polyleaf.diagnostics import Diagnostic, InputError
from polyleaf.typesetting import sandbox
from polyleaf.typesetting.environment import render_template, template_environment

CONTEXT = {"text": "<b>", "items": ["a", "b"], "long": "x" * 5000}


def fill(folder: Path, source: str | bytes, name: str = "a.html") -> str:
    (folder / name).write_bytes(source if isinstance(source, bytes) else source.encode())
    return render_template(template_environment([folder]), "a.html", CONTEXT)


def refusal(folder: Path, source: str | bytes) -> Diagnostic:
    start = time.process_time()
    with pytest.raises(InputError) as error:
        fill(folder, source)
    assert time.process_time() - start < FAR_TOO_LONG
    (problem,) = error.value.diagnostics
    assert problem.code == "template-error"
    return problem


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ text }}", "&lt;b&gt;"),
        ("{{ text ~ 1 ~ items[0] }}", "&lt;b&gt;1a"),
        ("{{ ('<i>' | e) ~ text }}", "&lt;i&gt;&lt;b&gt;"),
        ("{{ items | join('<') }}", "a&lt;b"),
        ("{{ items | map('upper') | join }}", "AB"),
        ("{{ 2 + 3 * 4 ** 2 }}-{{ '-' * 3 }}-{{ 7 % 4 }}", "50-----3"),
        ("{{ 'a b' | replace(' ', '-') }}", "a-b"),
        ("{% for n in range(3) %}{{ n }}{% endfor %}", "012"),
        ("{% set x %}{{ text }}{% endset %}{{ x | safe }}", "&lt;b&gt;"),
        ("{% macro m(x) %}<p>{{ x }}</p>{% endmacro %}{{ m(text) }}", "<p>&lt;b&gt;</p>"),
    ],
)
def test_what_templates_are_for_works(tmp_path: Path, source: str, expected: str) -> None:
    assert fill(tmp_path, source) == expected


def test_a_template_is_filled_as_it_is_now(tmp_path: Path) -> None:
    """Its code is kept, for its own text alone."""
    for folder in (tmp_path, tmp_path / "other"):
        folder.mkdir(exist_ok=True)
        assert [fill(folder, source) for source in ("1", "{{ 1 + 1 }}", "1")] == ["1", "2", "1"]
        assert fill(folder, folder.name) == folder.name


def test_what_one_type_may_do_another_may_not(tmp_path: Path) -> None:
    class Harmless:
        format = "shown"
        append = "shown"

    context = {"harmless": Harmless(), "items": ["a"]}
    (tmp_path / "a.html").write_text(
        "{{ harmless.format }} {{ harmless.append }} {{ 'a'.format is defined }}"
        " {{ items.append is defined }}",
        "utf-8",
    )
    shown = render_template(template_environment([tmp_path]), "a.html", context)
    assert shown == "shown shown False False"


HOSTILE = {
    "unescaped": "{{ text | safe }}",
    "escaping off": "{% autoescape false %}{{ text }}{% endautoescape %}",
    "class": "{{ ''.__class__.__mro__ }}",
    "globals": "{{ self.__init__.__globals__ }}",
    "macro's code": "{% macro m() %}{% endmacro %}{{ m._func.__globals__ }}",
    "attribute filter": "{{ text | attr('__class__') }}",
    "attribute of a map": "{{ items | map(attribute='__class__') | join }}",
    "change": "{{ items.append('c') }}",
    "format reaches": "{{ '{0.__class__}'.format(text) }}",
    "range": "{{ range(10**9) | list }}",
    "range within": "{% for i in range(1000000) %}x{% endfor %}",
    "power": "{{ 10 ** 10 ** 10 }}",
    "tower": "{{ 9 ** 16 ** 16 }}",
    "repeated": "{{ 'x' * 10 ** 9 }}",
    "repeated list": "{{ [1] * 1000000000 }}",
    "width": "{{ 'x'.ljust(1000000000) }}",
    "centred": "{{ 'x' | center(1000000000) }}",
    "indented": "{{ 'x' | indent(1000000000) }}",
    "format": "{{ '%1000000000d' | format(1) }}",
    "percent": "{{ '%1000000000d' % 1 }}",
    "method format": "{{ '{:1000000000}'.format(1) }}",
    "batch": "{{ items | batch(1000000000, 'x') | list }}",
    "slices": "{{ items | slice(1000000000) | list }}",
    "lorem": "{{ lipsum(n=1000000) }}",
    "chance": "{{ items | random }}",
    "divided": "{{ 1 / 0 }}",
    "types": "{{ 1 + 'x' }}",
    "no name": "{{ nothing }}",
    "no filter": "{{ text | nothing }}",
    "no end": "{% for x in items %}",
    "itself": "{% include 'a.html' %}",
    "extends itself": "{% extends 'a.html' %}",
    "macro itself": "{% macro m() %}{{ m() }}{% endmacro %}\n{{ m() }}",
    "above": "{% include '../secret.html' %}",
    "absolute": "{% include '/etc/passwd' %}",
    "nowhere": "{% include 'nowhere.html' %}",
    "NUL": "{% include 'a\\0b' %}",
    "long name": f"{{% include '{'x' * 5000}' %}}",
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_template_is_named_with_its_line(tmp_path: Path, source: str) -> None:
    (tmp_path / "inside").mkdir()
    (tmp_path / "secret.html").write_text("secret")
    problem = refusal(tmp_path / "inside", f"<p>\n{source}")
    assert problem.location.file == tmp_path / "inside" / "a.html"
    assert problem.location.line >= 2


GROWING = {
    "concatenation": "{% set ns = namespace(x=long) %}{% for i in range(99) %}"
    "{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
    "plus": "{% set ns = namespace(x=long) %}{% for i in range(99) %}"
    "{% set ns.x = ns.x + ns.x %}{% endfor %}",
    "capture": "{% macro m(x, n) %}{% set y %}{{ x }}{{ x }}{% endset %}{{ m(y, n) }}{% endmacro %}"
    "{{ m(long, 1) }}",
    "replace": "{% set ns = namespace(x=long) %}{% for i in range(99) %}"
    "{% set ns.x = ns.x | replace('x', 'xxxx') %}{% endfor %}",
    "join": "{% set ns = namespace(x=long) %}{% for i in range(99) %}"
    "{% set ns.x = [ns.x, ns.x] | join(ns.x[:9]) %}{% endfor %}",
    "output": "{% for i in range(9000) %}{{ long }}{% endfor %}",
}


@pytest.mark.parametrize("source", GROWING.values(), ids=GROWING)
def test_a_text_does_not_grow_without_end(
    tmp_path: Path, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "MAX_TEXT", 1_000_000)
    assert "longer than" in refusal(tmp_path, source).message


def test_a_template_that_is_a_link_out_of_its_folder_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    (folder / "inner").mkdir(parents=True)
    (tmp_path / "secret.html").write_text("secret")
    (folder / "b.html").symlink_to("../secret.html")
    (folder / "out").symlink_to("..", target_is_directory=True)
    (folder / "c.html").symlink_to("inner/c.html")
    (folder / "inner" / "c.html").write_text("inside")
    for name in ("b.html", "out/secret.html"):
        assert "out of its folder" in refusal(folder, f"{{% include '{name}' %}}").message
    assert fill(folder, "{% include 'c.html' %}") == "inside"


def test_brackets_too_deep_to_parse_are_refused(tmp_path: Path) -> None:
    problem = refusal(tmp_path, "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}")
    assert problem.location.file == tmp_path / "a.html"


def test_bytes_that_are_no_text_are_named_with_their_line(tmp_path: Path) -> None:
    problem = refusal(tmp_path, b"<p>\n\n\xff</p>")
    assert (problem.location.file, problem.location.line) == (tmp_path / "a.html", 3)


def test_a_template_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    assert "larger than" in refusal(tmp_path, "x" * 1_000_001).message


def test_a_template_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        render_template(template_environment([tmp_path]), "gone.html", {})
    assert error.value.diagnostics[0].code == "template-error"
