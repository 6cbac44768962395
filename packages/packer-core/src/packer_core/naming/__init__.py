"""Release names: one grammar, the templates of a rule set, to build them and to take them apart.

``build_name`` and ``parse_name`` read the same templates, so that what is built parses and what
parses is built again. Nothing here touches the world: all facts come as arguments.
"""

from packer_core.naming.build import build_name, rebuild_name
from packer_core.naming.dotted import Dotted, write_dotted
from packer_core.naming.fields import join_authors, write_author, write_edition, write_year
from packer_core.naming.issues import Issue, month_name, month_number, read_issue
from packer_core.naming.language.names import (
    language_name,
    language_tag,
    resolve_language,
    same_language,
    written_language,
)
from packer_core.naming.language.transliterate import Reading, read_letters, transliterate
from packer_core.naming.parse import parse_best, parse_name
from packer_core.naming.template import read_template
from packer_core.values.rules.names import BuiltName, NameGuess, NameToken, ParsedName

__all__ = [
    "BuiltName",
    "Dotted",
    "Issue",
    "NameGuess",
    "NameToken",
    "ParsedName",
    "Reading",
    "build_name",
    "join_authors",
    "language_name",
    "language_tag",
    "month_name",
    "month_number",
    "parse_best",
    "parse_name",
    "read_issue",
    "read_letters",
    "read_template",
    "rebuild_name",
    "resolve_language",
    "same_language",
    "transliterate",
    "write_author",
    "write_dotted",
    "write_edition",
    "write_year",
    "written_language",
]
