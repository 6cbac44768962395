"""TOML to rule sets: what is refused, and where the fault is."""

from collections.abc import Mapping

import pytest

from packer_core import rules
from packer_core.errors import BadConfiguration
from packer_core.rules.parsing import loading
from packer_core.values import RuleSet, Severity
from tests.support.rule_sets import TEXTS, load_rule_set, load_rule_sets

EBOOK = TEXTS["EBOOK-2022.toml"]

CHILD = """
schema = 1
id = "CHILD"
extends = "EBOOK-2022"
[dirname]
max_length = 100
[pack.zip]
sizes = [1000]
[severity]
"nfo.width" = "error"
"""


def refused(text: str | bytes, others: Mapping[str, str] | None = None) -> tuple[str, str]:
    """Where the fault is, without the name of the file, and the reason."""
    with pytest.raises(BadConfiguration) as caught:
        load_rule_set(text, "x.toml", others or {"EBOOK-2022.toml": EBOOK})
    where, reason = (str(caught.value.facts[name]) for name in ("where", "reason"))
    assert where.startswith("x.toml")
    return where.removeprefix("x.toml").removeprefix(": "), reason


def test_the_packaged_set_has_all_six_forms(ebook: RuleSet) -> None:
    forms = [template.form for template in ebook.dirname.templates]
    assert forms == ["book", "technical", "magazine", "comic", "manga", "newspaper"]


def test_the_packaged_set_has_the_sizes_of_the_rules(ebook: RuleSet) -> None:
    millions = (5, 10, 50, 100, 150, 200, 250)
    assert ebook.pack.zip.sizes == tuple(each * 1_000_000 for each in millions)


def test_a_child_replaces_keys_and_arrays_and_keeps_the_rest(ebook: RuleSet) -> None:
    child = load_rule_set(CHILD, "child.toml", {"EBOOK-2022.toml": EBOOK})
    assert child.dirname.max_length == 100
    assert child.dirname.templates == ebook.dirname.templates
    assert child.pack.zip.sizes == (1000,)
    assert child.severity["nfo.width"] is Severity.ERROR
    assert child.severity["diz.geometry"] is Severity.WARNING
    assert child.profiles == ebook.profiles


def test_a_replaced_table_has_nothing_of_the_parent() -> None:
    text = CHILD.replace("[dirname]", 'replaces = ["input.format_tag", "no.such"]\n[dirname]', 1)
    text += '\n[input]\nformat_tag = { pdf = "PDF" }\n'
    child = load_rule_set(text, "child.toml", {"EBOOK-2022.toml": EBOOK})
    assert child.input.format_tag == {"pdf": "PDF"}
    assert child.input.extensions[0] == "pdf"


@pytest.mark.parametrize("value", ['"input"', "[1]"])
def test_what_is_replaced_is_a_list_of_names(value: str) -> None:
    text = f'schema = 1\nid = "C"\nextends = "EBOOK-2022"\nreplaces = {value}'
    assert refused(text)[0].startswith("replaces")


def test_the_hash_is_that_of_the_content_not_of_the_text(ebook: RuleSet) -> None:
    same = load_rule_set(f"# a comment\n{EBOOK}", "same.toml")
    child = load_rule_set(CHILD, "child.toml", {"EBOOK-2022.toml": EBOOK})
    assert same.hash == ebook.hash
    assert len(ebook.hash) == 64
    assert child.hash != ebook.hash


@pytest.mark.parametrize(
    ("old", "new", "where", "reason"),
    [
        ("sizes = [5000000, 10000000,", "sizes = [5000000, -1,", "pack.zip.sizes[1]", "positive"),
        ("sizes = [5000000,", 'sizes = ["5 MB",', "pack.zip.sizes[0]", "number"),
        ("max_volumes = 99", "max_volumes = true", "pack.max_volumes", "number"),
        ("max_volumes = 99", "max_volume = 99", "pack.max_volume", "near_key"),
        ("max_volumes = 99", "limit = 99", "pack.limit", "unknown_key"),
        ('form = "zip-of-rar"', "", "pack.form", "missing_key"),
        ('form = "zip-of-rar"', 'form = "7z"', "pack.form", "choice"),
        ("required = false\nforbidden", 'required = "no"\nforbidden', "sfv.required", "truth"),
        ("required = false\nforbidden = false", "required = true\nforbidden = true", "sfv.", ""),
        ("schema = 1", "schema = 2", "schema", "schema"),
        ("schema = 1", "schema = true", "schema", "schema"),
        ('section = "EBOOK"', 'section = " "', "section", "empty"),
        ('conf]\ninput = "S"', 'conf]\ninput = "Z"', "conf.input", "choice"),
        ("dirs = []", "dirs = 1", "layout.dirs", "list"),
        ("[tags]\n", "[tags]\nspelling = []\n", "tags.spelling", "table"),
        ("group = '[A-Za-z0-9_]{2,}'", "group = '(a'", "dirname.group", "expression"),
        (r"DISK: \[(\d{2}|xx)/(\d{2})\]", r"DISK: \[\d{2}\]", "diz.counter", "groups"),
        ("{title}[.{edition}]", "{title}[.{edition}", "dirname.templates[0].pattern", "bracket"),
        ("{title}[.{edition}]", "{title}[.{Ed}]", "dirname.templates[0].pattern", "field"),
        ("{author}.{title}", "{title}.{title}", "dirname.templates[0].pattern", "repeated"),
        ("[.{format}].eBook-{group}", "[.{format}].Book-{group}", "dirname.templates[0]", "suffix"),
        (".eBook-{group}", ".eBook-{group}.x", "dirname.templates[0].pattern", "template_end"),
        ('form = "technical"', 'form = "book"', "dirname.templates[1].form", "repeated"),
        ('"suffix", "group"]', '"suffix", "price"]', "dirname.required[4]", "choice"),
        ('"release_date",', '"price",', "nfo.fields_required[0]", "unknown_field"),
        ("retail = [", "used = [", "nfo.fields_if.used", "choice"),
        ('"diz.geometry"', '"diz.shape"', 'severity."diz.shape"', "unknown_check"),
        ('"nfo.width" = "warning"', '"nfo.width" = "bad"', 'severity."nfo.width"', "choice"),
        ("profile.strict.severity", "profile.strict.severities", "profile.strict.severities", ""),
        ('{ glob = "*.nfo" }', "{ max = 1 }", "layout.files[1]", "glob_or_regex"),
        ('{ glob = "*.nfo" }', "{ regex = '[' }", "layout.files[1].regex", "expression"),
        ("min = 1, max = 99", "min = 9, max = 1", "layout.files[0]", "range"),
        ('newline = "crlf"', 'newline = "cr"', "nfo.newline", "choice"),
        ('read_from = "', 'hash = "1"\nread_from = "', "hash", "unknown_key"),
    ],
)
def test_a_fault_is_named_with_its_key(old: str, new: str, where: str, reason: str) -> None:
    assert old in EBOOK
    found_where, found_reason = refused(EBOOK.replace(old, new, 1))
    assert found_where.startswith(where)
    assert reason in found_reason


@pytest.mark.parametrize(
    ("written", "meant"),
    [("extend", "extends"), ("replace", "replaces"), ("profiles", "profile"), ("tag", "tags")],
)
def test_a_key_near_a_known_one_is_told_with_it(written: str, meant: str) -> None:
    text = f'schema = 1\nid = "CHILD"\n{written} = "EBOOK-2022"\n'
    with pytest.raises(BadConfiguration) as caught:
        load_rule_set(text, "child.toml", {"EBOOK-2022.toml": EBOOK})
    facts = caught.value.facts
    expected = (f"child.toml: {written}", "rules.near_key", meant)
    assert (facts["where"], facts["reason"], facts["detail"]) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a = ", "rules.not_toml"),
        (b"a = '\xff'", "rules.not_utf8"),
        ("a = " + "[" * 100_000, "rules.not_toml"),
        ("#" * 2_000_000, "rules.too_long"),
        ("schema = 1", "rules.text_expected"),
        ("schema = 1\nid = 7", "rules.text_expected"),
        ('schema = 1\nid = "A"\nextends = "NONE"', "rules.unknown_parent"),
        ('schema = 1\nid = "A"\nextends = 7', "rules.text_expected"),
        ('schema = 1\nid = "A"\nextends = "A"', "rules.cycle"),
    ],
)
def test_what_is_no_rule_set_is_refused(text: str | bytes, reason: str) -> None:
    assert refused(text)[1] == reason


def test_a_longer_cycle_is_refused_where_it_closes() -> None:
    others = {"b.toml": 'schema = 1\nid = "B"\nextends = "A"'}
    with pytest.raises(BadConfiguration) as caught:
        load_rule_set('schema = 1\nid = "A"\nextends = "B"', "a.toml", others)
    assert caught.value.facts["where"] == "b.toml: extends"
    assert caught.value.facts["detail"] == "A > B > A"


def test_sets_that_extend_one_another_without_end_are_refused_and_spoil_no_other() -> None:
    row = {f"r{n}.toml": f'schema = 1\nid = "R{n}"\nextends = "R{n - 1}"' for n in range(1, 1000)}
    loaded = load_rule_sets({"r0.toml": EBOOK.replace("EBOOK-2022", "R0", 1), **row})
    assert set(loaded.rule_sets) == {f"R{n}" for n in range(loading.MOST_IN_A_ROW)}
    assert {error.facts["reason"] for error in loaded.broken.values()} == {"rules.long_row"}


def test_all_faults_are_counted_and_the_first_is_told() -> None:
    text = EBOOK.replace("max_volumes = 99", "max_volumes = 0").replace("count = 1", "count = -1")
    with pytest.raises(BadConfiguration) as caught:
        load_rule_set(text, "x.toml")
    assert caught.value.facts["count"] == 2


def test_a_broken_set_spoils_no_other() -> None:
    loaded = load_rule_sets({"bad.toml": "a = ", "EBOOK-2022.toml": EBOOK, "c.toml": CHILD})
    assert set(loaded.rule_sets) == {"EBOOK-2022", "CHILD"}
    assert set(loaded.broken) == {"bad.toml"}


def test_of_two_sets_with_one_id_the_first_stays() -> None:
    loaded = load_rule_sets({"one.toml": EBOOK, "two.toml": EBOOK})
    assert set(loaded.rule_sets) == {"EBOOK-2022"}
    assert loaded.broken["two.toml"].facts["reason"] == "rules.id_taken"


def test_a_broken_receiver_is_named_with_its_key() -> None:
    text = 'schema = 1\nid = "a"\ntitle = "b"\ndiz_total = ["(", "x"]'
    with pytest.raises(BadConfiguration) as caught:
        rules.load_receiver(text, "a.toml")
    assert caught.value.facts["where"] == "a.toml: diz_total[0]"
    assert caught.value.facts["count"] == 2
