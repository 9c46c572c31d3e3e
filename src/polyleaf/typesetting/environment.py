"""The environment in which templates run, and what goes wrong in it.

Job: fill a template, and name its line where it fails. Trade-off: templates, which may be other
people's, run in Jinja's sandbox, autoescaped, and a name that they do not know is an error. Side
effects: reads templates.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from polyleaf.content.blocks import kind_of
from polyleaf.diagnostics import Diagnostic, InputError, Location
from polyleaf.languages.typography import WORD_JOINER, ZERO_WIDTH_SPACE
from polyleaf.typesetting.markup import address, unit_attribute

__all__ = ["css_string", "render_template", "template_environment"]


def template_environment(folders: Sequence[Path]) -> ImmutableSandboxedEnvironment:
    """Return the environment of the templates; an earlier folder's template wins."""
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader([str(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
    )
    environment.filters["address"] = address
    environment.filters["target"] = _target
    environment.filters["kind"] = kind_of
    environment.filters["spoken"] = _spoken
    environment.filters["unit"] = unit_attribute
    return environment


def render_template(
    environment: ImmutableSandboxedEnvironment, name: str, context: Mapping[str, Any]
) -> str:
    """Return a template filled with a context.

    Raises:
        InputError: the template cannot be used.

    """
    try:
        return environment.get_template(name).render(context)
    except TemplateError as error:
        loader = environment.loader
        folders = loader.searchpath if isinstance(loader, FileSystemLoader) else ()
        raise InputError([_template_problem(error, tuple(map(Path, folders)))]) from error


def _target(text: str) -> str:
    return text.replace("doi:", "https://doi.org/", 1) if text.startswith("doi:") else text


def _spoken(markup: str) -> str:
    """Return markup as it is to be read aloud: without tags and signs of line breaking."""
    text = unescape(re.sub(r"<[^>]*>", "", markup))
    return text.replace(WORD_JOINER, "").replace(ZERO_WIDTH_SPACE, "")


def _template_problem(error: TemplateError, folders: Sequence[Path]) -> Diagnostic:
    """Say what is wrong with a template, and on which of its lines."""
    if isinstance(error, TemplateSyntaxError):
        location = Location(Path(error.filename or error.name or "?"), error.lineno)
    else:
        # Jinja puts the template's own lines into the traceback; the last one is where it failed.
        frames = traceback.extract_tb(error.__traceback__)
        own = [f for f in frames if any(Path(f.filename).is_relative_to(x) for x in folders)]
        location = Location(Path(own[-1].filename), own[-1].lineno or 0)
    hint = "mend it, or remove it to use the template that Polyleaf ships"
    return Diagnostic("template-error", location, f"the template fails: {error}", hint)


def css_string(text: str) -> Markup:
    """Return text as a CSS string (https://www.w3.org/TR/css-syntax-3/#consume-string-token)."""
    escaped = re.sub(r"[^\w .,·–-]", lambda sign: f"\\{ord(sign[0]):x} ", text)
    return Markup(f'"{escaped}"')  # noqa: S704 - every sign that could end the string is escaped
