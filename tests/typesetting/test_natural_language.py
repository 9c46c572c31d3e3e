"""The tags of a PDF name the language of their text."""

from __future__ import annotations

import io

import pikepdf
import pytest
from tests.pdf_reading import objects
from tests.printing import ROOT, Press, some_fonts

from polyleaf.languages.table import load_languages
from polyleaf.typesetting.layout import Job
from polyleaf.typesetting.page_fonts import font_stack

TABLE = load_languages([ROOT / "locales" / "languages.yaml"])
PAGE = f"""<html lang="ar" dir="rtl"><title>Test</title>
<style>html {{ font-family: {font_stack([*TABLE["ar"].fonts, *TABLE["en"].fonts])} }}</style>
<p lang="en" dir="ltr">Press <span lang="es" dir="ltr">aquí</span></p>
<p>نص</p><table><tr><th scope="row" lang="fr">a</th><td>ب</td></tr></table></html>"""


def test_each_tag_has_the_language_of_its_element(tmp_path_factory: pytest.TempPathFactory) -> None:
    fonts = some_fonts({*TABLE["ar"].fonts, *TABLE["en"].fonts}, tmp_path_factory.mktemp("fonts"))
    with Press(fonts) as press:
        pdf = press.print(Job(PAGE, (), ())).pdf
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.Root.Lang) == "ar"
        tags = [thing for thing in objects(document) if thing.get("/Type") == "/StructElem"]
        named = {(str(tag.S), str(tag.Lang)) for tag in tags if "/Lang" in tag}
        assert {("/P", "en"), ("/Span", "es"), ("/TH", "fr")} <= named
        assert not {kind for kind, language in named if language == "ar"}
        assert not {language for kind, language in named if kind == "/TD"}
