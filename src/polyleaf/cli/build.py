"""`polyleaf build`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from polyleaf.cli.dates import day
from polyleaf.cli.output import human_size, print_diagnostics, print_table, relative, shown, summary
from polyleaf.cli.projects import open_project
from polyleaf.diagnostics import has_errors

if TYPE_CHECKING:
    from polyleaf.project import Standard
    from polyleaf.publishing.plan import PlannedPublication
    from polyleaf.publishing.request import BuildResult, Progress
    from polyleaf.publishing.schedule import Schedule

__all__ = ["build", "report_build"]


@click.command()
@click.argument("leaflets", nargs=-1, metavar="[LEAFLET]...")
@click.option("-l", "--language", "languages", multiple=True, metavar="LANG", help="Only this one.")
@click.option("--paper", type=click.Choice(["a4", "letter"]), help="Paper size.")
@click.option(
    "--pdf-standard",
    "standard",
    type=click.Choice(["ua-1+a-2a", "ua-2+a-4f"]),
    help="PDF/UA with PDF/A; of the project unless given.",
)
@click.option("-j", "--jobs", type=click.IntRange(min=1), help="Processes to use.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Build folder.")
@click.option("--release", is_flag=True, help="Only what may be handed out, by the release rule.")
@click.option(
    "--last-approved",
    is_flag=True,
    help="A release; where only the wording of a source changed, as it was approved last.",
)
@click.option("--today", metavar="DATE", help="The date to judge reviews by, as 2026-01-31.")
@click.option("--force", is_flag=True, help="Render what is up to date, too.")
@click.option("--dry-run", is_flag=True, help="Only say what is out of date, and why.")
@click.option(
    "--time-limit",
    type=click.FloatRange(min=1),
    default=120,
    show_default=True,
    metavar="SECONDS",
    help="After which a publication is given up.",
)
@click.option(
    "--scheduler", metavar="ADDRESS", help="Render on a Dask cluster, as tcp://host:8786."
)
@click.option("--json", "as_json", is_flag=True, help="Print one event per line as JSON.")
@click.pass_obj
def build(
    project_folder: Path | None,
    leaflets: tuple[str, ...],
    languages: tuple[str, ...],
    paper: str | None,
    standard: Standard | None,
    jobs: int | None,
    out: Path | None,
    release: bool,
    last_approved: bool,
    today: str | None,
    force: bool,
    dry_run: bool,
    time_limit: float,
    scheduler: str | None,
    as_json: bool,
) -> int:
    """Build PDFs, the manifest and the index.

    Without LEAFLET all leaflets are built, without -l in all languages of polyleaf.yaml. What is up
    to date is left as it is.
    """
    from polyleaf.publishing.build import build as build_project
    from polyleaf.publishing.build import plan_build
    from polyleaf.publishing.request import BuildRequest, Limits, default_workers

    project = open_project(project_folder)
    folder = out or project.root / "build"
    workers = jobs or default_workers()
    release = release or last_approved
    date = day(today) if release or today else None
    request = BuildRequest(
        leaflets=leaflets,
        languages=languages,
        paper=paper or "",
        out=folder,
        workers=workers,
        release=release,
        today=date,
        last_approved=last_approved,
        force=force,
        limits=Limits(seconds=time_limit),
        scheduler=scheduler or "",
        standard=standard,
    )
    if dry_run:
        return _print_plan(plan_build(project, request), as_json=as_json)
    return report_build(partial(build_project, project, request), folder, as_json=as_json)


def report_build(
    run: Callable[[Progress], BuildResult], folder: Path, *, as_json: bool = False
) -> int:
    """Run a build into a folder, show its progress and what it made; return the exit status."""
    with _progress(as_json=as_json) as progress:
        result = run(progress)
    _print_result(result, folder, as_json=as_json)
    failed = result.failed or any(d.severity == "error" for d in result.diagnostics)
    return 1 if failed else 0


def _print_plan(schedule: Schedule, *, as_json: bool) -> int:
    for task in schedule.tasks:
        if as_json:
            reasons = list(task.reasons)
            event = {"event": "planned", **asdict(task.planned), "reasons": reasons}
            click.echo(json.dumps(event, ensure_ascii=False))
        else:
            reason = ", ".join(task.reasons)
            click.echo(f"{task.planned.leaflet} {task.planned.language}: {reason}")
    number, total = len(schedule.tasks), len(schedule.tasks) + len(schedule.current)
    if not as_json:
        click.echo(f"{number} of {total} PDFs are out of date")
    print_diagnostics(schedule.diagnostics)
    return 1 if has_errors(schedule.diagnostics) else 0


def _progress(*, as_json: bool) -> AbstractContextManager[Progress]:
    if as_json:
        return nullcontext(_print_event)
    if sys.stderr.isatty():
        from polyleaf.cli.progress import progress_bar

        return progress_bar()
    return nullcontext(_print_line)


def _print_line(planned: PlannedPublication, built: bool, done: int, total: int) -> None:
    word = "built" if built else "FAILED"
    click.echo(f"[{done}/{total}] {word} {planned.leaflet} {planned.language}", err=True)


def _print_event(planned: PlannedPublication, built: bool, done: int, total: int) -> None:
    event = "built" if built else "failed"
    click.echo(json.dumps({"event": event, **asdict(planned), "done": done, "total": total}))


def _print_result(result: BuildResult, folder: Path, *, as_json: bool) -> None:
    if as_json:
        for diagnostic in result.diagnostics:
            click.echo(json.dumps({"event": "diagnostic", **shown(diagnostic).as_dict()}))
        publications = [asdict(publication) for publication in result.built]
        done = {"event": "done", "publications": publications, "current": len(result.current)}
        click.echo(json.dumps(done, ensure_ascii=False))
        return
    print_diagnostics(result.diagnostics)
    if result.built or result.failed:
        _print_table(result)
    click.echo(f"{_sum(result)}: {relative(folder) / 'index.html'}")
    if result.failed or result.diagnostics:
        click.echo(summary(result.diagnostics), err=True)


def _sum(result: BuildResult) -> str:
    """Return in figures what became of the publications."""
    total = len(result.built) + len(result.failed) + len(result.current)
    parts = [f"{len(result.built)} of {total} PDFs built"]
    older = sum(found.code == "last-approved" for found in result.diagnostics)
    for number, one, many, text in (
        (len(result.current), "was", "were", "up to date"),
        (older, "is", "are", "set as approved last"),
    ):
        parts += [f"{number} {one if number == 1 else many} {text}"] if number else []
    return ", ".join(parts)


def _print_table(result: BuildResult) -> None:
    """Print leaflet, language, pages, size and warnings of every PDF, in columns."""
    rows = [("LEAFLET", "LANGUAGE", "PAGES", "SIZE", "STATUS", "WARNINGS")]
    for p in result.built:
        size = human_size(p.size)
        warnings = str(len(p.warnings)) if p.warnings else ""
        rows.append((p.leaflet, p.language, str(p.pages), size, p.status, warnings))
    rows += [(p.leaflet, p.language, "-", "-", "NOT BUILT", "") for p in result.failed]
    print_table(rows, right={2, 3})
