"""Makes the data folder of a small installation of this version, which later ones must upgrade.

`python -m tools.store_fixture tests/data/store/0001` writes a dump of the database, the vault's key
and a configuration. It is run once, when a revision of the tables is released.
"""

import contextlib
import re
import sqlite3
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from attrs import evolve

from packer_core.jobs.runner import run_job
from packer_core.redaction import Secret
from packer_core.store.accounts import add_group, local_user
from packer_core.store.preferences import prefer
from packer_core.store.secrets.credentials import keep_secret
from packer_core.values import GroupTags
from tests.support.jobs import add_jobs, open_installation, requests, settings_for

#: What stands for the folder that the jobs were run in.
PLACE = "/srv/packer"

CONFIG = """\
# An installation of this version.
pack:
  group: DEMO
  fsync: false   # the disk is slow
enrichment:
  enabled: false
  fields:
    title:
      order: user, file, api
jobs.retention_days: 365
"""

#: The key that the fixture's vault keeps.
SECRET = "a-key-of-the-first-version"


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the folder named."""
    (target,) = map(Path, sys.argv[1:] if arguments is None else arguments)
    target.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        settings = settings_for(folder)
        with open_installation(settings) as place:
            good, bad, waiting = requests(folder, 3)
            Path(bad.sources[0].path).write_bytes(b"")
            ids = add_jobs(place, [good, evolve(bad, group="OTHER"), waiting])
            for job_id in ids[:2]:
                run_job(place, job_id)
            user = local_user(place.database)
            rules = GroupTags(always={"EBOOK": ("INTERNAL",)}, never={"*": ("PROPER",)})
            group = add_group(place.database, "DEMO", title="A group", rules=rules)
            prefer(place.database, "pack.nfo_language", "fr", group=group, kind="EBOOK")
            prefer(place.database, "pack.group", "DEMO", user=user)
            keep_secret(place.database, settings, "omdb", "api_key", Secret(SECRET))
            data = place.database.folder
        with contextlib.closing(sqlite3.connect(data.database)) as database:
            dump = "\n".join(database.iterdump()) + "\n"
        dump = dump.replace(str(folder), PLACE)
        dump = re.sub(r"'[\w.-]+:\d+:[0-9a-f]{8}'", "'host:1:00000000'", dump)
        dump = re.sub(r'"[\w.-]+:\d+:[0-9a-f]{8}"', '"host:1:00000000"', dump)
        (target / "packer.sql").write_text(dump)
        (target / "vault.key").write_bytes(data.key.read_bytes())
        (target / "config.yaml").write_text(CONFIG)
    return 0


if __name__ == "__main__":
    sys.exit(main())
