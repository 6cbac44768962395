"""What is checked of an album beside what holds for every release."""

from packer_core.rules import UNKNOWN, Found, check
from packer_core.values import ReleaseView, RuleSet


@check(
    "music.incomplete",
    "content",
    "found",
    "expected",
    needs=("metadata", "members"),
    applies=lambda rules: rules.kind == "MUSIC",
    after="content.count",
)
def incomplete(view: ReleaseView, rules: RuleSet):
    """Fewer tracks are packed than the album has."""
    expected = getattr(view.metadata, "tracks", None)
    found = [name for name in view.members or () if name.endswith((".flac", ".ogg"))]
    if expected is None:
        yield UNKNOWN
    elif len(found) < expected:
        yield Found(view.name, {"found": len(found), "expected": expected})
