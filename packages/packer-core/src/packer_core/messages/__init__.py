"""Texts in English and French: findings, errors and labels, from TOML files.

A folder of texts holds ``en/*.toml`` and ``fr/*.toml``; the core has one, every plugin may bring
its own. English stands in for what a language lacks.
"""

from packer_core.messages.catalogue import CORE_FOLDER, Catalogue, FindingText

__all__ = ["CORE_FOLDER", "Catalogue", "FindingText"]
