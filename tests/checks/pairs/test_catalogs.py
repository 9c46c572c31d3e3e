"""Every check between source and target is run, and says its codes first."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from polyleaf.checks import pairs
from polyleaf.checks.pairs.catalogs import PAIR_CHECKS

NAMES = [f"{pairs.__name__}.{module.name}" for module in pkgutil.iter_modules(pairs.__path__)]
LOADED = [import_module(name) for name in NAMES]


def test_every_check_is_run_once() -> None:
    checks = [module.check for module in LOADED if (module.__doc__ or "").startswith("`")]
    assert sorted(map(repr, PAIR_CHECKS)) == sorted(map(repr, checks))
