"""The one check that passes on what reading the archives brought to light."""

from packer_core.rules.registry import Answers, Found, check
from packer_core.values import ReleaseView, RuleSet


@check("archive.sound", "archive", needs=("faults",))
def sound(view: ReleaseView, rules: RuleSet) -> Answers:
    """Every place where an archive contradicts its format or itself; the finding is the fault's."""
    for fault in view.faults or ():
        params = {
            "path": fault.path,
            "offset": fault.offset,
            "expected": fault.expected,
            "found": fault.found,
        }
        yield Found(fault.path, params, id=fault.kind)


CHECKS = (sound,)
