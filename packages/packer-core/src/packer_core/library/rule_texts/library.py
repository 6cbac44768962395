"""The list of a site and its texts."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from attrs import frozen

from packer_core.errors import BadConfiguration, NetworkProblem, UnknownName
from packer_core.http import Client, shown
from packer_core.library.rule_texts.cache import Cache
from packer_core.library.rule_texts.decoding import readable
from packer_core.library.rule_texts.entries import RuleTextEntry, by_id, similar
from packer_core.library.rule_texts.listing import Listing, entry_of_link, read_json, read_page
from packer_core.library.rule_texts.site import Held, Site
from packer_core.redaction import NOWHERE, Address
from packer_core.run import Run
from packer_core.settings import TEXTS_BASE_URL, Settings, cache_folder

#: The most bytes of a list and of a text.
INDEX_LIMIT = 4_000_000
TEXT_LIMIT = 1_000_000

_Reader = Callable[[bytes], Listing]


@frozen(kw_only=True)
class Index:
    """The texts that a site lists.

    ``checked`` is when the site last confirmed the list; ``away`` is why it could not be asked
    now. ``skipped`` counts the rows that could not be used.
    """

    base_url: str
    entries: tuple[RuleTextEntry, ...]
    checked: datetime
    skipped: int = 0
    away: NetworkProblem | None = None


@frozen(kw_only=True)
class RuleText:
    """A text of rules.

    ``text`` is safe to print; ``encoding`` is that of the ``size`` bytes whose sum is ``sha256``.
    ``state`` is ``new``, ``changed`` or ``unchanged`` after asking the site, ``copy`` without
    asking it, ``offline`` when it is ``away``. ``checked`` is when the site last confirmed it.
    """

    entry: RuleTextEntry
    text: str
    encoding: str
    size: int
    sha256: str
    checked: datetime
    state: str
    away: NetworkProblem | None = None


def rule_texts(settings: Settings) -> "RuleTexts":
    """The texts of the site, and in the folder, that the settings name.

    Raises :class:`BadConfiguration` for an address that is none.
    """
    address = settings.get(TEXTS_BASE_URL)
    stated = address.public
    base_url = _folder_address(stated) if stated.isascii() and stated.isprintable() else None
    if base_url is None or " " in base_url:
        raise BadConfiguration(where=TEXTS_BASE_URL.name, reason="not-url")
    return RuleTexts(base_url, cache_folder(settings) / "rule-texts", login=address)


def _folder_address(stated: str) -> str | None:
    try:
        parts = urlsplit(stated)
        good = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        return None
    path = parts.path if parts.path.endswith("/") else f"{parts.path}/"
    return urlunsplit((parts.scheme, parts.netloc, path, "", "")) if good else None


class RuleTexts:
    """The texts of one site, with copies in ``folder``; ``base_url`` ends with a slash.

    ``login`` is the same address with a password, where the site asks for one.
    """

    def __init__(
        self,
        base_url: str,
        folder: Path,
        client: Client | None = None,
        login: Address = NOWHERE,
    ) -> None:
        self.base_url = base_url
        self._site = Site(Cache(folder), Client() if client is None else client, login)
        self._index: Index | None = None

    def index(self, run: Run) -> Index:
        """What the site lists, asked for once; from the copy when the site is away.

        Raises :class:`NetworkProblem` when it is away and there is no copy.
        """
        if self._index is None:
            self._index = self._ask_for_index(run)
        return self._index

    def is_kept(self, entry: RuleTextEntry) -> bool:
        """Whether there is a copy of a text."""
        return self._site.cache.has(entry.url)

    def fetch(self, name: str, run: Run, *, link: str = "") -> RuleText:
        """Bring the copy of a text up to date and return it.

        ``link`` is the address of the text where the caller knows one that the list may lack.
        When the site is away the copy at hand is returned as ``offline``. Raises
        :class:`UnknownName` for an id that is not listed, and :class:`NetworkProblem`.
        """
        linked = self._linked(link)
        try:
            index: Index | None = self.index(run)
        except NetworkProblem:
            # The text itself may be there all the same.
            if linked is None:
                raise
            index = None
        entry = _entry(name, index, linked)
        if entry is None:
            known = similar(index.entries, name) if index else ""
            raise UnknownName(what="rule text", name=name, known=known)
        proof = partial(_prove_text, url=entry.url)
        held = self._site.ask(entry.url, run, limit=TEXT_LIMIT, proof=proof, sha256=entry.sha256)
        return _rule_text(entry, held)

    def text(self, name: str, run: Run, *, link: str = "") -> RuleText:
        """A text: the copy at hand, else as :meth:`fetch`."""
        entry = _entry(name, self._index_at_hand(), self._linked(link))
        if entry is not None:
            held = self._site.at_hand(entry.url, partial(_prove_text, url=entry.url))
            if held is not None:
                return _rule_text(entry, held)
        return self.fetch(name, run, link=link)

    def close(self) -> None:
        """Close the connection to the site."""
        self._site.close()

    def _linked(self, link: str) -> RuleTextEntry | None:
        # The source of a rule set may be words.
        is_address = link.startswith(("http://", "https://"))
        return entry_of_link(link, self.base_url) if is_address else None

    def _lists(self) -> tuple[tuple[str, _Reader], tuple[str, _Reader]]:
        """The addresses where a list may be, each with what reads it."""
        url = f"{self.base_url}index.json"
        return (
            (url, partial(read_json, base_url=self.base_url, url=url)),
            (self.base_url, partial(read_page, base_url=self.base_url, url=self.base_url)),
        )

    def _ask_for_index(self, run: Run) -> Index:
        """``index.json`` or, where the site has none, the links of its page."""
        (url, read), (page_url, read_links) = self._lists()
        try:
            held = self._site.ask(url, run, limit=INDEX_LIMIT, proof=read)
            if not _is_absent(held.away):
                return self._as_index(held, read)
            self._site.cache.forget(url)
        except NetworkProblem as problem:
            if problem.facts["reason"] in ("bad-index", "new-index"):
                raise
        held = self._site.ask(page_url, run, limit=INDEX_LIMIT, proof=read_links)
        return self._as_index(held, read_links)

    def _index_at_hand(self) -> Index | None:
        for url, read in self._lists():
            held = self._site.at_hand(url, read)
            if held is not None:
                return self._as_index(held, read)
        return None

    def _as_index(self, held: Held, read: _Reader) -> Index:
        listing = read(held.copy.body)
        return Index(
            base_url=shown(self.base_url),
            entries=listing.entries,
            checked=held.checked,
            skipped=listing.skipped,
            away=held.away,
        )


def _entry(name: str, index: Index | None, linked: RuleTextEntry | None) -> RuleTextEntry | None:
    """The listed text of an id or of a link, else the one that the link tells of."""
    for wanted in (name, linked.id if linked else None):
        found = by_id(index.entries, wanted) if index and wanted else None
        if found is not None:
            return found
    return linked


def _is_absent(problem: NetworkProblem | None) -> bool:
    """Whether the site says that it has no such file, or answers every address with a page."""
    if problem is None:
        return False
    return problem.facts["reason"] == "page" or problem.facts.get("status") in (404, 410)


def _prove_text(data: bytes, url: str) -> None:
    if not readable(data)[0].strip():
        raise NetworkProblem(url=shown(url), reason="no-text")


def _rule_text(entry: RuleTextEntry, held: Held) -> RuleText:
    text, encoding = readable(held.copy.body, held.copy.content_type)
    return RuleText(
        entry=entry,
        text=text,
        encoding=encoding,
        size=len(held.copy.body),
        sha256=held.copy.sha256,
        checked=held.checked,
        state=held.state,
        away=held.away,
    )
