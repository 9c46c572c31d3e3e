"""`polyleaf translations proof`."""

from __future__ import annotations

from pathlib import Path

import click

from polyleaf.cli.output import ExitStatus, print_diagnostics, relative, summary
from polyleaf.cli.projects import open_project

__all__ = ["proof"]


@click.command()
@click.argument("leaflet")
@click.option("-l", "--language", required=True, metavar="LANG", help="The translation's language.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="PDF to write.")
@click.pass_obj
def proof(project_folder: Path | None, leaflet: str, language: str, out: Path | None) -> int:
    """Make a bilingual PDF for a reviewer to sign: by default in build/proofs.

    It shows each text beside its source, whatever state it is in, with what the checks found.
    """
    from polyleaf.publishing.proofs import print_proof, proof_file

    project = open_project(project_folder)
    file = out or proof_file(project, leaflet, language)
    printed = print_proof(project, leaflet, language, file)
    print_diagnostics(printed.diagnostics)
    counts = printed.proof.progress.counts
    states = ", ".join(f"{number} {state}" for state, number in counts.items() if number)
    click.echo(f"{relative(printed.file)}: {printed.pages} pages, digest {printed.proof.digest}")
    click.echo(f"{len(printed.proof.units)} texts: {states}; {summary(printed.proof.all_findings)}")
    return ExitStatus.DONE
