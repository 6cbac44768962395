"""The texts of public rules: what a site offers, fetched on demand, kept on the disk.

They are not part of Packer, and nothing that packs or checks needs them.
"""

from packer_core.library.texts.documents import list_document, text_document
from packer_core.library.texts.entries import RuleTextEntry, matching
from packer_core.library.texts.library import Index, RuleText, RuleTexts, rule_texts

__all__ = [
    "Index",
    "RuleText",
    "RuleTextEntry",
    "RuleTexts",
    "list_document",
    "matching",
    "rule_texts",
    "text_document",
]
