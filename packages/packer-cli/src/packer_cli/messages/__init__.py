"""The command line's own texts in the user's language, read without the rest of the library."""

import tomllib
from functools import cached_property
from pathlib import Path

from packer_core.escaping import escape_line
from packer_core.settings import message_language

#: The folder of the command line's texts, in the form of the core's message folders.
FOLDER = Path(__file__).parent


class Translator:
    """The labels of ``messages/<language>/*.toml``; English stands in for what is missing."""

    @cached_property
    def language(self) -> str:
        """``en`` or ``fr``, as the settings and the locale say."""
        return message_language()

    @cached_property
    def _labels(self) -> dict[str, str]:
        labels: dict[str, str] = {}
        for language in dict.fromkeys(("en", self.language)):
            for path in sorted((FOLDER / language).glob("*.toml")):
                labels.update(tomllib.loads(path.read_text(encoding="utf-8"))["label"])
        return labels

    def click(self, text: str) -> str:
        """A sentence of click's own, in the language."""
        if self.language != "fr":
            return text
        from packer_cli.messages.click_words import french

        return french(text)

    def __call__(self, key: str, **facts: object) -> str:
        """The text of a key with its parameters."""
        shown = {name: escape_line(str(value)) for name, value in facts.items()}
        return self._labels[key].format(**shown)


translate = Translator()
