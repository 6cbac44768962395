"""Whatever a field of a reply turns into, a provider gives candidates or says what is wrong."""

import json
import random
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from packer_core import plugins
from packer_core.errors import ProviderProblem
from packer_core.http import Answer, Network, Service, UnreadableShapeError
from packer_core.matching.ranking import judge
from packer_core.redaction import Secret
from packer_core.settings import Settings
from packer_core.values import (
    BookMetadata,
    Candidate,
    DocumentMetadata,
    EpisodeMetadata,
    Query,
    WorkMetadata,
)
from tests.support.apis import exchange

pytestmark = [pytest.mark.corpus, pytest.mark.one_python]

MUTANTS = 60

#: Provider -> folder of its replies, and which of them answers a path that holds a word.
REPLIES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "openlibrary": (
        "openlibrary",
        {
            "/isbn/": "edition_by_isbn",
            "/books/": "edition_by_olid",
            "/works/": "work",
            "/authors/": "author",
            "/search": "search_2014_shape",
        },
    ),
    "googlebooks": (
        "googlebooks",
        {"/volumes/": "volume_get", "/volumes": "volumes_by_isbn"},
    ),
    "crossref": ("crossref", {"/works/": "work_by_doi", "/works": "works_query"}),
    "tvdb": (
        "thetvdb",
        {
            "/search/remoteid": "search_empty",
            "/search": "search_series",
            "/episodes/": "season_extended_s00",
            "/translations/": "series_extended",
            "/extended": "series_extended",
        },
    ),
    "omdb": (
        "omdb",
        {
            "Season=": "season_sg1_s01",
            "s=": "search_series_big_bang",
            "": "series_by_title_sg1_2017",
        },
    ),
    "tmdb": (
        "tmdb",
        {
            "/find/": "find_tvdb_id_tv",
            "/season/": "tv_season_watatenn_s01",
            "/search/": "search_tv_dallas",
            "/tv/": "tv_details_dallas_1978_external_ids",
        },
    ),
    "tvmaze": (
        "tvmaze",
        {
            "/search/": "singlesearch_the_flash_embed_seasons",
            "": "singlesearch_the_flash_embed_seasons",
        },
    ),
}

WORKS: Mapping[str, tuple[WorkMetadata, ...]] = {
    "EBOOK": (
        BookMetadata(title="Fantastic Mr. Fox", authors=("Roald Dahl",), isbn="9780140328721"),
        BookMetadata(title="The Lord of the Rings", authors=("J. R. R. Tolkien",), year=2004),
    ),
    "TV": (
        EpisodeMetadata(show="Dallas", season=1, episodes=(1, 2), imdb="tt0077000"),
        EpisodeMetadata(show="Oshi no Ko", season=0, episodes=(1,), first_year=2023),
    ),
    "DOCS": (
        DocumentMetadata(title="Ecology", authors=("A",), doi="10.1371/journal.pone.0033693"),
        DocumentMetadata(title="Chemical Ecology"),
    ),
}

STRANGE: tuple[Any, ...] = (
    None, "", "N/A", [], {}, 0, -1, 1.5, True, "x" * 300, [None], ["a", 1], {"value": None},
    10**30, "\ud800", "2019-99-99", [[]], [{}], {"id": "1"}, "٣",
)  # fmt: skip


def mutated(data: Any, chance: random.Random) -> Any:
    """The data with about one value in twelve replaced, or gone."""
    if isinstance(data, dict):
        kept = {key: value for key, value in data.items() if chance.random() > 0.04}
        return {key: mutated(value, chance) for key, value in kept.items()}
    if isinstance(data, list):
        return [mutated(each, chance) for each in data[:6]]
    return chance.choice(STRANGE) if chance.random() < 0.08 else data


class Replaying(Service):
    """A service whose every answer is a mutant of a recorded one."""

    folder: Path
    table: Mapping[str, str]
    chance: random.Random

    def get(self, path: str, read: Callable[[Answer], Any], **options: Any) -> Any:
        query = "&".join(f"{name}={value}" for name, value in (options.get("query") or {}).items())
        name = next(name for word, name in self.table.items() if word in f"{path}?{query}")
        body = exchange(self.folder / f"{name}.json").body
        if self.about.id == "tvmaze" and "/search/" in path:
            body = [{"score": 1, "show": body}]
        data = json.dumps(mutated(body, self.chance)).encode()
        try:
            return read(Answer(provider=self.about.id, url="", status=200, body=data))
        except UnreadableShapeError as error:
            raise ProviderProblem(
                provider=self.about.id, reason="shape", said=str(error)
            ) from error

    def post(self, path: str, read: Callable[[Answer], Any], **options: Any) -> Any:
        return "a.b.c"


def queries(kinds: Any) -> Iterator[Query]:
    for work in WORKS[kinds[0]]:
        yield Query(kind=kinds[0], metadata=work, languages=("fr-FR", "fr", "en"))


@pytest.mark.parametrize("provider", REPLIES)
def test_a_mutated_reply_is_read_or_refused(provider: str, contracts: Path) -> None:
    enricher = plugins.for_settings(Settings()).enrichers()[provider]
    folder, table = REPLIES[provider]
    plain = Network().service(enricher.about, secrets={"api_key": Secret("0123456789abcdef")})
    outcomes = {"read": 0, "refused": 0}
    for seed in range(MUTANTS):
        service = Replaying.__new__(Replaying)
        service.__dict__.update(plain.__dict__)
        service.folder, service.table = contracts / folder, table
        service.chance = random.Random(seed)
        for query in queries(enricher.kinds):
            try:
                candidates = list(enricher.lookup(query, service))
                full = [enricher.complete(each, query, service) for each in candidates[:2]]
            except ProviderProblem:
                outcomes["refused"] += 1
                continue
            outcomes["read"] += 1
            for each in (*candidates, *full):
                assert isinstance(each, Candidate)
                assert 0 <= judge(query, each).score <= 1
                assert all(
                    isinstance(text, str) for by in each.texts.values() for text in by.values()
                )
    assert outcomes["read"] > MUTANTS / 4, outcomes
