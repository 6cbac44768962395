"""The real input files, which lie beside the checkout and are no part of it."""

import os
from pathlib import Path

import pytest

from tests.support.needs import need

ROOT = Path(__file__).resolve().parents[2]
CORPUS = Path(os.environ.get("PACKER_CORPUS") or ROOT.parent / "shared" / "corpus")


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real input files; read it, never write there."""
    need("the corpus", CORPUS.is_dir(), f"expected in {CORPUS}; PACKER_CORPUS names another folder")
    return CORPUS


CONTRACTS = Path(os.environ.get("PACKER_CONTRACTS") or ROOT.parent / "shared" / "contracts")


@pytest.fixture(scope="session")
def contracts() -> Path:
    """The folder of providers' recorded replies and specifications."""
    hint = f"expected in {CONTRACTS}; PACKER_CONTRACTS names another folder"
    need("the recorded replies", CONTRACTS.is_dir(), hint)
    return CONTRACTS
