"""The build folder: what is written to it, what is taken out of it, and the lists of what it holds.

Job: write PDFs, take away those that must not be handed out any more, and write manifest and index.
Trade-off: only what the manifest says that Polyleaf made, and what has not changed since, is taken
away; another file that is in the way is named. Side effects: writes and removes files below the
build folder.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from polyleaf.diagnostics import Diagnostic, InputError, Location, Severity
from polyleaf.publishing.catalogue import render_catalogue
from polyleaf.publishing.files import write_file
from polyleaf.publishing.manifest import INDEX, Publication, in_order, read_manifest, write_manifest
from polyleaf.publishing.request import USUAL
from polyleaf.publishing.sources import Sources
from polyleaf.publishing.time_limits import TimeLimitError, time_limit, too_slow
from polyleaf.translation.catalog import Interface, load_interface
from polyleaf.translation.merge import Status
from polyleaf.typesetting.environment import template_environment

__all__ = ["RELEASED", "cannot_write", "remove_strays", "withdraw", "write_lists"]

MANUAL: Final = """
cannot-write (error): a file could not be written or removed
Why: what is in the build folder is not what the build made.
Wrong: a build folder that belongs to somebody else
Right: a folder that you may write to
Mend: look for a full disk, a file where a folder should be, or no permission.

removed (note): a PDF of an earlier build was removed
Why: what the project makes no more, or does not release, must not be handed out.
Wrong: an old PDF beside the new ones
Right: the build folder without it
Mend: nothing is to be done.

stays-in-folder (warning): a PDF is not to be handed out, and was left because Polyleaf did not
    make it as it is
Why: somebody may hand it out.
Wrong: a PDF of the build folder that was edited
Right: the folder without it
Mend: look at it, and take it out of the folder yourself.
"""

# What pages without a draft notice are.
RELEASED: Final = frozenset({Status.SOURCE, Status.APPROVED, Status.LAST_APPROVED})


def cannot_write(path: Path, error: OSError) -> Diagnostic:
    """Return the diagnostic of a file that could not be written."""
    message = f"cannot write {path.name}: {error.strerror or error}"
    hint = "is there a file where a folder should be, a full disk, or no permission?"
    return Diagnostic("cannot-write", Location(Path(error.filename or path)), message, hint)


def withdraw(out: Path, refused: Collection[str], drafts: Collection[str]) -> list[Diagnostic]:
    """Take PDFs of earlier builds out of the build folder; return a note or warning on each.

    Args:
        out: the build folder.
        refused: paths of publications that must not be handed out.
        drafts: paths of which only drafts must go.

    """
    known = {p.path: p for p in read_manifest(out)}
    found = []
    for path in sorted({*refused, *drafts}):
        made = known.get(path)
        released = made is not None and made.status in RELEASED
        if (out / path).is_file() and not (path not in refused and released):
            found.append(_remove(out / path, made))
    return found


def remove_strays(out: Path, made: Mapping[str, str]) -> list[Diagnostic]:
    """Take PDFs out of the build folder that no leaflet of the project makes any more.

    Args:
        out: the build folder.
        made: SHA-256 by path of what Polyleaf put there and what no longer belongs.

    """
    found = []
    for path, sha256 in made.items():
        file = out / path
        if file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == sha256:
            file.unlink()
            message = f"{file.name} was removed: the project makes it no more"
            found.append(Diagnostic("removed", Location(file), message, severity=Severity.NOTE))
    return found


def _remove(file: Path, made: Publication | None) -> Diagnostic:
    if made is None or hashlib.sha256(file.read_bytes()).hexdigest() != made.sha256:
        message = f"{file.name} is not to be handed out, and Polyleaf did not make it as it is"
        hint = "it was left where it is: look at it, and take it out of the folder yourself"
        return Diagnostic("stays-in-folder", Location(file), message, hint, Severity.WARNING)
    try:
        file.unlink()
    except OSError as error:
        message = f"cannot remove {file.name}, which is not to be handed out: {error.strerror}"
        return Diagnostic("cannot-write", Location(file), message)
    message = f"{file.name} of an earlier build was removed: it is not to be handed out"
    return Diagnostic("removed", Location(file), message, severity=Severity.NOTE)


def write_lists(
    sources: Sources, out: Path, built: Iterable[Publication], gone: Collection[str] = ()
) -> list[Diagnostic]:
    """Write the manifest and the index of everything the build folder now holds.

    Returns:
        why one of them could not be written.

    Args:
        sources: the project's content.
        out: the build folder.
        built: what was made just now.
        gone: paths to leave out, whatever lies there.

    """
    project = sources.project
    new = {publication.path: publication for publication in built}
    kept = {p.path: p for p in read_manifest(out) if p.path not in gone}
    publications = in_order({**kept, **new}.values())
    try:
        interface = load_interface(project.locale_files(f"{project.settings.language}/ui.po"))
    except InputError:
        # Reported with the publications of that language; the index is then in English.
        interface = Interface()
    try:
        write_manifest(out, publications)
        write_file(out / INDEX, _index(sources, publications, interface).encode())
    except OSError as error:
        return [cannot_write(out / INDEX, error)]
    except InputError as error:
        return [*error.diagnostics]
    return []


def _index(sources: Sources, publications: Sequence[Publication], interface: Interface) -> str:
    """Return the index; a template of the project's own may be wrong, or never end."""
    project = sources.project
    try:
        with time_limit(USUAL.seconds):
            return render_catalogue(
                publications,
                sources.languages,
                project.settings,
                interface,
                template_environment(project.templates),
            )
    except TimeLimitError as error:
        raise InputError([too_slow("the index", project.templates[0] / INDEX, error)]) from error
