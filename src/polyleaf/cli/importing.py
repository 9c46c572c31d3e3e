"""`polyleaf import`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from polyleaf.cli.output import print_diagnostics, relative
from polyleaf.cli.projects import open_project

if TYPE_CHECKING:
    from polyleaf.importers import ImportedRecord
    from polyleaf.project import Project

__all__ = ["import_"]


@click.command("import")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@click.option("--force", is_flag=True, help="Replace a leaflet that is there already.")
@click.pass_obj
def import_(project_folder: Path | None, files: tuple[Path, ...], force: bool) -> int:
    """Turn records (Markdown with YAML front matter) into leaflets."""
    from polyleaf.importers import import_record

    project = open_project(project_folder)
    written = 0
    for file in files:
        record = import_record(file)
        print_diagnostics(record.diagnostics)
        written += _write(project, record, force=force)
    click.echo(f"{written} of {len(files)} records imported")
    return 0 if written == len(files) else 1


def _write(project: Project, record: ImportedRecord, *, force: bool) -> bool:
    from polyleaf.importers import merge_glossary, to_yaml
    from polyleaf.publishing.files import write_file
    from polyleaf.reading.source import read_text

    if record.leaflet is None:
        return False
    file = project.leaflets / f"{record.leaflet['id']}.yaml"
    if file.exists() and not force:
        click.echo(f"{relative(file)} is there already; --force replaces it", err=True)
        return False
    if record.glossary:
        glossary = project.library / "glossary.yaml"
        text = read_text(glossary) if glossary.exists() else ""
        write_file(glossary, merge_glossary(text, record.glossary, glossary).encode())
    write_file(file, to_yaml(record.leaflet).encode())
    click.echo(f"{relative(file)}: imported; read it, then `polyleaf build {file.stem}`")
    return True
