"""Workers and servers are killed while they work; the short form of `nox -s crash`."""

from pathlib import Path

import pytest

from tests.support.needs import need
from tests.support.servers import REMEDY, program
from tools.crash import crash

pytestmark = pytest.mark.one_python

#: Jobs of the short form; the whole one has 200.
JOBS = 10


@pytest.mark.slow
@pytest.mark.parametrize("servers", [False, True], ids=["sqlite-threads", "mariadb-redis"])
def test_killed_at_random_every_job_is_done_exactly_once(tmp_path: Path, servers: bool) -> None:
    if servers:
        need("MariaDB", program("mariadbd"), REMEDY)
        need("Redis", program("redis-server"), REMEDY)
    outcome = crash(tmp_path, JOBS, servers=servers, seed=20261124)
    assert outcome.passed, str(outcome)
    assert outcome.kills > 0
    assert (outcome.completed, outcome.lost, outcome.duplicates, outcome.partial) == (JOBS, 0, 0, 0)
