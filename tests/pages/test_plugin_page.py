"""The provider on the page for plugin authors does what the page says."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pytest_httpserver import HTTPServer

from packer_core.hookspecs import Enricher
from packer_core.http import Service
from packer_core.values import BookMetadata, Candidate, Query
from tests.support.apis import serve

PAGE = Path(__file__).parents[2] / "docs" / "plugins.md"


def test_the_provider_of_the_page_finds_a_book(
    httpserver: HTTPServer, service_of: Callable[..., Service]
) -> None:
    blocks = re.findall(
        r"^```python\n(.*?)^```$", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    program = next(block for block in blocks if "class MyCatalogue" in block)
    names: dict[str, Any] = {"__name__": "page"}
    exec(compile(program, str(PAGE), "exec"), names)
    catalogue = names["MyCatalogue"]()
    assert isinstance(catalogue, Enricher)
    book = {"id": "1", "title": "The Tide Tables", "publisher": "", "more": [1]}
    serve(httpserver, "/isbn/9780140328721", book)
    serve(httpserver, "/isbn/9780000000002", "", status=404)
    service = service_of(catalogue.about)

    def look(isbn: str | None) -> list[Candidate]:
        query = Query(kind="EBOOK", metadata=BookMetadata(isbn=isbn))
        found: list[Candidate] = catalogue.lookup(query, service)
        return [catalogue.complete(each, query, service) for each in found]

    (found,) = look("9780140328721")
    assert (found.key, found.metadata) == ("mycatalogue:1", BookMetadata())
    assert found.texts == {"title": {"en": "The Tide Tables"}}
    assert look("9780000000002") == look(None) == []
    catalogue.test(service)
