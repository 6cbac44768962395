"""Fixtures that every test may use."""

pytest_plugins = [
    "tests.support.corpus",
    "tests.support.readers",
    "tests.support.cli",
    "tests.support.web",
    "tests.support.apis",
    "tests.support.providers",
    "tests.support.releases",
    "tests.support.servers",
]
