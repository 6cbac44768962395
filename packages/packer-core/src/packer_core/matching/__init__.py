"""How alike two works are, and which of several records is the one that is meant: pure functions.

Names of works and people are compared as people would: accents, case, articles, scripts and the
order of a name's parts do not count; numbers do.
"""

from packer_core.matching.choice import Choice, choose
from packer_core.matching.languages import language_chain, pick
from packer_core.matching.ranking import identifiers_of, rank
from packer_core.matching.similarity import names_similarity, title_similarity

__all__ = [
    "Choice",
    "choose",
    "identifiers_of",
    "language_chain",
    "names_similarity",
    "pick",
    "rank",
    "title_similarity",
]
