"""Which project, and where its things are.

Job: find and read polyleaf.yaml, and say in which folder each kind of file lives; what a project
does not bring of its own comes from the defaults that Polyleaf ships. Trade-off: the defaults are
the sample project's own templates and languages, so there is one copy of each.
Side effects: reads polyleaf.yaml and looks through the project's folders.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal, get_args

from pydantic import Discriminator, Field, Tag

from polyleaf.diagnostics import Diagnostic, InputError, Location, UsageError
from polyleaf.reading.boundary import strangers
from polyleaf.reading.record import Id, ReadingGrade, Record, Text
from polyleaf.reading.source import Source, load_yaml
from polyleaf.reading.validation import validate

__all__ = [
    "STAGES",
    "Helpline",
    "Hours",
    "Project",
    "ReleaseRule",
    "Settings",
    "Stage",
    "Standard",
    "defaults_folder",
    "find_project",
    "leaflet_files",
    "load_project",
]

MANUAL: Final = """
no-project (error): there is no polyleaf.yaml here or in any folder above
Why: without it nobody knows what is to be built.
Wrong: polyleaf check in your home folder
Right: polyleaf --project leaflets-of-the-clinic check
Mend: go to a project's folder, name it with `--project`, or make one: `polyleaf init DIR`.
"""

SETTINGS_FILE: Final = "polyleaf.yaml"

Clock = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
WebAddress = Annotated[str, Field(pattern=r"^https?://\S+$")]
Color = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]


class Publisher(Record):
    """Who publishes the leaflets."""

    name: Text
    url: WebAddress | None = None


class Hours(Record):
    """When a service can be reached; `opens` and `closes` are 24-hour clock times."""

    days: Literal["weekdays", "every-day"]
    opens: Clock
    closes: Clock


def _hours_tag(value: object) -> str:
    return "[hours]" if isinstance(value, dict | Hours) else "[always]"


# Told apart beforehand, so that what is wrong with hours is not also said to be no "always".
Availability = Annotated[
    Annotated[Literal["always"], Tag("[always]")] | Annotated[Hours, Tag("[hours]")],
    Discriminator(_hours_tag),
]


class Helpline(Record):
    """Whom a reader can turn to."""

    name: Text
    phone: Annotated[str, Field(pattern=r"^\+?[0-9][0-9 ()-]*[0-9]$")]
    phone_hours: Availability = "always"
    chat_url: WebAddress | None = None
    chat_hours: Availability | None = None
    time_zone: Text | None = None


class Colors(Record):
    """Brand colours, as #rrggbb; both must be dark enough for white text."""

    primary: Color = "#0b4f6c"
    accent: Color = "#b5121b"


class Notices(Record):
    """Which phrases of the library print at the end of each leaflet."""

    disclaimer: Id | None = None
    other_formats: Id | None = None
    reprint: Id | None = None


Stage = Literal["translated", "linguistic", "back-translation", "clinical"]
"""A stage of a translation's review, in the order they are gone through."""

STAGES: Final[tuple[Stage, ...]] = get_args(Stage)


def _usual_stages() -> list[Stage]:
    return ["translated", "clinical"]


Standard = Literal["ua-1+a-2a", "ua-2+a-4f"]
"""What a PDF conforms to: PDF/UA (ISO 14289) and PDF/A (ISO 19005) in one file."""


class Pdf(Record):
    """What kind of PDF is made."""

    standard: Standard = "ua-1+a-2a"


class ReleaseRule(Record):
    """What a translation must have passed before `polyleaf build --release` makes its PDF.

    A source leaflet must always name its clinical reviewer.
    """

    stages: Annotated[list[Stage], Field(min_length=1)] = Field(default_factory=_usual_stages)
    approver_is_not_translator: bool = True
    source_review_not_overdue: bool = True


class Settings(Record):
    """What polyleaf.yaml says; `fonts` are families by script or by language, the first ones."""

    name: Text
    language: str = "en"
    languages: Annotated[list[str], Field(min_length=1)]
    paper: Literal["a4", "letter"] = "a4"
    publisher: Publisher
    helpline: Helpline | None = None
    online: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = None
    colors: Colors = Colors()
    fonts: dict[str, Annotated[list[Text], Field(min_length=1)]] = Field(default_factory=dict)
    notices: Notices = Notices()
    pdf: Pdf = Pdf()
    release: ReleaseRule = ReleaseRule()
    reading_grade: ReadingGrade = 8

    def placeholders(self) -> dict[str, str]:
        """Return the values of `{name}` in texts."""
        return {"helpline": self.helpline.phone} if self.helpline else {}


@dataclass(frozen=True)
class Project:
    """A project's settings and the folders its files are in."""

    root: Path
    settings: Settings
    source: Source

    @property
    def leaflets(self) -> Path:
        """The folder of leaflets, and of `library/` and `figures/`."""
        return self.root / "leaflets"

    @property
    def library(self) -> Path:
        """The folder of what leaflets share."""
        return self.leaflets / "library"

    @property
    def locales(self) -> Path:
        """The folder of catalogs, and of the project's own languages.yaml, if it has one."""
        return self.root / "locales"

    @property
    def templates(self) -> tuple[Path, ...]:
        """The folders templates are looked for in, the project's own first."""
        return _existing(self.root / "templates", defaults_folder() / "templates")

    @property
    def cache(self) -> Path:
        """The folder of cache and build state; safe to delete."""
        return self.root / ".polyleaf"

    def locale_files(self, name: str) -> tuple[Path, ...]:
        """Return the files `locales/<name>`, the shipped default first, then the project's own."""
        return _existing(defaults_folder() / "locales" / name, self.locales / name)


def _existing(*paths: Path) -> tuple[Path, ...]:
    """Return the paths that exist, each once."""
    found: dict[Path, Path] = {p.resolve(): p for p in paths if p.exists()}
    return tuple(found.values())


def defaults_folder() -> Path:
    """Return the folder of the templates, languages and interface catalogs that Polyleaf ships.

    In a wheel it is inside the package; in a checkout it is the sample project at the root.
    """
    packed = Path(__file__).parent / "defaults"
    return packed if packed.is_dir() else Path(__file__).parents[2]


def find_project(start: Path) -> Path:
    """Return the nearest folder, from `start` upwards, with a polyleaf.yaml.

    Raises:
        UsageError: there is none.
    """
    for folder in (start, *start.parents):
        if (folder / SETTINGS_FILE).is_file():
            return folder
    message = f"no {SETTINGS_FILE} here or in any folder above"
    hint = "go to a project's folder, name it with --project DIR, or make one: polyleaf init DIR"
    raise UsageError([Diagnostic("no-project", Location(start), message, hint)])


def leaflet_files(folder: Path) -> dict[str, Path]:
    """Return the leaflet files of a folder by leaflet id, sorted by id."""
    files = sorted(folder.glob("*.yaml"))
    return {file.stem: file for file in files if not file.name.startswith(".")}


def load_project(root: Path) -> Project:
    """Load the project at `root`.

    Raises:
        UsageError: polyleaf.yaml cannot be used; the diagnostics say why.
    """
    if found := list(strangers(root)):
        raise UsageError(found)
    file = root / SETTINGS_FILE
    try:
        source = load_yaml(file)
    except InputError as error:
        raise UsageError(error.diagnostics) from error
    settings, diagnostics = validate(Settings, source)
    if diagnostics or settings is None:
        raise UsageError(diagnostics)
    return Project(root, settings, source)
