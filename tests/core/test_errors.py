"""Every expected error has a code, a row in the one table, and a text in both languages."""

import string

import pytest

from packer_core import errors
from packer_core.errors import ERRORS, PackerError, exit_code, http_status
from packer_core.messages import Catalogue


def family(kind: type[PackerError]) -> list[type[PackerError]]:
    return [kind, *(each for child in kind.__subclasses__() for each in family(child))]


CLASSES = [each for each in family(PackerError) if each.__module__ == errors.__name__]
every_class = pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
both_languages = pytest.mark.parametrize("language", ["en", "fr"])


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@every_class
def test_an_error_has_a_row_of_its_own_or_a_parents(kind: type[PackerError]) -> None:
    assert any(parent in ERRORS for parent in kind.__mro__)
    assert 1 <= exit_code(kind) <= 130
    assert 400 <= http_status(kind) <= 599


def test_every_code_is_used_once() -> None:
    codes = [kind.code for kind in CLASSES]
    assert len(set(codes)) == len(codes)


@every_class
@both_languages
def test_an_error_has_a_text(kind: type[PackerError], language: str) -> None:
    catalogue = Catalogue(language)
    assert catalogue.has("error", kind.code)
    facts = {name: f"<{name}>" for name in kind.declared}
    line = catalogue.error(kind(**facts))
    assert "{" not in line
    assert "\n" not in line


@every_class
@both_languages
def test_a_text_uses_only_declared_facts(kind: type[PackerError], language: str) -> None:
    text = Catalogue(language)._table("error")[kind.code]
    assert placeholders(text) <= set(kind.declared)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (errors.PackerError, 1),
        (errors.UsageProblem, 2),
        (errors.MissingFact, 2),
        (errors.BadValue, 2),
        (errors.UnknownName, 2),
        (errors.Unreadable, 3),
        (errors.Unsupported, 3),
        (errors.Protected, 3),
        (errors.RulesViolated, 4),
        (errors.VolumesOverflow, 4),
        (errors.HeaderAcrossVolumes, 4),
        (errors.CheckFailed, 4),
        (errors.NotFound, 5),
        (errors.TargetExists, 6),
        (errors.SourceChanged, 6),
        (errors.PlanDiffers, 6),
        (errors.OutputOverlaps, 6),
        (errors.NoSpace, 6),
        (errors.Busy, 6),
        (errors.NetworkProblem, 7),
        (errors.NotAllowed, 9),
        (errors.BadConfiguration, 10),
        (errors.PluginFailed, 1),
        (errors.Cancelled, 130),
    ],
)
def test_the_exit_codes_are_those_that_are_documented(kind: type[PackerError], code: int) -> None:
    assert exit_code(kind) == code
    assert exit_code(kind()) == code


def test_no_space_has_its_own_status() -> None:
    assert (http_status(errors.NoSpace), http_status(errors.Busy)) == (507, 409)


def test_an_error_shows_its_code_and_facts() -> None:
    assert str(errors.NotFound(path="a.epub")) == "not_found: path=a.epub"
    assert str(errors.Cancelled()) == "cancelled"


def test_a_fact_that_is_a_code_is_told_in_words() -> None:
    error = errors.Unsupported(path="a", format="folder")
    assert Catalogue("en").error(error) == "a is not packed: its format is a folder."
    assert Catalogue("fr").error(error) == "a ne s'empaquette pas : son format est un dossier."


def test_an_error_without_a_text_shows_its_facts() -> None:
    class Unheard(PackerError):
        code = "unheard"
        path: str | None = None

    assert Catalogue("en").error(Unheard(path="a")) == "unheard: path=a"


def test_a_fact_is_an_attribute_and_what_is_not_stated_is_none() -> None:
    error = errors.BadValue(field="year", value=3)
    assert (error.field, error.value, error.expected) == ("year", 3, None)
    assert error.facts == {"field": "year", "value": 3}


def test_a_child_has_the_facts_of_its_parents() -> None:
    assert errors.NotAccepted.declared == ("reason", "path", "format", "rule_set", "accepted")


def test_a_fact_that_a_class_does_not_declare_is_refused() -> None:
    with pytest.raises(TypeError, match="NotFound has no fact colour"):
        errors.NotFound(path="a", colour="red")


@every_class
def test_a_stored_error_comes_back(kind: type[PackerError]) -> None:
    facts = {name: f"<{name}>" for name in kind.declared}
    again = errors.error_named(kind.code, facts)
    assert (type(again), again.facts) == (kind, facts)


def test_a_stored_error_of_another_version_comes_back_with_the_facts_that_are_known() -> None:
    again = errors.error_named("not_found", {"path": "a", "of_old": 1})
    assert (type(again), again.facts) == (errors.NotFound, {"path": "a"})
    assert errors.error_named("of.later", {"path": "a"}).facts == {"reason": "of.later"}
