"""The command group, and the one place where the program ends."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import Final

import click

from polyleaf.cli.build import build
from polyleaf.cli.check import check
from polyleaf.cli.create import init, new
from polyleaf.cli.due import due
from polyleaf.cli.importing import import_
from polyleaf.cli.languages import languages
from polyleaf.cli.output import ExitStatus, print_diagnostics
from polyleaf.cli.readability import readability
from polyleaf.cli.schema import schema
from polyleaf.cli.status import status
from polyleaf.cli.translations import translations
from polyleaf.cli.verify import verify
from polyleaf.diagnostics import PolyleafError, UsageError

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="polyleaf", message="%(prog)s %(version)s")
@click.option(
    "--project",
    type=click.Path(path_type=Path, file_okay=False),
    help="The project's folder; otherwise the nearest one upwards with a polyleaf.yaml.",
)
@click.pass_context
def cli(context: click.Context, project: Path | None) -> None:
    """Make patient leaflets as accessible PDFs in every language.

    Start with `polyleaf init DIR`, then `polyleaf build` in that folder.
    """
    context.obj = project


_COLLECT_AFTER: Final = 50_000

_COMMANDS = (
    build,
    check,
    due,
    import_,
    init,
    languages,
    new,
    readability,
    schema,
    status,
    translations,
    verify,
)
for command in _COMMANDS:
    cli.add_command(command)


def main() -> None:
    """Run the command line and exit with a status that scripts can rely on."""
    # A command makes much that stays and little that goes: by default Python looks through all of
    # it again and again, which is a sixth of the time of a build where nothing changed.
    gc.set_threshold(_COLLECT_AFTER, 50, 100)
    try:
        outcome = cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(ExitStatus.USAGE)
    except click.Abort:
        click.echo("stopped; what was done is kept", err=True)
        sys.exit(ExitStatus.FAILED)
    except PolyleafError as error:
        print_diagnostics(error.diagnostics)
        sys.exit(ExitStatus.USAGE if isinstance(error, UsageError) else ExitStatus.FAILED)
    sys.exit(outcome if isinstance(outcome, int) else ExitStatus.DONE)
