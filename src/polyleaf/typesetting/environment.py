"""The environment in which templates run, and what goes wrong in it.

Job: fill a template, and name its line where it fails. Trade-off: templates run in `sandbox`, and
whatever goes wrong there is said to be the template's fault, ours included: the run goes on, and
the line is named. Side effects: reads templates.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import Any, Final

from jinja2 import TemplateError, TemplateSyntaxError
from markupsafe import Markup

from polyleaf.content.blocks import kind_of
from polyleaf.diagnostics import Diagnostic, InputError, Location
from polyleaf.languages.typography import WORD_JOINER, ZERO_WIDTH_SPACE
from polyleaf.typesetting.markup import address, unit_attribute
from polyleaf.typesetting.sandbox import Sandbox

__all__ = ["css_string", "render_template", "template_environment"]


# What the code of a template can raise: it computes, looks things up and calls itself.
_FAILURES: Final = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)


def template_environment(folders: Sequence[Path]) -> Sandbox:
    """Return the environment of the templates; an earlier folder's template wins."""
    environment = Sandbox(folders)
    environment.filters["address"] = address
    environment.filters["target"] = _target
    environment.filters["kind"] = kind_of
    environment.filters["spoken"] = _spoken
    environment.filters["unit"] = unit_attribute
    return environment


def render_template(environment: Sandbox, name: str, context: Mapping[str, Any]) -> str:
    """Return a template filled with a context.

    Raises:
        InputError: the template cannot be used.

    """
    try:
        text = environment.get_template(name).render(context)
        text.encode()  # half a surrogate pair can be in no file
        return text  # noqa: TRY300 - encoding may fail, too
    except _FAILURES as error:
        raise InputError([_template_problem(error, name, environment)]) from error


def _target(text: str) -> str:
    return text.replace("doi:", "https://doi.org/", 1) if text.startswith("doi:") else text


def _spoken(markup: str) -> str:
    """Return markup as it is to be read aloud: without tags and signs of line breaking."""
    text = unescape(re.sub(r"<[^>]*>", "", markup))
    return text.replace(WORD_JOINER, "").replace(ZERO_WIDTH_SPACE, "")


def _template_problem(error: Exception, name: str, environment: Sandbox) -> Diagnostic:
    """Say what is wrong with a template, and on which of its lines."""
    detail = str(error) or type(error).__name__
    if isinstance(error, RecursionError):
        detail = "it calls or includes itself without end"
    elif not isinstance(error, TemplateError):
        detail = f"{type(error).__name__}: {detail}"
    hint = "mend it, or remove it to use the template that Polyleaf ships"
    place = _place(error, name, tuple(map(Path, environment.folders)))
    return Diagnostic("template-error", place, f"the template fails: {detail}", hint)


def _place(error: Exception, name: str, folders: Sequence[Path]) -> Location:
    if isinstance(error, TemplateSyntaxError):
        return Location(Path(error.filename or error.name or name), error.lineno)
    # Jinja puts the template's own lines into the traceback; the last one is where it failed.
    frames = traceback.extract_tb(error.__traceback__)
    own = [f for f in frames if any(Path(f.filename).is_relative_to(x) for x in folders)]
    if not own:
        return Location(next((x / name for x in folders if (x / name).is_file()), Path(name)))
    return Location(Path(own[-1].filename), own[-1].lineno or 0)


def css_string(text: str) -> Markup:
    """Return text as a CSS string (https://www.w3.org/TR/css-syntax-3/#consume-string-token)."""
    escaped = re.sub(r"[^\w .,·–-]", lambda sign: f"\\{ord(sign[0]):x} ", text)
    return Markup(f'"{escaped}"')  # noqa: S704 - every sign that could end the string is escaped
