"""What providers add to a description, and what they may not."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from attrs import evolve

from packer_core.errors import BadValue, Cancelled, KeyRefused, ProviderDown, UnknownName
from packer_core.redaction import Secret
from packer_core.run import Run
from packer_core.settings import Settings
from packer_core.stages.enrich.stage import enrich
from packer_core.testing import StandInProvider
from packer_core.values import (
    BookMetadata,
    Candidate,
    Description,
    Event,
    PackRequest,
    PartialDate,
    Rejected,
    Source,
    SourceFile,
    StageFinished,
    StageStarted,
)

Use = Callable[..., list[StandInProvider]]


def record(provider: str, id_: str = "1", title: str = "Dune", **fields: Any) -> Candidate:
    return Candidate(
        provider=provider,
        id=id_,
        title=title,
        creators=("Frank Herbert",),
        metadata=BookMetadata(**fields),
        url=f"https://{provider}.example/{id_}",
    )


def described(**fields: Any) -> Description:
    fields = {"title": "Dune", "authors": ("Frank Herbert",), **fields}
    origins = dict.fromkeys(fields, "file")
    source = SourceFile(path="/in/dune.epub", format="epub", size=1, mtime_ns=0)
    return Description(
        kind="EBOOK", files=(source,), metadata=BookMetadata(**fields), origins=origins
    )


def request(**stated: Any) -> PackRequest:
    return PackRequest(sources=(Source(path="/in/dune.epub"),), enrich=True, **stated)


def run(**settings: Any) -> Run:
    names = {name.replace("__", "."): value for name, value in settings.items()}
    return Run(settings=Settings(values=names))


def enriched(description: Description, stated: PackRequest | None = None, **settings: Any) -> Any:
    return enrich(description, stated or request(), run(**settings))


def ids(description: Description) -> list[str]:
    return [finding.id for finding in description.findings]


def test_a_provider_fills_what_is_missing_and_wins_over_the_file(use_providers: Use) -> None:
    use_providers(
        StandInProvider(id="one", offers=(record("one", title="Dune", publisher="Ace", year=1990),))
    )
    got = enriched(described(publisher="Chilton"))
    assert got.metadata == BookMetadata(
        title="Dune", authors=("Frank Herbert",), publisher="Ace", year=1990
    )
    assert got.origins == {
        "title": "file",
        "authors": "file",
        "publisher": "api:one",
        "year": "api:one",
    }
    assert got.rejected == (Rejected(field="publisher", value="Chilton", origin="file"),)
    assert [each.taken for each in got.candidates] == [True]


def test_the_user_wins_over_everybody_and_a_cleared_field_stays_clear(use_providers: Use) -> None:
    use_providers(
        StandInProvider(
            id="one", offers=(record("one", publisher="Ace", subtitle="One", year=1990),)
        )
    )
    stated = request(fields={"publisher": "Mine", "subtitle": ""})
    got = enriched(described(publisher="Mine"), stated)
    assert (got.metadata.publisher, got.origins["publisher"]) == ("Mine", "user")
    assert got.metadata.subtitle is None
    assert Rejected(field="publisher", value="Ace", origin="api:one") in got.rejected


def test_a_locked_field_keeps_its_value_and_a_locked_gap_stays_one(use_providers: Use) -> None:
    use_providers(StandInProvider(id="one", offers=(record("one", publisher="Ace", year=1990),)))
    got = enriched(described(publisher="Chilton"), request(locks=("publisher", "year")))
    assert got.metadata.publisher == "Chilton"
    assert got.metadata.year is None
    assert {each.field for each in got.rejected} == {"publisher", "year"}


def test_a_lock_on_no_field_is_a_wrong_call(use_providers: Use) -> None:
    use_providers()
    with pytest.raises(BadValue) as caught:
        enriched(described(), request(locks=("colour",)))
    assert caught.value.facts["value"] == "colour"


def test_the_order_of_the_sources_is_a_setting_of_each_field(use_providers: Use) -> None:
    use_providers(
        StandInProvider(id="one", offers=(record("one", publisher="Ace", edition="1"),)),
        StandInProvider(id="two", offers=(record("two", publisher="Orion", edition="2"),)),
    )
    got = enriched(
        described(publisher="Chilton", edition="0"),
        enrichment__fields__publisher__order="file, api",
        enrichment__fields__edition__order="user, two, api, file",
    )
    assert (got.metadata.publisher, got.origins["publisher"]) == ("Chilton", "file")
    assert (got.metadata.edition, got.origins["edition"]) == ("2", "api:two")
    assert [each.value for each in got.rejected if each.field == "edition"] == ["1", "0"]


def test_the_first_provider_wins_and_the_order_is_the_users(use_providers: Use) -> None:
    one = StandInProvider(id="one", offers=(record("one", publisher="Ace"),))
    two = StandInProvider(id="two", offers=(record("two", publisher="Orion"),))
    use_providers(one, two)
    assert enriched(described()).metadata.publisher == "Ace"
    assert enriched(described(), request(providers=("two", "one"))).metadata.publisher == "Orion"
    use_providers(one, two)
    got = enriched(described(), enrichment__providers="two, one")
    assert got.metadata.publisher == "Orion"


def test_a_date_of_publication_tells_the_year(use_providers: Use) -> None:
    use_providers(
        StandInProvider(id="one", offers=(record("one", published=PartialDate(1965, 8)),))
    )
    got = enriched(described())
    assert (got.metadata.year, got.origins["year"]) == (1965, "api:one")


def test_texts_come_in_the_best_language_field_by_field(use_providers: Use) -> None:
    texts = {
        "title": {"en": "Dune", "fr": "Dune (fr)"},
        "description": {"en": "Sand.", "de": "Sand?"},
    }
    found = Candidate(
        provider="one",
        id="1",
        title="Dune",
        creators=("Frank Herbert",),
        metadata=BookMetadata(),
        texts=texts,
        language="en",
    )
    (one,) = use_providers(StandInProvider(id="one", offers=(found,)))
    got = enriched(described(), language="fr")
    assert (got.metadata.title, got.metadata.description) == ("Dune (fr)", "Sand.")
    got = enriched(
        described(),
        enrichment__languages="fr, en",
        enrichment__fields__description__languages="de, en",
    )
    assert (got.metadata.title, got.metadata.description) == ("Dune (fr)", "Sand?")
    assert one.queries[-1].languages == ("fr", "en", "de")


def test_several_works_of_one_name_are_offered_and_none_is_taken(use_providers: Use) -> None:
    rivals = (
        Candidate(provider="one", id="1", title="Dune", metadata=BookMetadata(publisher="A")),
        Candidate(provider="one", id="2", title="Dune", metadata=BookMetadata(publisher="B")),
    )
    (one,) = use_providers(StandInProvider(id="one", offers=rivals))
    got = enriched(described())
    assert got.metadata == described().metadata
    assert [(each.id, each.score, each.taken) for each in got.candidates] == [
        ("1", 0.9, False),
        ("2", 0.9, False),
    ]
    assert ids(got) == ["enrich.unsure"]
    assert one.asked == ["lookup"]


@pytest.mark.parametrize("choice", ["2", "one:2"])
def test_the_user_chooses_by_number_or_by_name(use_providers: Use, choice: str) -> None:
    rivals = (record("one", "1", "Dune", publisher="A"), record("one", "2", "Sand", publisher="B"))
    use_providers(StandInProvider(id="one", offers=rivals))
    got = enriched(described(), request(candidate=choice))
    assert got.metadata.publisher == "B"
    assert [each.id for each in got.candidates if each.taken] == ["2"]


def test_a_record_that_was_not_found_can_be_chosen_by_its_id(use_providers: Use) -> None:
    full = {"77": record("one", "77", "Arrakis", publisher="Far")}
    (one,) = use_providers(StandInProvider(id="one", full=full))
    got = enriched(described(), request(candidate="one:77"))
    assert got.metadata.publisher == "Far"
    assert one.asked == ["lookup", "complete 77"]
    assert [each.key for each in got.candidates] == ["one:77"]


@pytest.mark.parametrize("choice", ["0", "3", "two:1", "one:", "x", "²"])
def test_a_choice_that_is_not_there_is_a_wrong_call(use_providers: Use, choice: str) -> None:
    use_providers(StandInProvider(id="one", offers=(record("one", "1"),)))
    with pytest.raises(UnknownName) as caught:
        enriched(described(), request(candidate=choice))
    assert caught.value.facts["known"] == "one:1"


def test_a_provider_that_fails_costs_a_warning(use_providers: Use) -> None:
    use_providers(
        StandInProvider(
            id="one",
            error=KeyRefused(
                provider="one", reason="key", setting="providers.one.api_key", said=""
            ),
        ),
        StandInProvider(id="two", offers=(record("two", publisher="Orion"),)),
    )
    events: list[Event] = []
    got = enrich(described(), request(), Run(settings=Settings(), emit=events.append))
    assert got.metadata.publisher == "Orion"
    finding = got.findings[0]
    assert (finding.id, str(finding.severity), finding.subject) == (
        "provider.key",
        "warning",
        "one",
    )
    assert [type(each) for each in events] == [StageStarted, StageFinished]


def test_a_provider_that_breaks_down_costs_a_warning(use_providers: Use) -> None:
    use_providers(StandInProvider(id="one", error=ZeroDivisionError("x\ny")))
    got = enriched(described())
    assert [(each.id, each.subject, each.params["reason"]) for each in got.findings] == [
        ("plugin.failed", "one", "ZeroDivisionError: x y")
    ]


def test_a_record_that_cannot_be_completed_is_not_taken(use_providers: Use) -> None:
    class Half(StandInProvider):
        def complete(self, candidate: Candidate, query: Any, service: Any) -> Candidate:
            raise ProviderDown(provider="one", reason="timeout", status=0, said="")

    use_providers(Half(id="one", offers=(record("one", publisher="Ace"),)))
    got = enriched(described())
    assert got.metadata == described().metadata
    assert [each.taken for each in got.candidates] == [False]
    assert ids(got) == ["provider.down", "enrich.unsure"]


def test_a_provider_that_hangs_is_left_behind_when_the_time_is_over(use_providers: Use) -> None:
    use_providers(
        StandInProvider(id="one", seconds=30),
        StandInProvider(id="two", offers=(record("two", publisher="Orion"),)),
    )
    began = time.monotonic()
    got = enriched(described(), enrichment__budget=1)
    assert time.monotonic() - began < 10
    assert got.findings[0].params["reason"] == "budget"
    # The time is over for the second question to the other one, too, or it just made it.
    assert {each.subject for each in got.findings} <= {"one", "two", "Dune"}


def test_providers_are_asked_at_the_same_time(use_providers: Use) -> None:
    use_providers(*(StandInProvider(id=f"p{number}", seconds=0.5) for number in range(6)))
    began = time.monotonic()
    enriched(described())
    assert time.monotonic() - began < 2.5


def test_a_stop_ends_the_lookup(use_providers: Use) -> None:
    use_providers(StandInProvider(id="one", seconds=20))

    def stop() -> None:
        raise Cancelled

    began = time.monotonic()
    with pytest.raises(Cancelled):
        enrich(described(), request(), Run(settings=Settings(), checkpoint=stop))
    assert time.monotonic() - began < 5


def test_a_provider_without_its_key_is_left_out_unless_it_was_named(use_providers: Use) -> None:
    (one,) = use_providers(StandInProvider(id="one", needs_key=True))
    assert ids(enriched(described())) == ["enrich.nobody"]
    got = enriched(described(), request(providers=("one",)))
    assert [(each.id, each.params["setting"]) for each in got.findings] == [
        ("provider.key_missing", "providers.one.api_key")
    ]
    assert one.asked == []
    enriched(described(), providers__one__api_key=Secret("planted-key"))
    assert one.asked == ["lookup"]


def test_a_provider_that_there_is_not_is_a_wrong_call(use_providers: Use) -> None:
    use_providers(StandInProvider(id="one"), StandInProvider(id="tv", kinds=("TV",)))
    for name in ("none", "tv"):
        with pytest.raises(UnknownName) as caught:
            enriched(described(), request(providers=(name,)))
        assert caught.value.facts["known"] == "one"


def test_nothing_found_is_said(use_providers: Use) -> None:
    use_providers(StandInProvider(id="one"), StandInProvider(id="two"))
    got = enriched(described())
    assert [(each.id, each.params["providers"]) for each in got.findings] == [
        ("enrich.nothing", "One, Two")
    ]


def test_whose_data_are_shown_is_credited(use_providers: Use) -> None:
    use_providers(
        StandInProvider(id="one", offers=(record("one", publisher="Ace"),)),
        StandInProvider(id="two", offers=(record("two"),)),
        StandInProvider(id="three", offers=(record("three", publisher="Orion"),)),
    )
    got = enriched(described())
    # The second one states nothing; the third one's value is shown among the rejected.
    assert [(each.provider, each.licence, each.url) for each in got.credits] == [
        ("one", "CC0", "https://one.example/1"),
        ("three", "CC0", "https://three.example/1"),
    ]
    assert got.credits[0].text("fr") == "Fait par one. https://one.example/1"


def test_a_lookup_of_what_was_looked_up_changes_nothing(use_providers: Use) -> None:
    use_providers(StandInProvider(id="one", offers=(record("one", publisher="Ace", year=1990),)))
    once = enriched(described(publisher="Chilton"))
    twice = enriched(once)
    assert (twice.metadata, twice.origins) == (once.metadata, once.origins)
    assert set(twice.rejected) == set(once.rejected)


def test_what_others_wrote_cannot_break_a_line(use_providers: Use) -> None:
    offered = record(
        "one",
        publisher="Ace\x1b[31m\r\nBooks\u2028 Ltd\u202e",
        subjects=("Sand\n", "\x00Spice"),
        description="First.\r\n\r\n\x07Second \t line.",
    )
    offered = evolve(offered, title="Du\x1b]0;ne", url="https://one.example/\n1")
    use_providers(StandInProvider(id="one", offers=(offered,)))
    whole = enriched(described(), request(candidate="1"))
    assert (whole.candidates[0].title, whole.candidates[0].url) == (
        "Du ]0;ne",
        "https://one.example/ 1",
    )
    got = whole.metadata
    assert got.publisher == "Ace [31m Books Ltd"
    assert got.subjects == ("Sand", "Spice")
    assert got.description == "First.\nSecond line."
