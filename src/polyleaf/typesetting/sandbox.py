"""What a template may do, which may be other people's: look at its context, and write text.

Job: Jinja's sandbox, made stricter: escaping cannot be switched off, no template is read from
outside the folders of templates, and neither numbers nor texts grow without end. Trade-off: how
long a template runs is not counted here; the build sets it a time. What a format string can do is
done without (`format`, `%`): one of a few letters can ask for a gigabyte.
Side effects: reads templates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from types import CodeType
from typing import Any, ClassVar, Final

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
    pass_eval_context,
)
from jinja2.bccache import Bucket
from jinja2.exceptions import SecurityError
from jinja2.filters import do_replace
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

__all__ = ["MAX_TEXT", "Sandbox"]

MAX_TEXT: Final = 20_000_000
"""Characters that a page, or any text on the way to it, may have; a long leaflet has 100,000."""
# The largest number that a filter takes: bigger ones are widths and counts with which a few signs
# fill the memory.
_MAX_NUMBER: Final = 1_000
_MAX_REPEATED: Final = 100_000
_MAX_FACTOR: Final = 10**9
_MAX_POWER: Final = 16
_MAX_TEMPLATE: Final = 1_000_000

# Methods and filters that make a text as long as a number says, or that differ from run to run.
_METHODS: Final = frozenset(
    {
        *("center", "expandtabs", "format", "format_map", "join", "ljust"),
        *("replace", "rjust", "translate", "zfill"),
    }
)
_FILTERS: Final = frozenset({"center", "format", "indent", "pprint", "random", "wordwrap"})


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of templates; an earlier folder's template wins."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, folders: Sequence[Path]) -> None:
        super().__init__(
            loader=_Folders(folders),
            autoescape=True,
            undefined=StrictUndefined,
            bytecode_cache=_Compiled(),
        )
        self.folders = tuple(folders)
        self._are_safe: dict[tuple[type, str], bool] = {}
        self.concat = _joined  # type: ignore[method-assign] # what captures text calls it
        del self.globals["lipsum"]
        own = {"safe": _safe, "replace": _replaced}
        for name, usual in list(self.filters.items()):
            self.filters[name] = _bounded(own.get(name, usual))
        for name in _FILTERS:
            del self.filters[name]

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Return the tree of a template in which escaping is on throughout, and joining bounded."""
        tree = super()._parse(source, name, filename)
        for switch in tree.find_all((nodes.EvalContextModifier, nodes.ScopedEvalContextModifier)):
            message = "escaping cannot be switched off"
            raise TemplateSyntaxError(message, switch.lineno, name, filename)
        found: nodes.Template = _Joins().visit(tree)
        return found

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401 - Jinja's signature
        """Tell whether a template may use an attribute; the type of an object tells that."""
        key = (type(obj), attr)
        if key not in self._are_safe:
            is_method = isinstance(obj, str) and attr in _METHODS
            self._are_safe[key] = not is_method and super().is_safe_attribute(obj, attr, value)
        return self._are_safe[key]

    def wrap_str_format(self, value: Any) -> None:  # noqa: ANN401 - Jinja's signature
        """Let `format` be an attribute like any other, and so refused."""

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 - Jinja's signature
        """Compute, unless what comes of it could be too large."""
        if operator == "%" and isinstance(left, str | bytes):
            raise SecurityError("texts are put together with ~, not %")
        if operator in {"*", "**"}:
            _refuse_growth(operator, left, right)
        return _fitting(super().call_binop(context, operator, left, right))

    def call(self, context: Context, obj: Any, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - Jinja's signature
        """Call a function, unless what comes of it is too large; `range` has a bound of its own."""
        return _fitting(super().call(context, obj, *arguments, **named))


class _Compiled(BytecodeCache):
    """Keeps each template's code for the life of the process, while its text is the same."""

    _codes: ClassVar[dict[str, tuple[str, CodeType]]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the bucket its code if there is one of the same text."""
        checksum, code = self._codes.get(bucket.key, ("", None))
        bucket.code = code if checksum == bucket.checksum else None

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of the bucket."""
        if bucket.code:
            self._codes[bucket.key] = bucket.checksum, bucket.code


class _Folders(FileSystemLoader):
    """Reads templates from some folders, and from nowhere else, wherever a link may lead."""

    def __init__(self, folders: Sequence[Path]) -> None:
        super().__init__([str(folder) for folder in folders])

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """Return the text and the file of a template."""
        for folder in map(Path, self.searchpath):
            file = folder / template
            if file.is_file() and not file.resolve().is_relative_to(folder.resolve()):
                raise SecurityError(f"the template {template!r} leads out of its folder")
            if file.is_file() and file.stat().st_size > _MAX_TEMPLATE:
                message = f"the template {template!r} is larger than {_MAX_TEMPLATE} bytes"
                raise TemplateSyntaxError(message, 1, template, str(file))
            if file.is_file():
                break
        try:
            return super().get_source(environment, template)
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            message = f"the template {template!r} is not UTF-8 text"
            raise TemplateSyntaxError(message, line, template, str(file)) from error
        except (OSError, ValueError) as error:
            raise TemplateNotFound(template, f"{template!r} cannot be read: {error}") from error


class _Joins(NodeTransformer):
    """Makes `a ~ b` a filter, which is bounded as the others are."""

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:  # noqa: N802 - Jinja's name
        self.generic_visit(node)
        parts = nodes.List(node.nodes, lineno=node.lineno)
        return nodes.Filter(parts, "join", [], [], None, None, lineno=node.lineno)


def _joined(parts: Iterable[str]) -> str:
    """Join texts as long as they do not become too long."""
    kept, length = [], 0
    for part in parts:
        length += len(part)
        if length > MAX_TEXT:
            raise SecurityError(f"the text grows longer than {MAX_TEXT} characters")
        kept.append(part)
    return "".join(kept)


def _bounded(own: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter that takes no huge numbers, and of which nothing huge comes."""
    first = 2 if hasattr(own, "jinja_pass_arg") else 1  # behind what is filtered

    @wraps(own)
    def call(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - any filter's
        _refuse_numbers((*arguments[first:], *named.values()), _MAX_NUMBER)
        _refuse_growing_join(arguments)
        return _fitting(own(*arguments, **named))

    return call


def _refuse_growing_join(arguments: Sequence[Any]) -> None:
    """Refuse to make one text of texts that are too long together, before it is made."""
    lists = (x for x in arguments if isinstance(x, list | tuple))
    lengths = (sum(len(text) for text in texts if isinstance(text, str)) for texts in lists)
    if any(length > MAX_TEXT for length in lengths):
        raise SecurityError(f"the text grows longer than {MAX_TEXT} characters")


def _refuse_numbers(values: Iterable[object], most: int) -> None:
    for value in values:
        if isinstance(value, int | float) and abs(value) > most:
            raise SecurityError(f"the number is larger than {most}")


def _refuse_growth(operator: str, left: object, right: object) -> None:
    _refuse_numbers([left, right], _MAX_FACTOR)
    if operator == "**":
        _refuse_numbers([right], _MAX_POWER)
    sizes = [len(x) for x in (left, right) if isinstance(x, str | bytes | list | tuple)]
    times = [x for x in (left, right) if isinstance(x, int)]
    if sizes and times and sizes[0] * times[0] > _MAX_REPEATED:
        raise SecurityError(f"what is repeated grows longer than {_MAX_REPEATED}")


def _fitting(value: Any) -> Any:  # noqa: ANN401 - whatever a template computes
    if isinstance(value, str | bytes | list | tuple | Mapping) and len(value) > MAX_TEXT:
        raise SecurityError(f"the text grows longer than {MAX_TEXT} characters")
    return value


def _safe(value: object) -> object:
    """Return markup that is known as such; no text becomes markup because a template says so."""
    if not isinstance(value, Markup):
        raise SecurityError("`safe` cannot make markup of a text; texts are escaped")
    return value


@pass_eval_context
def _replaced(context: nodes.EvalContext, text: str, *words: Any) -> str:  # noqa: ANN401 - as below
    """Do what Jinja's `replace` does, unless the text grows too long."""
    old, new = map(str, words[:2])
    if str(text).count(old) * len(new) > MAX_TEXT:
        raise SecurityError(f"the text grows longer than {MAX_TEXT} characters")
    return do_replace(context, text, *words)
