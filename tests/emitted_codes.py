"""Which codes the modules can emit, read from their text.

A code is the string in the place that flows into the `code` of a `Diagnostic`: given at once, by a
constant of the module, or through the parameter of a function, however many functions on. Where the
text does not show it, every string of the module that looks like a code counts as one.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "src" / "polyleaf"
LIKE_A_CODE = re.compile(r"[a-z]+(-[a-z0-9]+)+")

# What takes a code: the module, if it is its own matter, and the name; and at which place and by
# which keyword.
Takers = dict[tuple[str, str], tuple[int, str]]
FIRST: Takers = {("", "Diagnostic"): (0, "code"), ("", "UnusableFontError"): (0, "code")}
Function = ast.FunctionDef


@dataclass
class Module:
    """The text of a module as a tree, and the strings that its names stand for."""

    name: str
    tree: ast.Module
    constants: Mapping[str, ast.expr] = field(default_factory=dict)

    @cached_property
    def calls(self) -> list[tuple[Function | None, ast.Call]]:
        """Every call, with the innermost function that it is in."""
        inside: dict[ast.AST, Function] = {}
        nodes = list(ast.walk(self.tree))
        for node in nodes:
            if isinstance(node, Function):
                inside |= dict.fromkeys(ast.walk(node), node)
        return [(inside.get(node), node) for node in nodes if isinstance(node, ast.Call)]


@cache
def modules() -> list[Module]:
    """Return every module of the package."""
    found = []
    for file in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        constants = {
            str(getattr(target, "id", "")): node.value
            for node in tree.body
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        }
        name = ".".join(file.relative_to(PACKAGE).with_suffix("").parts)
        found.append(Module(name, tree, constants))
    return found


@cache
def emitted_codes() -> dict[str, set[str]]:
    """Return the codes that can be emitted, each with the modules that emit it."""
    every = modules()
    takers = _takers(every)
    found: dict[str, set[str]] = {}
    for module in every:
        for code in _codes(module, takers):
            found.setdefault(code, set()).add(module.name)
    return found


def _takers(every: list[Module]) -> Takers:
    """Return the functions that hand a parameter on as a code, and those that hand on to them."""
    takers = dict(FIRST)
    while True:
        new: Takers = {}
        for module in every:
            for function, call in _calls(module, takers):
                name = _code_of(module, call, takers)
                if function is None or not isinstance(name, ast.Name):
                    continue
                parameters = [argument.arg for argument in function.args.args]
                if name.id in parameters:
                    place = parameters.index(name.id) - (parameters[0] in {"self", "cls"})
                    scope = module.name if function.name.startswith("_") else ""
                    new[scope, function.name] = (place, name.id)
        if new.items() <= takers.items():
            return takers
        takers |= new


def _codes(module: Module, takers: Takers) -> Iterator[str]:
    for function, call in _calls(module, takers):
        code = _code_of(module, call, takers)
        if code is None:
            continue
        strings = _strings(code, module, function)
        if strings is None:
            strings = _all_like_codes(module)
        yield from strings


def _strings(code: ast.expr, module: Module, function: Function | None) -> set[str] | None:
    """Return the strings that an expression may be, or None if its text does not show them."""
    match code:
        case ast.Constant(value=str(text)):
            return {text}
        case ast.IfExp(body=body, orelse=orelse):
            either = [_strings(part, module, function) for part in (body, orelse)]
            return None if None in either else set().union(*(s for s in either if s))
        case ast.Name(id=name) if name in module.constants:
            return _strings(module.constants[name], module, None)
        case ast.Name(id=name) if function:
            return _of_name(name, module, function)
        case ast.Attribute(attr="code"):
            return set()  # it is told where that was made
    return None


def _of_name(name: str, module: Module, function: Function) -> set[str] | None:
    """Return the strings that a name of a function may be."""
    if name in {argument.arg for argument in function.args.args}:
        return set()  # it is told where the function is called
    given = []
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                given.append(value)
            case ast.For(
                target=ast.Tuple(elts=[ast.Name(id=target), *_]), iter=ast.Tuple(elts=rows)
            ) if target == name:
                given += [row.elts[0] if isinstance(row, ast.Tuple) else row for row in rows]
    found = [_strings(value, module, function) for value in given]
    return None if not given or None in found else set().union(*(s for s in found if s))


def _all_like_codes(module: Module) -> set[str]:
    manual = module.constants.get("MANUAL")
    return {
        node.value
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant)
        and node is not manual
        and isinstance(node.value, str)
        and LIKE_A_CODE.fullmatch(node.value)
    }


def _calls(module: Module, takers: Takers) -> Iterator[tuple[Function | None, ast.Call]]:
    """Yield each call of what takes a code, with its function."""
    for function, call in module.calls:
        if _taker(module, call, takers):
            yield function, call


def _taker(module: Module, call: ast.Call, takers: Takers) -> tuple[int, str] | None:
    if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Call):
        return None  # a method of what another call returns: a logger's
    name = str(getattr(call.func, "id", getattr(call.func, "attr", "")))
    return takers.get((module.name if name.startswith("_") else "", name))


def _code_of(module: Module, call: ast.Call, takers: Takers) -> ast.expr | None:
    place, keyword = _taker(module, call, takers) or (0, "")
    if len(call.args) > place:
        return call.args[place]
    return next((k.value for k in call.keywords if k.arg == keyword), None)
