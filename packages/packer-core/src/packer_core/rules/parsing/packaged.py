"""The files of rules that come with the package: the only place of this room that reads."""

from collections.abc import Mapping
from functools import cache

from packer_core.rules.parsing.loading import load_receiver, load_rule_sets
from packer_core.values import Receiver, RuleSet


def _texts(folder: str, ending: str) -> dict[str, str]:
    # Slow to import, and most programs read no file here.
    from importlib import resources

    files = (resources.files("packer_core.rules") / folder).iterdir()
    return {
        file.name: file.read_text(encoding="utf-8")
        for file in sorted(files, key=lambda file: file.name)
        if file.name.endswith(ending)
    }


def rule_set_texts() -> dict[str, str]:
    """The TOML of the rule sets, by the name of the file."""
    return _texts("sets", ".toml")


def case_texts() -> dict[str, str]:
    """The YAML of their cases, by the name of the file (``EBOOK-2022.yaml``)."""
    return _texts("cases", ".yaml")


@cache
def rule_sets() -> Mapping[str, RuleSet]:
    """The rule sets by id. A broken one is a fault of the package and is raised."""
    loaded = load_rule_sets(rule_set_texts())
    for error in loaded.broken.values():
        raise error
    return loaded.rule_sets


@cache
def receivers() -> Mapping[str, Receiver]:
    """What kinds of receiving sites accept, by id."""
    loaded = [load_receiver(text, name) for name, text in _texts("receivers", ".toml").items()]
    return {receiver.id: receiver for receiver in loaded}
