"""What the providers' plugins read is what the interfaces' own descriptions promise."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs
import pytest
from ruamel.yaml import YAML

from packer_plugins_ebook.providers import googlebooks_replies, openlibrary_replies
from packer_plugins_tv.providers import tmdb_replies, tvdb_replies

pytestmark = [pytest.mark.corpus, pytest.mark.one_python]

#: Class -> schema, and fields that the description lacks although replies have them.
TVDB: dict[type[Any], tuple[str, set[str]]] = {
    tvdb_replies.Series: ("SeriesExtendedRecord", set()),
    tvdb_replies.Hit: ("SearchResult", set()),
    tvdb_replies.Episode: ("EpisodeBaseRecord", set()),
    tvdb_replies.RemoteId: ("RemoteID", set()),
    tvdb_replies.Translation: ("Translation", set()),
    tvdb_replies.Alias: ("Alias", set()),
}

TMDB: dict[type[Any], tuple[str, set[str]]] = {
    tmdb_replies.Row: ("TvSeriesListItem", set()),
    # What is appended to an answer is described by itself.
    tmdb_replies.Series: ("TvSeries", {"external_ids"}),
    tmdb_replies.Season: ("TvSeasonCompact", set()),
    tmdb_replies.Episode: ("TvEpisode", set()),
    tmdb_replies.ExternalIds: ("TvExternalIds", set()),
    tmdb_replies.Fault: ("StatusResponse", set()),
}


def plain(name: str) -> str:
    return name.replace("_", "").lower()


def unknown(kind: type[Any], properties: Mapping[str, Any], missing: set[str]) -> set[str]:
    """Fields of a class that a schema does not have."""
    known = {plain(name) for name in properties}
    fields = {field.name for field in attrs.fields(kind)}
    return {name for name in fields - missing if plain(name) not in known}


def properties_of(schemas: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The properties of a schema and of those that it is made of."""
    schema = schemas[name]
    found: dict[str, Any] = dict(schema.get("properties", {}))
    for part in schema.get("allOf", ()):
        reference = part.get("$ref", "").rpartition("/")[2]
        found |= properties_of(schemas, reference) if reference else part.get("properties", {})
    return found


@pytest.mark.parametrize("kind", TVDB, ids=lambda kind: kind.__name__)
def test_thetvdb(kind: type[Any], contracts: Path) -> None:
    text = (contracts / "thetvdb" / "swagger-v4.7.10.yml").read_text(encoding="utf-8")
    schemas = YAML(typ="safe").load(text)["components"]["schemas"]
    name, missing = TVDB[kind]
    assert unknown(kind, properties_of(schemas, name), missing) == set()


def test_the_paths_of_thetvdb(contracts: Path) -> None:
    text = (contracts / "thetvdb" / "swagger-v4.7.10.yml").read_text(encoding="utf-8")
    paths = YAML(typ="safe").load(text)["paths"]
    for path in (
        "/login",
        "/search",
        "/search/remoteid/{remoteId}",
        "/series/{id}/extended",
        "/series/{id}/episodes/{season-type}/{lang}",
        "/series/{id}/translations/{language}",
        "/artwork/types",
    ):
        assert path in paths
    search = {each["name"] for each in paths["/search"]["get"]["parameters"]}
    assert {"query", "type", "limit"} <= search


@pytest.mark.parametrize("kind", TMDB, ids=lambda kind: kind.__name__)
def test_tmdb(kind: type[Any], contracts: Path) -> None:
    text = (contracts / "tmdb" / "openapi-tv-subset.json").read_text(encoding="utf-8")
    schemas = json.loads(text)["components"]["schemas"]
    name, missing = TMDB[kind]
    assert unknown(kind, properties_of(schemas, name), missing) == set()


def test_the_paths_of_tmdb(contracts: Path) -> None:
    text = (contracts / "tmdb" / "openapi-tv-subset.json").read_text(encoding="utf-8")
    paths = json.loads(text)["paths"]
    asked = {
        "/search/tv": {"query", "first_air_date_year", "language"},
        "/find/{external_id}": {"external_source"},
        "/tv/{series_id}": {"append_to_response", "language"},
        "/tv/{series_id}/season/{season_number}": {"language"},
        "/authentication": set(),
    }
    for path, parameters in asked.items():
        known = {each["name"] for each in paths[path]["get"].get("parameters", ())}
        assert parameters <= known


def test_google_books(contracts: Path) -> None:
    text = (contracts / "googlebooks" / "books.v1.discovery.json").read_text(encoding="utf-8")
    document = json.loads(text)
    volume = document["schemas"]["Volume"]["properties"]
    info = volume["volumeInfo"]["properties"]
    replies = googlebooks_replies
    assert unknown(replies.Volume, volume, set()) == set()
    assert unknown(replies.Info, info, set()) == set()
    assert unknown(replies.Images, info["imageLinks"]["properties"], set()) == set()
    number = info["industryIdentifiers"]["items"]["properties"]
    assert unknown(replies.Identifier, number, set()) == set()
    methods = document["resources"]["volumes"]["methods"]
    assert {"q", "maxResults", "printType"} <= set(methods["list"]["parameters"])
    assert "key" in document["parameters"]


def test_open_library(contracts: Path) -> None:
    text = (contracts / "openlibrary" / "openapi.json").read_text(encoding="utf-8")
    document = json.loads(text)
    # It describes addresses, and no reply at all: the recorded ones are what there is to hold to.
    assert {"/isbn/{isbn}", "/search.json", "/works/{olid}", "/books/{olid}"} <= set(
        document["paths"]
    )
    assert set(document["components"]["schemas"]) == {"HTTPValidationError", "ValidationError"}
    recorded = {
        openlibrary_replies.Edition: ("edition_by_isbn", "edition_by_olid"),
        openlibrary_replies.Work: ("work",),
        openlibrary_replies.Author: ("author",),
    }
    # Fields that other records have, as the server's source says.
    elsewhere = {
        "subtitle",
        "series",
        "edition_name",
        "description",
        "subjects",
        "covers",
    }
    for kind, names in recorded.items():
        keys = {
            key
            for name in names
            for key in json.loads((contracts / "openlibrary" / f"{name}.json").read_text("utf-8"))[
                "response"
            ]["body"]
        }
        assert unknown(kind, dict.fromkeys(keys), elsewhere) == set()
