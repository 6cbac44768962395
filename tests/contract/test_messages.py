"""The texts of every package keep the contract of messages: those of the command line, too."""

from pathlib import Path

from packer_core.messages import CORE_FOLDER
from packer_core.testing import MessagesContract
from tests.support.shipped import PLUGINS, each

PACKAGES = Path(__file__).resolve().parents[2] / "packages"
FOLDERS = sorted(PACKAGES.glob("*/src/*/messages"))


@each(FOLDERS)
class TestMessages(MessagesContract):
    pass


def test_core_and_every_plugin_are_among_them() -> None:
    provided = [
        Path(folder)
        for plugin in PLUGINS.loaded
        for folder in plugin.provides.get("packer_messages", ())
    ]
    assert {CORE_FOLDER, *provided} <= set(FOLDERS)
