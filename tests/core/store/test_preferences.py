"""What is remembered: whose preference counts, whose tags, which stems are used up."""

from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from packer_core import Run, prepare
from packer_core.errors import BadValue, NotFound, UnknownName
from packer_core.jobs.installation import Installation
from packer_core.jobs.runner import run_job
from packer_core.settings import Settings
from packer_core.store.accounts import add_group, ensure_user, group_id
from packer_core.store.preferences import StoredPreferences, prefer, preferences, remember_stem
from packer_core.store.tables import PreferenceRow, UsedStemRow
from packer_core.values import GroupTags, JobStatus, ReleasePlan
from tests.support.jobs import add_jobs, requests

#: Whose preferences they are and for which kind, from the weakest to the strongest.
LAYERS = (("group", ""), ("group", "EBOOK"), ("user", ""), ("user", "EBOOK"))


@pytest.fixture
def whose(installation: Installation) -> dict[str, str]:
    """The ids of a user and of a group."""
    return {
        "user": ensure_user(installation.database, "ada"),
        "group": add_group(installation.database, "DEMO"),
    }


def plan_of(installation: Installation, folder: Path) -> ReleasePlan:
    (wanted,) = requests(folder, 1)
    return prepare(wanted, Run(settings=installation.settings))


@pytest.mark.parametrize("order", [LAYERS, LAYERS[::-1]], ids=["rising", "falling"])
def test_each_layer_stands_above_the_one_before(
    installation: Installation, whose: dict[str, str], order: tuple[tuple[str, str], ...]
) -> None:
    kept = StoredPreferences(installation.database, whose["user"])
    base = Settings(values={"pack.template": "environment"}, locale="fr")
    for name, kind in order:
        of: dict[str, Any] = {name: whose[name]}
        prefer(installation.database, "pack.template", f"{name} {kind}", kind=kind, **of)
    for name, kind in reversed(LAYERS):
        found = kept.settings_for(base, "DEMO", "EBOOK")
        assert found.values == {"pack.template": f"{name} {kind}"}
        assert found.locale == "fr"
        prefer(installation.database, "pack.template", None, kind=kind, **{name: whose[name]})
    assert kept.settings_for(base, "DEMO", "EBOOK") == base


def test_preferences_are_nobody_elses_and_of_no_other_kind(
    installation: Installation, whose: dict[str, str]
) -> None:
    prefer(installation.database, "pack.volume_size", 5, user=whose["user"], kind="EBOOK")
    prefer(installation.database, "pack.fsync", False, group=whose["group"])
    assert preferences(installation.database, user=whose["user"], kind="EBOOK") == {
        "pack.volume_size": 5
    }
    assert preferences(installation.database, user=whose["user"], kind="ebook") == {}
    assert preferences(installation.database, user=whose["user"]) == {}
    other = StoredPreferences(installation.database, ensure_user(installation.database, "bob"))
    assert other.settings_for(Settings(), "OTHER", "EBOOK").values == {}
    assert other.settings_for(Settings(), "demo", "EBOOK").values == {}
    assert other.settings_for(Settings(), "DEMO", "EBOOK").values == {"pack.fsync": False}


def test_the_last_word_counts(installation: Installation, whose: dict[str, str]) -> None:
    for value in ("", "é🎈\udcff", "last"):
        prefer(installation.database, "pack.template", value, user=whose["user"])
        assert preferences(installation.database, user=whose["user"]) == {"pack.template": value}
    count = select(func.count()).select_from(PreferenceRow)
    assert installation.database.read(lambda it: it.execute(count).scalar_one()) == 1


def test_a_value_of_another_type_changes_nothing(
    installation: Installation, whose: dict[str, str]
) -> None:
    refused: list[tuple[str, Any, str]] = [
        ("pack.volume_size", "5", "int"),
        ("pack.volume_size", True, "int"),
        ("pack.volume_size", 5.0, "int"),
        ("pack.fsync", 0, "bool"),
        ("pack.fsync", "false", "bool"),
        ("pack.template", 5, "str"),
        ("pack.template", ["a"], "str"),
        ("enrichment.fields.title.order", 1, "str"),
    ]
    for name, value, expected in refused:
        with pytest.raises(BadValue) as caught:
            prefer(installation.database, name, value, user=whose["user"])
        assert caught.value.facts == {"field": name, "value": str(value), "expected": expected}
    assert preferences(installation.database, user=whose["user"]) == {}


def test_secrets_and_what_is_no_setting_are_not_preferred(
    installation: Installation, whose: dict[str, str]
) -> None:
    secrets = ("vault.key", "database.url", "broker.url", "providers.omdb.pin")
    for name in (*secrets, "pack.groop", "", "pack.*"):
        for value in ("planted", None):
            with pytest.raises(UnknownName) as caught:
                prefer(installation.database, name, value, group=whose["group"])
            assert caught.value.facts["name"] == name
            assert "planted" not in str(caught.value)
    assert preferences(installation.database, group=whose["group"]) == {}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("providers.omdb.base_url", '"https://elsewhere.example"'),
        ("rules.texts.base_url", '"https://elsewhere.example"'),
        ("rules.folder", '"/somewhere"'),
        ("data.folder", '"/somewhere"'),
        ("plugins.block", '"packer"'),
        ("jobs.retention_days", "1"),
        ("providers.omdb.api_key", '"planted"'),
    ],
)
def test_a_row_prefers_nothing_that_leads_elsewhere(
    installation: Installation, whose: dict[str, str], name: str, value: str
) -> None:
    prefer(installation.database, "pack.group", "MINE", **whose)
    other = update(PreferenceRow).values(name=name, value=value)
    prefer(installation.database, "pack.rule_set", "theirs", **whose)
    there = PreferenceRow.name == "pack.rule_set"
    installation.database.write(lambda it: it.execute(other.where(there)))
    assert preferences(installation.database, **whose) == {"pack.group": "MINE"}


def test_nobody_prefers_who_is_nobody(installation: Installation) -> None:
    with pytest.raises(IntegrityError):
        prefer(installation.database, "pack.group", "X", user="f" * 32)
    with pytest.raises(NotFound):
        group_id(installation.database, "NONE")


def test_a_group_keeps_its_id_and_has_its_newest_rules(installation: Installation) -> None:
    rules = GroupTags(always={"*": ("A",), "EBOOK": ("B",)}, never={"TV": ("Ü",)})
    made = add_group(installation.database, "DEMO", title="The demo", rules=rules)
    kept = StoredPreferences(installation.database, installation.local_user)
    assert kept.tag_rules("DEMO") == rules
    assert kept.tag_rules("DEMO").always_for("EBOOK") == ("A", "B")
    assert kept.tag_rules("DEMO").never_for("EBOOK") == ()
    assert kept.tag_rules("demo") == kept.tag_rules("caf\udce9") == GroupTags()
    assert (
        add_group(installation.database, "DEMO") == made == group_id(installation.database, "DEMO")
    )
    assert kept.tag_rules("DEMO") == GroupTags()
    assert add_group(installation.database, "demo") != made


def test_a_stated_tag_that_the_group_always_has_is_there_once(
    installation: Installation, tmp_path: Path
) -> None:
    add_group(installation.database, "DEMO", rules=GroupTags(always={"*": ("INTERNAL",)}))
    (wanted,) = requests(tmp_path, 1)
    run = Run(
        settings=installation.settings,
        preferences=StoredPreferences(installation.database, installation.local_user),
    )
    assert prepare(evolve(wanted, tags=("internal",)), run).dirname.upper().count("INTERNAL") == 1


def test_a_release_uses_its_stem_up(installation: Installation, tmp_path: Path) -> None:
    (wanted,) = requests(tmp_path, 1)
    kept = StoredPreferences(installation.database, installation.local_user)
    plan = prepare(wanted, Run(settings=installation.settings, preferences=kept))
    stem, year = plan.archive.request.stem, int(plan.surroundings.release_date[:4])
    assert kept.stem_owner("DEMO", year, stem) is None
    (job_id,) = add_jobs(installation, [wanted])
    assert run_job(installation, job_id) is JobStatus.COMPLETED
    assert kept.stem_owner("DEMO", year, stem) == plan.dirname
    assert kept.stem_owner("DEMO", year + 1, stem) is None
    assert kept.stem_owner("OTHER", year, stem) is None
    assert kept.stem_owner("DEMO", year, stem.upper()) is None


def test_who_uses_a_stem_again_owns_it(installation: Installation, tmp_path: Path) -> None:
    plan = plan_of(installation, tmp_path)
    stem, year = plan.archive.request.stem, int(plan.surroundings.release_date[:4])
    kept = StoredPreferences(installation.database, installation.local_user)
    for dirname in ("A-DEMO", "B-DEMO", "B-DEMO"):
        named = evolve(plan, dirname=dirname)
        installation.database.write(lambda it, named=named: remember_stem(it, named))  # type: ignore[misc]
        assert kept.stem_owner("DEMO", year, stem) == dirname


def test_a_stem_of_a_group_of_any_name_is_known(installation: Installation, tmp_path: Path) -> None:
    plan = plan_of(installation, tmp_path)
    stem, year = plan.archive.request.stem, int(plan.surroundings.release_date[:4])
    kept = StoredPreferences(installation.database, installation.local_user)
    for group in ("g" * 150, "caf\udce9"):
        of_group = evolve(plan, group=group)
        installation.database.write(lambda it, of_group=of_group: remember_stem(it, of_group))  # type: ignore[misc]
        assert kept.stem_owner(group, year, stem) == plan.dirname


def test_a_set_that_is_named_by_its_release_uses_nothing_up(
    installation: Installation, tmp_path: Path
) -> None:
    plan = plan_of(installation, tmp_path)
    plain = evolve(plan, archive=evolve(plan.archive, shape="rar"))
    installation.database.write(lambda it: remember_stem(it, plain))
    count = select(func.count()).select_from(UsedStemRow)
    assert installation.database.read(lambda it: it.execute(count).scalar_one()) == 0
