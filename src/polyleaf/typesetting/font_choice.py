"""Which font families each language is set in: the project's choice before the table's.

Job: put the families that polyleaf.yaml names under `fonts`, by script or by language, in front of
those of the table of languages, and give each language the leading that its faces need. Trade-off:
in front of, not instead of, so that a house face without a rare sign does not cost the sign; to
replace the list as a whole is what the project's own locales/languages.yaml is for.
Side effects: none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from polyleaf.diagnostics import Diagnostic, Location, did_you_mean
from polyleaf.languages.table import Language, locate_language, unknown_language
from polyleaf.reading.source import Source
from polyleaf.typesetting.font_table import FontFamily

__all__ = ["choose_fonts", "font_problems", "locate_fonts"]

MANUAL: Final = """
unknown-font (error): a font family is not in locales/fonts.yaml
Why: a language cannot be set in a font that nobody has.
Wrong: fonts: {Latn: [Hause Sans]}
Right: fonts: {Latn: [House Sans]}
Mend: correct the name, or add the family with the `path:` of its file.

unknown-script (error): no language of the table is written in this script
Why: the fonts under it would be used for nothing.
Wrong: fonts: {Latin: [House Sans]}
Right: fonts: {Latn: [House Sans]}
Mend: write the ISO 15924 code, or a language's tag.
"""

Choice = Mapping[str, Sequence[str]]
"""Families by ISO 15924 script or BCP 47 tag."""

_SCRIPT_LENGTH = 4


def choose_fonts(
    languages: Mapping[str, Language], choice: Choice, families: Mapping[str, FontFamily]
) -> dict[str, Language]:
    """Return the languages with the families they are set in, and the leading these need.

    A choice for the language wins over one for its script.
    """
    return {tag: _chosen(language, choice, families) for tag, language in languages.items()}


def _chosen(language: Language, choice: Choice, families: Mapping[str, FontFamily]) -> Language:
    first = choice.get(language.tag, choice.get(language.script, ()))
    fonts = list(dict.fromkeys((*first, *language.fonts)))
    needed = (families[name].leading for name in fonts if name in families)
    return language.model_copy(
        update={"fonts": fonts, "leading": max(language.leading, *needed, 0)}
    )


def locate_fonts(language: Language, settings: Source, tables: Iterable[Path]) -> Location:
    """Return where the first family of a language is named.

    Args:
        language: the language.
        settings: polyleaf.yaml.
        tables: the files of the table of languages.

    """
    for key in (language.tag, language.script):
        if ("fonts", key) in settings.positions:
            return settings.locate(("fonts", key))
    return locate_language(tables, language.tag, "fonts")


def font_problems(
    languages: Mapping[str, Language],
    families: Mapping[str, FontFamily],
    settings: Source,
    tables: Sequence[Path],
) -> Iterator[Diagnostic]:
    """Yield an error for each unknown family, and for each unknown script or language of a choice.

    Args:
        languages: the table of languages as its files have it.
        families: the table of fonts.
        settings: polyleaf.yaml, valid.
        tables: the files of the table of languages.

    """
    for key, names in settings.data.get("fonts", {}).items():
        yield from _key_problems(key, languages, settings.locate(("fonts", key)))
        for number, name in enumerate(names):
            if name not in families:
                at = settings.locate(("fonts", key, number))
                yield _unknown_font(name, families, at)
    for tag, language in languages.items():
        for name in language.fonts:
            if name not in families:
                yield _unknown_font(name, families, locate_language(tables, tag, "fonts"))


def _key_problems(
    key: str, languages: Mapping[str, Language], location: Location
) -> Iterator[Diagnostic]:
    scripts = sorted({language.script for language in languages.values()})
    if key in languages or key in scripts:
        return
    near = did_you_mean(key.title(), scripts)
    if len(key) != _SCRIPT_LENGTH and not near:
        yield unknown_language(languages, key, location)
        return
    message = f"no language of the table is written in the script {key!r}"
    hint = near or f"the scripts are {', '.join(scripts)}; the tag of a language may stand here too"
    yield Diagnostic("unknown-script", location, message, hint)


def _unknown_font(name: str, families: Iterable[str], location: Location) -> Diagnostic:
    message = f"the font family {name!r} is not in locales/fonts.yaml"
    hint = did_you_mean(name, families) or "add it there, with the `path:` of its file"
    return Diagnostic("unknown-font", location, message, hint)
