"""The texts of public rules: what a site offers, fetched on demand, kept on the disk.

They are not part of Packer, and nothing that packs or checks needs them.
"""

from packer_core.library.rule_texts.entries import RuleTextEntry, matching
from packer_core.library.rule_texts.library import Index, RuleText, RuleTexts, rule_texts
from packer_core.library.rule_texts.schemas import list_document, text_document

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
