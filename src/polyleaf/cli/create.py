"""`polyleaf init` and `polyleaf new`: files to start from."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import click

from polyleaf.cli.output import relative
from polyleaf.cli.projects import open_project

__all__ = ["init", "new"]


def _skeleton(name: str) -> str:
    return (resources.files("polyleaf") / "skeleton" / name).read_text("utf-8")


@click.command()
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
def init(directory: Path) -> None:
    """Start a project in DIRECTORY."""
    from polyleaf.publishing.files import write_file

    settings = directory / "polyleaf.yaml"
    if settings.exists():
        message = f"{relative(settings)} is there already; nothing was changed"
        raise click.UsageError(message)
    for target, name in {
        "leaflets/library/phrases.yaml": "phrases.yaml",
        ".gitattributes": "gitattributes",
        ".gitignore": "gitignore",
        "polyleaf.yaml": "polyleaf.yaml",
    }.items():
        if not (directory / target).exists():
            write_file(directory / target, _skeleton(name).encode())
    click.echo(f"{relative(settings)}: say who publishes your leaflets, and in which languages")
    click.echo(f"next: cd {relative(directory)} && polyleaf new my-first-leaflet && polyleaf build")


@click.command()
@click.argument("leaflet", metavar="ID")
@click.pass_obj
def new(project_folder: Path | None, leaflet: str) -> None:
    """Write a leaflet to start from: leaflets/ID.yaml."""
    from pydantic import TypeAdapter, ValidationError

    from polyleaf.publishing.files import write_file
    from polyleaf.reading.record import FileId

    project = open_project(project_folder)
    try:
        TypeAdapter(FileId).validate_python(leaflet)
    except ValidationError as error:
        message = f"{leaflet!r} is no id: use lower-case letters, digits and single hyphens"
        if error.errors()[0]["type"] == "value_error":
            message = f"{leaflet!r} is the name of a device on Windows; choose another id"
        raise click.UsageError(message) from error
    file = project.leaflets / f"{leaflet}.yaml"
    if file.exists():
        message = f"{relative(file)} is there already; nothing was changed"
        raise click.UsageError(message)
    title = leaflet.replace("-", " ").capitalize()
    text = _skeleton("leaflet.yaml").replace("LEAFLET-ID", leaflet).replace("LEAFLET-TITLE", title)
    text = text.replace("LANGUAGE", project.settings.language)
    write_file(file, text.encode())
    click.echo(f"{relative(file)}: write your text, then `polyleaf build {leaflet}`")
