"""What there is to know of a provider before it is asked."""

from collections.abc import Mapping

from attrs import field, frozen

from packer_core.http.provider.rates import Rate


@frozen(kw_only=True)
class Credential:
    """A secret that a provider takes: the setting is ``providers.<provider>.<name>``.

    ``label`` says by language what it is, ``url`` where one gets it. An ``optional`` one makes
    things better; without one that is not, the provider is not asked.
    """

    name: str
    label: Mapping[str, str]
    url: str = ""
    optional: bool = False


@frozen(kw_only=True)
class About:
    """What there is to know of a provider before it is asked.

    ``base_url`` and ``image_base_url`` are the addresses of its interface and of its pictures,
    which settings may replace. Pictures are fetched from the hosts of both, and from
    ``image_hosts`` and those below them. ``ttl`` is how many
    seconds an answer stays good. ``notice`` is what must stand where its data are shown, by
    language.
    """

    id: str
    name: str
    home: str
    base_url: str
    image_base_url: str = ""
    image_hosts: tuple[str, ...] = ()
    credentials: tuple[Credential, ...] = ()
    rate: Rate = field(factory=lambda: Rate(5, 1.0))
    ttl: float = 86_400.0
    notice: Mapping[str, str] = field(factory=dict)
    licence: str = ""
