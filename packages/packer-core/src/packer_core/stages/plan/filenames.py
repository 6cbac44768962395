"""The names of the files of a release, and of the work inside it."""

import hashlib
import re

from packer_core.errors import BadValue
from packer_core.files.inside import leads_out
from packer_core.naming.dotted import write_dotted
from packer_core.values import ReleasePlan, RuleSet

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
#: What a stated stem may be, and how that is told: of other sets, and of disks with 8.3 names.
_STATED = (
    (re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}\Z"), "1 to 200 of A-Z a-z 0-9 . _ -"),
    (re.compile(r"[a-z0-9_-]{1,6}\Z"), "1 to 6 of a-z 0-9 _ -"),
)

#: Characters of a stem: with two digits of the disk, an 8.3 name is full.
STEM_LENGTH = 6


#: Bytes a dirname may have, whatever a rule set says: room is left for what receivers append.
LONGEST_DIRNAME = 243

#: A half of a letter stands for a byte that is no UTF-8: no JSON and no archive could hold it.
_NO_NAME = re.compile(r"[/\\\0\ud800-\udfff]|\A\.|\A\Z")


def refuse_dirname(name: str) -> None:
    """Raise :class:`packer_core.errors.BadValue` for what cannot be the name of a directory.

    No waiver helps here: a name is never a path, never hidden and never longer than
    :data:`LONGEST_DIRNAME`.
    """
    if _NO_NAME.search(name) or len(name.encode()) > LONGEST_DIRNAME:
        raise BadValue(field="dirname", value=name, expected="dirname", limit=LONGEST_DIRNAME)


def refuse_names(plan: ReleasePlan) -> None:
    """Raise :class:`packer_core.errors.BadValue` for a plan that would write elsewhere.

    Plans come from a database and from programs, too.
    """
    refuse_dirname(plan.dirname)
    for name in plan.names:
        if leads_out(name):
            raise BadValue(field="plan", value=name, expected="below")


def choose_stem(
    stated: str | None, group: str, dirname: str, rule_set: RuleSet, taken: tuple[str, ...]
) -> str:
    """The stem stated, or the one that the shape of the release has by itself.

    Disks have 8.3 names: their stem is the group's first letter and 5 digits in base 36, of
    SHA-256 over group, dirname and a salt that grows while the stem is taken. Any other set is
    named by its dirname, in small letters where the rule set wants them.

    Raises :class:`packer_core.errors.BadValue` for a stated stem that no such name can begin with.
    """
    short = rule_set.pack.form == "zip-of-rar"
    if stated is not None:
        pattern, expected = _STATED[short]
        if not pattern.match(stated):
            raise BadValue(field="stem", value=stated, expected=expected)
        return stated
    if not short:
        return dirname.lower() if rule_set.pack.rar.lowercase else dirname
    salt = 0
    while (stem := _stem(group, dirname, salt)) in taken:
        salt += 1
    return stem


def _stem(group: str, dirname: str, salt: int) -> str:
    number = int.from_bytes(hashlib.sha256(f"{group}\0{dirname}\0{salt}".encode()).digest(), "big")
    digits = ""
    for _ in range(STEM_LENGTH - 1):
        number, digit = divmod(number, len(_DIGITS))
        digits += _DIGITS[digit]
    first = next((char for char in group.lower() if char in _DIGITS), "x")
    return first + digits


def inner_name(path: str, format: str, rule_set: RuleSet) -> str:  # noqa: A002 - the word of the field
    """The name of the work inside the archive: the source's, in the characters of a dirname.

    The extension is that of the contents; a name over the rule set's limit is cut.
    """
    name = path.replace("\\", "/").rpartition("/")[2]
    base, dot, extension = name.rpartition(".")
    if not dot:
        base, extension = name, format
    if extension.lower() not in rule_set.input.extensions:
        extension = format
    limit = (rule_set.input.inner_name_max or 140) - len(extension) - 1
    written = write_dotted(base, None, rule_set.dirname.charset).text[:limit].strip(".-_")
    return f"{written or 'work'}.{extension.lower()}"
