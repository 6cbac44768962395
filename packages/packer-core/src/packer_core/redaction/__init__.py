"""What must not be seen: secrets, addresses that hold some, and how both leave texts."""

from packer_core.redaction.addresses import NOWHERE, Address, secrets_in, shown
from packer_core.redaction.secrets import MASK, Secret, redact, redact_bytes

__all__ = ["MASK", "NOWHERE", "Address", "Secret", "redact", "redact_bytes", "secrets_in", "shown"]
