"""Installations of former versions, as they were when their tables were released."""

import contextlib
import shutil
import sqlite3
from pathlib import Path

import pytest

from packer_core.credentials import SettingsCredentials
from packer_core.settings import Settings, load_settings
from packer_core.store.accounts import local_user
from packer_core.store.database.opening import open_database
from packer_core.store.database.upgrades import differences
from packer_core.store.jobs import documents, get_job, list_jobs
from packer_core.store.migrations import HEAD
from packer_core.store.preferences import StoredPreferences, preferences
from packer_core.store.releases import ReleaseFilter, list_releases, release_documents
from packer_core.store.secrets.credentials import StoredCredentials
from packer_core.values import JobFilter, JobStatus
from tools.store_fixture import SECRET

STORES = Path(__file__).parents[2] / "data" / "store"


@pytest.fixture(params=sorted(each.name for each in STORES.iterdir()))
def former(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The data folder of a former version."""
    kept = STORES / str(request.param)
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    with contextlib.closing(sqlite3.connect(folder / "packer.db")) as database:
        database.executescript((kept / "packer.sql").read_text())
    shutil.copy(kept / "vault.key", folder)
    (folder / "vault.key").chmod(0o600)
    return folder


def test_there_is_one_of_the_current_version() -> None:
    assert HEAD in {each.name for each in STORES.iterdir()}


def test_everything_kept_then_is_there_now(former: Path) -> None:
    settings = Settings(values={"data.folder": str(former)})
    database = open_database(settings)
    try:
        jobs = list_jobs(database, JobFilter())
        assert [job.status for job in jobs] == ["pending", "failed", "completed"]
        failed = get_job(database, jobs[1].id)
        assert failed.error is not None
        assert failed.error.code == "input.unreadable"
        found = documents(database, jobs[2].id)
        assert found.request.group == "DEMO"
        assert found.description is not None
        assert found.plan is not None
        assert found.report is not None
        assert found.report.passed
        (release,) = list_releases(database, ReleaseFilter())
        assert release.plan_hash == found.plan.plan_hash
        assert release_documents(database, release.id).plan == found.plan
        assert list_jobs(database, JobFilter(status=(JobStatus.PENDING,)))[0].attempt == 0
        user = local_user(database)
        assert preferences(database, user=user) == {"pack.group": "DEMO"}
        kept = StoredPreferences(database, user)
        assert kept.settings_for(settings, "DEMO", "EBOOK").values["pack.nfo_language"] == "fr"
        assert kept.tag_rules("DEMO").always_for("EBOOK") == ("INTERNAL",)
        then = SettingsCredentials(settings)
        secret = StoredCredentials(database, settings, user, then).find("omdb", "api_key")
        assert secret is not None
        assert secret.reveal() == SECRET
    finally:
        database.close()
    assert differences(settings) == []


@pytest.mark.parametrize("version", sorted(each.name for each in STORES.iterdir()))
def test_its_configuration_is_read(version: str) -> None:
    settings = load_settings({"PACKER_CONFIG": str(STORES / version / "config.yaml")})
    assert settings.values == {
        "pack.group": "DEMO",
        "pack.fsync": False,
        "enrichment.enabled": False,
        "enrichment.fields.title.order": "user, file, api",
        "jobs.retention_days": 365,
    }
