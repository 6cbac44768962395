"""What older tools kept is brought over; what is not known is named."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from packer_core.credentials import SettingsCredentials
from packer_core.errors import NotFound, Unreadable
from packer_core.jobs.installation import Installation
from packer_core.store.older_files import Imported, import_file
from packer_core.store.preferences import StoredPreferences, preferences
from packer_core.store.secrets.credentials import StoredCredentials
from tests.support.jobs import open_installation, settings_for


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    with open_installation(settings_for(tmp_path)) as made:
        yield made


def bring(installation: Installation, file: Path) -> Imported:
    return import_file(file, installation.database, installation.settings, installation.local_user)


def test_preferences_of_a_json_file(installation: Installation, tmp_path: Path) -> None:
    file = tmp_path / "prefs.json"
    old = {
        "last_group": "DEMO",
        "lang": "fr",
        "window": {"width": 800},
        "ebook": {"template": "plain", "volumeSize": 5000000, "colour": "red"},
        "groups": {"DEMO": {"tags": ["INTERNAL"]}, "OTHER": None},
    }
    file.write_text(json.dumps(old))
    before = file.read_bytes()
    done = bring(installation, file)
    assert preferences(installation.database, user=installation.local_user, kind="EBOOK") == {
        "language": "fr",
        "pack.group": "DEMO",
        "pack.template": "plain",
        "pack.volume_size": 5_000_000,
    }
    assert preferences(installation.database, user=installation.local_user, kind="TV").keys() == {
        "language",
        "pack.group",
    }
    kept = StoredPreferences(installation.database, installation.local_user)
    assert kept.tag_rules("DEMO").always_for("EBOOK") == ("INTERNAL",)
    assert kept.tag_rules("OTHER").always_for("EBOOK") == ()
    assert set(done.left_out) == {"window.width", "ebook.colour"}
    assert "group DEMO" in done.taken
    assert file.read_bytes() == before


def test_keys_of_a_yaml_file_go_into_the_vault(installation: Installation, tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(
        "# old\napi_keys:\n  tmdb: 'key-of-tmdb-123'\n"
        "  TheTVDB: {key: 'key-of-tvdb', pin: '0042'}\n"
        "providers.omdb.api_key: 'key-of-omdb'\nenrich: true\nftp: {host: x, password: hush-hush}\n"
    )
    done = bring(installation, file)
    stored = StoredCredentials(
        installation.database,
        installation.settings,
        installation.local_user,
        SettingsCredentials(installation.settings),
    )
    found = {
        (provider, name): secret.reveal()
        for provider in ("tmdb", "tvdb", "omdb")
        for name in ("api_key", "pin")
        if (secret := stored.find(provider, name)) is not None
    }
    assert found == {
        ("tmdb", "api_key"): "key-of-tmdb-123",
        ("tvdb", "api_key"): "key-of-tvdb",
        ("tvdb", "pin"): "0042",
        ("omdb", "api_key"): "key-of-omdb",
    }
    assert preferences(installation.database, user=installation.local_user) == {
        "enrichment.enabled": True
    }
    assert set(done.left_out) == {"ftp.host", "ftp.password"}
    assert "hush" not in repr(done)
    assert "key-of" not in repr(done)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("prefs.json", "{"),
        ("prefs.json", "[1]"),
        ("config.yaml", "a: 'hush-hush\n"),
        ("config.yaml", "- a"),
        ("prefs.json", "[" * 100_000),
        ("prefs.json", "\udcff"),
    ],
)
def test_what_is_no_such_file_is_told_without_its_text(
    installation: Installation, tmp_path: Path, name: str, text: str
) -> None:
    file = tmp_path / name
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(Unreadable) as caught:
        bring(installation, file)
    assert "hush" not in str(caught.value)
    with pytest.raises(NotFound):
        bring(installation, tmp_path / "nowhere.json")
    file.write_bytes(b" " * (1 << 21))
    with pytest.raises(Unreadable):
        bring(installation, file)


def test_values_of_other_types_are_left_out(installation: Installation, tmp_path: Path) -> None:
    file = tmp_path / "prefs.json"
    file.write_text(
        json.dumps({"volume_size": "much", "group": {"a": {"b": 1}}, "groups": [3, ""]})
    )
    done = bring(installation, file)
    assert done.taken == ()
    assert set(done.left_out) == {"volume_size", "group.a.b", "groups"}
