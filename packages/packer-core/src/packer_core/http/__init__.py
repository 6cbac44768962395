"""The one way to the network over HTTP: polite to servers, and hard to hurt.

:class:`Client` sends requests. :class:`Service` is what a provider of metadata is asked through:
it adds the credentials, keeps to the provider's rate and to the time that is left, and looks
first at the answers that were kept.
"""

from packer_core.http.budget import Budget
from packer_core.http.client import Client
from packer_core.http.network import Network
from packer_core.http.provider.about import About, Credential
from packer_core.http.provider.answer import Answer
from packer_core.http.provider.rates import Rate
from packer_core.http.provider.reading import UnreadableShapeError, read, read_all
from packer_core.http.provider.request import BODY_LIMIT, Request
from packer_core.http.provider.service import Service, Value
from packer_core.http.provider.sessions import Token
from packer_core.http.response import Response
from packer_core.http.retries import Patience
from packer_core.reading.markup import plain
from packer_core.redaction import shown

__all__ = [
    "BODY_LIMIT",
    "About",
    "Answer",
    "Budget",
    "Client",
    "Credential",
    "Network",
    "Patience",
    "Rate",
    "Request",
    "Response",
    "Service",
    "Token",
    "UnreadableShapeError",
    "Value",
    "plain",
    "read",
    "read_all",
    "shown",
]
