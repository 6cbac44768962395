"""Every hook is documented and used."""

import inspect
from importlib.metadata import entry_points

import pytest

from packer_core import hookspecs
from packer_core.plugins import ENTRY_POINTS, FIRST_PARTY, Plugins, load

HOOKS = sorted(name for name in vars(hookspecs) if name.startswith("packer_"))


@pytest.fixture(scope="module")
def shipped() -> Plugins:
    found = entry_points(group=ENTRY_POINTS)
    return load(entry for entry in found if entry.dist and entry.dist.name in FIRST_PARTY)


@pytest.mark.parametrize("name", HOOKS)
def test_a_hook_is_documented_and_takes_nothing(name: str) -> None:
    hook = getattr(hookspecs, name)
    assert len(inspect.getdoc(hook) or "") > 40
    assert not inspect.signature(hook).parameters
    assert str(inspect.signature(hook).return_annotation).startswith("list[")


@pytest.mark.parametrize("name", HOOKS)
def test_a_hook_is_used_by_a_shipped_plugin(name: str, shipped: Plugins) -> None:
    assert [plugin.name for plugin in shipped.loaded if plugin.provides.get(name)]


def test_templates_of_nfo_and_diz_exist_in_both_languages(shipped: Plugins) -> None:
    found = {(each.part, each.language) for each in shipped.templates().values()}
    assert found >= {(part, language) for part in ("nfo", "diz") for language in ("en", "fr")}
