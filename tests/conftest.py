"""Fixtures that every test may use."""

pytest_plugins = [
    "pytester",
    "packer_core.testing",
    "packer_plugins_tv.testing",
    "tests.support.corpus",
    "tests.support.readers",
    "tests.support.cli",
    "tests.support.web",
    "tests.support.apis",
    "tests.support.releases",
    "tests.support.servers",
]
