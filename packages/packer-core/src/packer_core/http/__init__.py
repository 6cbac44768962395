"""The one way to the network over HTTP: a client that is polite and hard to hurt."""

from packer_core.http.address import shown
from packer_core.http.client import BODY_LIMIT, Client
from packer_core.http.patience import Patience
from packer_core.http.reply import Reply

__all__ = ["BODY_LIMIT", "Client", "Patience", "Reply", "shown"]
