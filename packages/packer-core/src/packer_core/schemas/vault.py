"""What the vault keeps, as ``--json`` prints it: never a secret."""

from collections.abc import Iterable

from attrs import frozen

from packer_core.schemas.filling import filled
from packer_core.values import KeptSecret


@frozen(kw_only=True)
class KeptSecretDocument:
    """A credential; ``hint`` is its last four characters at most."""

    provider: str
    name: str
    scope: str
    hint: str
    created_at: str
    updated_at: str


@frozen(kw_only=True)
class VaultDocument:
    """All credentials that are kept."""

    secrets: tuple[KeptSecretDocument, ...]


def vault_document(kept: Iterable[KeptSecret]) -> VaultDocument:
    """The list of what is kept."""
    return VaultDocument(secrets=tuple(map(_kept, kept)))


def _kept(secret: KeptSecret) -> KeptSecretDocument:
    return filled(
        KeptSecretDocument,
        secret,
        created_at=secret.created_at.isoformat(timespec="seconds"),
        updated_at=secret.updated_at.isoformat(timespec="seconds"),
    )
