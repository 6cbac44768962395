"""The files of receiving sites that come with the package: the only place here that reads."""

from collections.abc import Mapping
from functools import cache

from packer_core.rules.parsing.loading import load_receiver
from packer_core.values import Receiver


@cache
def receivers() -> Mapping[str, Receiver]:
    """What kinds of receiving sites accept, by id."""
    # Slow to import, and most programs read no file here.
    from importlib import resources

    files = (resources.files("packer_core.rules") / "receivers").iterdir()
    texts = {
        file.name: file.read_text(encoding="utf-8")
        for file in sorted(files, key=lambda file: file.name)
        if file.name.endswith(".toml")
    }
    loaded = [load_receiver(text, name) for name, text in texts.items()]
    return {receiver.id: receiver for receiver in loaded}
