"""Secrets are bound to all of the row that they lie in; the tables themselves stay as they are.

What the first version closed is closed anew by :func:`packer_core.store.secrets.seals.bind_old`,
which has the key, in the same transaction.
"""

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""


def downgrade() -> None:
    """Back to the revision before, which does not open what was closed since."""
