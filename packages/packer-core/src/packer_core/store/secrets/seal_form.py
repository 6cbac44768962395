"""Of which form the seals of a vault are: noted in the data folder, where no row can say otherwise.

Whoever may write to the database may put back a seal of the first form that they kept, beside a
provider of their choice, and say that the upgrade is still to come. So what is done is not asked of
the database: a file beside the key (:data:`MARKER`) says that the seals of this vault are bound,
and from then on none of the first form is opened again. Without the file, as in a new data folder
at a server's database, a database of today's revision is taken to be done.
"""

from enum import Enum

from packer_core.files.reading import read_bounded
from packer_core.files.replacing import write_whole
from packer_core.files.system_errors import system_faults
from packer_core.store.database.folder import DataFolder

#: The file's name.
MARKER = "seals.version"

_LONGEST = 64


class SealForm(Enum):
    """Of which form all seals are, or that some of the first are left: their key was away."""

    FIRST_LEFT = b"1\n"
    BOUND = b"2\n"


def noted_form(folder: DataFolder) -> SealForm | None:
    """What the file says; ``None`` where there is none. What says anything else says ``BOUND``.

    Raises :class:`packer_core.errors.NotAllowed` for a link, and for what cannot be read.
    """
    place = folder.path / MARKER
    with system_faults(place):
        try:
            found = read_bounded(place, _LONGEST, follow=False)
        except FileNotFoundError:
            return None
    return SealForm.FIRST_LEFT if found == SealForm.FIRST_LEFT.value else SealForm.BOUND


def note_form(folder: DataFolder, form: SealForm) -> None:
    """Say of which form the seals are; that they are bound is not taken back."""
    if noted_form(folder) not in (SealForm.BOUND, form):
        place = folder.path / MARKER
        with system_faults(place):
            write_whole(place, form.value, mode=0o600)
