"""The settings of this user, from ``config.yaml`` and the environment."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar, cast

from packer_core.errors import BadConfiguration, BadValue
from packer_core.files.reading import read_bounded
from packer_core.formats import yaml as yaml_text
from packer_core.redaction import MASK, Address, Secret, secrets_in
from packer_core.settings.declared import FAMILIES, LANGUAGE, SETTINGS, setting_named
from packer_core.settings.model import Setting
from packer_core.settings.values import Settings, language_named

T = TypeVar("T")

_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"0", "false", "no", "off"})
_PROXIES = frozenset({"http_proxy", "https_proxy", "all_proxy"})

#: No number of use has more digits, and Python refuses to read those of thousands.
_WHOLE = re.compile(r"-?[0-9]{1,18}")


def config_path(environ: Mapping[str, str] | None = None) -> Path:
    """Where ``config.yaml`` is looked for."""
    environ = os.environ if environ is None else environ
    if environ.get("PACKER_CONFIG"):
        return Path(environ["PACKER_CONFIG"])
    from platformdirs import user_config_path

    return user_config_path("packer") / "config.yaml"


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings of this user.

    Raises :class:`packer_core.errors.BadConfiguration` naming the file or variable and the fault.
    """
    environ = os.environ if environ is None else environ
    stated = {
        "file": _from_file(config_path(environ)),
        "environment": _from_environment(environ),
    }
    return Settings(
        values={name: value for each in stated.values() for name, value in each.items()},
        locale=system_language(environ),
        origins={name: origin for origin, each in stated.items() for name in each},
        proxies=tuple(
            Address(value) for name, value in environ.items() if name.lower() in _PROXIES
        ),
    )


def message_language(environ: Mapping[str, str] | None = None) -> str:
    """The language of messages, ``fr`` or ``en``, as :attr:`Settings.language` has it.

    For who needs no other setting: a file that says nothing of a language is not parsed. A broken
    one says nothing either; that it is broken is told by who needs what is in it.
    """
    environ = os.environ if environ is None else environ
    if not environ.get(LANGUAGE.variable):
        try:
            if LANGUAGE.name.encode() in read_bounded(config_path(environ), yaml_text.LONGEST):
                return load_settings(environ).language
        except (OSError, BadConfiguration):
            pass
    return system_language(environ)


def system_language(environ: Mapping[str, str] | None = None) -> str:
    """The language of messages that the environment asks for: ``fr`` or ``en``."""
    environ = os.environ if environ is None else environ
    for variable in (LANGUAGE.variable, "LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(variable):
            return language_named(environ[variable])
    return "en"


def check_file(path: Path) -> None:
    """Raise :class:`BadConfiguration` for a file that :func:`load_settings` would not read."""
    _from_file(path)


def parse_value(setting: Setting[T], text: str) -> T:
    """The value that a text states for a setting; raises :class:`BadValue`."""
    try:
        text.encode()
        return cast(T, _typed(setting, text, setting.name))
    except UnicodeEncodeError:
        # Bytes of the command line that are no text.
        shown = MASK if setting.type in (Secret, Address) else ascii(text)
        raise BadValue(field=setting.name, value=shown, expected="Unicode") from None
    except BadConfiguration:
        expected = setting.type.__name__
        raise BadValue(field=setting.name, value=text, expected=expected) from None


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    stated = [setting for setting in SETTINGS if environ.get(setting.variable)]
    for variable in filter(environ.get, environ):
        name = variable.removeprefix("PACKER_").replace("__", ".").lower()
        family = next((each for each in FAMILIES if each.member(name) is not None), None)
        if family is not None and variable.startswith("PACKER_"):
            stated.append(family.of(str(family.member(name))))
    return {
        setting.name: _typed(setting, environ[setting.variable], setting.variable)
        for setting in stated
    }


def _from_file(path: Path) -> dict[str, Any]:
    try:
        text = read_bounded(path, yaml_text.LONGEST).decode("utf-8")
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise BadConfiguration(where=str(path), reason=error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise BadConfiguration(where=str(path), reason=str(error)) from error
    try:
        return _checked(yaml_text.flat(yaml_text.parse(text, path), ""), path)
    except RecursionError as error:
        raise BadConfiguration(where=str(path), reason="endless") from error


def _checked(flat: Mapping[str, Any], path: Path) -> dict[str, Any]:
    checked = {}
    for name, value in flat.items():
        setting = setting_named(name)
        if setting is None:
            raise BadConfiguration(where=f"{path}: {name}", reason="unknown-setting")
        found = _typed(setting, value, f"{path}: {name}")
        if (setting.secret or secrets_in(found)) and path.stat().st_mode & 0o077:
            raise BadConfiguration(where=f"{path}: {name}", reason="open-secret")
        checked[name] = found
    return checked


def _typed(setting: Setting[Any], value: Any, where: str) -> Any:
    if isinstance(value, str) and not _whole(value):
        raise BadConfiguration(where=where, reason="not-str")
    if type(value) is setting.type is not int:
        return value
    text = str(value).strip()
    if setting.secret:
        if not isinstance(value, str):
            # Of a key of digits YAML would make a number, without the zeros before it.
            raise BadConfiguration(where=where, reason="unquoted-secret")
        return Secret(text)
    if setting.type is bool and text.lower() in _TRUE | _FALSE:
        return text.lower() in _TRUE
    if setting.type is int and _WHOLE.fullmatch(text):
        return int(text)
    if setting.type is str and not isinstance(value, list):
        return text
    if setting.type is Address and isinstance(value, str):
        return Address(text)
    name = "str" if setting.type is Address else setting.type.__name__
    raise BadConfiguration(where=where, reason=f"not-{name}")


def _whole(text: str) -> bool:
    """Whether there is no half of a character in a text, as YAML may have them.

    A byte that is no UTF-8 in a variable of the environment is none.
    """
    try:
        os.fsencode(text)
    except UnicodeEncodeError:
        return False
    return True
