"""A synthetic catalogue: as many leaflets in as many languages as a measurement needs.

Job: write a whole project of sentences of the specimen, recombined by a seeded generator.
Trade-off: no text is invented, so leaflets repeat themselves; what is measured does not care. The
same seed gives the same bytes. Side effects: writes the project's folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import yaml

from benchmark.texts import SOURCE, Text, in_language, translated_languages
from polyleaf.content.leaflets import load_leaflet
from polyleaf.content.model import units

__all__ = [
    "GROUPS",
    "LANGUAGES",
    "Catalogue",
    "change_sentence",
    "large_catalogue",
    "write_catalogue",
]

GROUPS: Mapping[str, tuple[str, ...]] = {
    "Latin": ("en", "es", "pl", "vi"),
    "Arabic": ("ar", "fa"),
    "Indic": ("hi", "bn"),
    "Thai": ("th",),
    "CJK": ("zh-Hans", "ja", "ko"),
}
"""The languages of the catalogue that is rendered, by script."""
LANGUAGES = tuple(tag for tags in GROUPS.values() for tag in tags)

_SENTENCES = (
    "summary",
    "dose/storage",
    "dose/steps/wash",
    "dose/steps/swallow",
    "dose/steps/write",
    "help/urgent/phone",
    "declaration/article-1",
)
_HEADINGS = ("dose/heading", "times/heading", "help/heading", "words/heading")
_ITEMS = ("dose/storage", "dose/steps/wash", "dose/steps/swallow", "dose/steps/write")
_TABLE = "times/table"
# Sections of the shortest leaflet; the next ones have one more each, four sizes in turn.
_SECTIONS = 3
_SIZES = 4
_SETTINGS = {
    "name": "Synthetic catalogue",
    "language": SOURCE,
    "publisher": {"name": "Sample Health Library", "url": "https://library.example"},
}
_ON_EVERY_LEAFLET = {
    "helpline": {"name": "Sample Health Library helpline", "phone": "1-800-555-0199"},
    "online": "https://library.example/leaflets/{language}/{id}",
}
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n"})


@dataclass(frozen=True)
class Catalogue:
    """What to generate.

    Attributes:
        leaflets: their number.
        languages: tags, the source language first.
        seed: of the generator.
        one_page: whether each leaflet is a line on one page, rather than two to five pages.

    """

    leaflets: int
    languages: tuple[str, ...] = LANGUAGES
    seed: int = 1
    one_page: bool = False

    @property
    def publications(self) -> int:
        """Number of leaflets in all languages."""
        return self.leaflets * len(self.languages)


def large_catalogue(publications: int, languages: int = 40) -> Catalogue:
    """Return a catalogue of one-page leaflets in forty languages."""
    tags = tuple(dict.fromkeys((*LANGUAGES, *translated_languages())))[:languages]
    return Catalogue(max(1, publications // len(tags)), tags, one_page=True)


def write_catalogue(catalogue: Catalogue, folder: Path) -> None:
    """Write a project."""
    extra = {} if catalogue.one_page else _ON_EVERY_LEAFLET
    settings = {**_SETTINGS, "languages": list(catalogue.languages), **extra}
    _write(folder / "polyleaf.yaml", _yaml(settings))
    random = Random(catalogue.seed)  # noqa: S311 - a synthetic text is no secret
    for number in range(1, catalogue.leaflets + 1):
        _write_leaflet(_leaflet(number, catalogue, random), catalogue.languages, folder)


def _write_leaflet(leaflet: dict[str, Any], languages: Iterable[str], folder: Path) -> None:
    texts = {in_language(text, SOURCE): text for text in _texts(leaflet)}
    file = folder / "leaflets" / f"{leaflet['id']}.yaml"
    _write(file, _yaml(_spoken(leaflet)))
    loaded, problems = load_leaflet(file)
    if loaded is None:
        raise ValueError(f"a synthetic leaflet is broken: {problems}")
    said = units(loaded.leaflet)
    for language in languages:
        if language != SOURCE:
            targets = {unit: in_language(texts[said[unit]], language) for unit in said}
            catalog = folder / "locales" / language / "leaflets" / f"{leaflet['id']}.po"
            _write(catalog, _catalog(language, said, targets))


def _leaflet(number: int, catalogue: Catalogue, random: Random) -> dict[str, Any]:
    sections = 1 if catalogue.one_page else _SECTIONS + number % _SIZES
    make = _line if catalogue.one_page else _section
    return {
        "id": f"leaflet-{number:05}",
        "language": SOURCE,
        "title": Text(("title",), number),
        "version": "1",
        "dates": {"revised": date(2025, 1, 31)},
        "sections": {f"section-{n}": make(random) for n in range(1, sections + 1)},
    }


def _line(random: Random) -> dict[str, Any]:
    heading = random.choice(_HEADINGS)
    return {"heading": Text((heading,)), "content": {"text": Text((random.choice(_ITEMS),))}}


def _section(random: Random) -> dict[str, Any]:
    first, second = random.sample((_steps, _bullets, _table, _callout), 2)
    content = {
        "opening": _sentences(random, 3),
        "first": first(random),
        "middle": _sentences(random, 2),
        "second": second(random),
    }
    return {"heading": Text((random.choice(_HEADINGS),)), "content": content}


def _sentences(random: Random, number: int) -> Text:
    return Text(tuple(random.sample(_SENTENCES, number)))


def _items(random: Random) -> dict[str, Text]:
    chosen = random.sample(_ITEMS, 3)
    return {f"item-{n}": Text((unit,)) for n, unit in enumerate(chosen, 1)}


def _steps(random: Random) -> dict[str, Any]:
    return {"steps": _items(random)}


def _bullets(random: Random) -> dict[str, Any]:
    return {"bullets": _items(random)}


def _table(random: Random) -> dict[str, Any]:
    rows = random.sample(("morning", "noon", "evening"), 3)
    return {
        "table": {
            "columns": {name: Text((f"{_TABLE}/columns/{name}",)) for name in ("time", "tablets")},
            "rows": {
                row: {name: Text((f"{_TABLE}/rows/{row}/{name}",)) for name in ("time", "tablets")}
                for row in rows
            },
        }
    }


def _callout(random: Random) -> dict[str, Any]:
    return {
        "callout": random.choice(("info", "caution", "urgent")),
        "heading": Text((random.choice(_HEADINGS),)),
        "content": {"text": _sentences(random, 2)},
    }


def _texts(data: object) -> Iterable[Text]:
    """Yield the texts in plain data."""
    if isinstance(data, Text):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _texts(value)


def _spoken(data: object) -> object:
    """Return plain data with its texts in the source language."""
    if isinstance(data, dict):
        return {key: _spoken(value) for key, value in data.items()}
    return in_language(data, SOURCE) if isinstance(data, Text) else data


def _catalog(language: str, sources: Mapping[str, str], targets: Mapping[str, str]) -> str:
    """Return a PO file."""
    header = f"Language: {language}\\nContent-Type: text/plain; charset=UTF-8\\n"
    entries = [f'msgid ""\nmsgstr "{header}"\n']
    for unit, source in sources.items():
        said = (text.translate(_ESCAPES) for text in (unit, source, targets[unit]))
        entries.append('msgctxt "{}"\nmsgid "{}"\nmsgstr "{}"\n'.format(*said))
    return "\n".join(entries)


def _yaml(data: object) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())


def change_sentence(folder: Path, number: int) -> str:
    """Say something else in a leaflet of one page; return its id.

    Args:
        folder: the project.
        number: from 0; each leaves another sentence in the leaflet.

    """
    file = min((folder / "leaflets").glob("*.yaml"))
    data = yaml.safe_load(file.read_text("utf-8"))
    unit = _SENTENCES[number % len(_SENTENCES)]
    data["sections"]["section-1"]["content"]["text"] = in_language(Text((unit, "summary")), SOURCE)
    _write(file, _yaml(data))
    return file.stem
