"""What a kind of release promises."""

import copy
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import attrs

from packer_core.errors import BadValue
from packer_core.hookspecs import ReleaseKind
from packer_core.nfo.variables import reserved_names
from packer_core.plugins import Plugins
from packer_core.testing.contracts.assertions import ask, both_languages, fail, get, must
from packer_core.testing.plugins import rule_sets_of
from packer_core.values import Extraction, RuleSet, WorkMetadata

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_FIELD = re.compile(r"[a-z][a-z0-9_]*")
_EXTENSION = re.compile(r"[a-z0-9][a-z0-9_+-]*")

#: Paths below a folder in their parts, and names of files, that a kind is asked about.
_PATHS = (("a",), ("Sample", "x.mkv"), ("Disc 1", "Scans", "é.jpg"), ("", ""), ("\udcff",))
_NAMES = ("", "a", "sample.mkv", "A Work - Excerpt.pdf", ".hidden", "\udcff.x")


class KindContract:
    """What holds for every :class:`packer_core.hookspecs.ReleaseKind`.

    ``provider`` is the kind; ``samples`` are metadata of its class, each a work of another form:
    the functions of the kind are asked about each of them, and about metadata that know nothing.
    """

    def test_its_id_is_one_word(self, provider: ReleaseKind) -> None:
        """Users write it, and rule sets do."""
        must(
            _ID.fullmatch(provider.id),
            f"the id {provider.id!r} is not letters, digits, - and _ alone",
        )

    def test_it_has_a_label_in_both_languages(self, provider: ReleaseKind) -> None:
        """In English and in French."""
        both_languages(provider.label, f"the label of {provider.id}")

    def test_its_metadata_may_know_nothing(self, provider: ReleaseKind) -> None:
        """Every field is optional: what is not known is ``None`` or an empty tuple."""
        kind: Any = provider.metadata
        is_class = isinstance(kind, type) and issubclass(kind, WorkMetadata) and attrs.has(kind)
        must(is_class, f"metadata of {provider.id} is {kind!r}, no attrs class of WorkMetadata")
        for field in attrs.fields(kind):
            value = getattr(_empty(provider), field.name)
            known = f"{kind.__name__}.{field.name} is {value!r} where nothing is known of a work"
            must(value is None or value == (), f"{known}: None and () mean that")

    def test_templates_can_name_every_field(self, provider: ReleaseKind) -> None:
        """No field has the name of something else."""
        taken = attrs.fields_dict(provider.metadata).keys() & reserved_names()
        must(not taken, f"in a template {', '.join(sorted(taken))} means something else")

    def test_its_extensions_are_small_and_have_no_dot(self, provider: ReleaseKind) -> None:
        """As a file's name has them behind its last dot."""
        must(provider.extensions, f"{provider.id} names no extension")
        for each in (*provider.extensions, *provider.worth_telling):
            told = f"the extension {each!r} is not small letters and digits without a dot"
            must(_EXTENSION.fullmatch(each), told)
        _once(provider.extensions, "extension")

    def test_its_forms_are_words(self, provider: ReleaseKind) -> None:
        """The first is the default one."""
        must(provider.forms, f"{provider.id} knows no form")
        for each in provider.forms:
            must(_FIELD.fullmatch(each), f"the form {each!r} is no word in small letters")
        _once(provider.forms, "form")

    def test_it_says_what_a_folder_is(self, provider: ReleaseKind) -> None:
        """``each`` file a release, or all ``together``."""
        told = f"folder is {provider.folder!r}: it is each or together"
        must(provider.folder in ("each", "together"), told)

    def test_the_kinds_it_borrows_from_are_others(
        self, provider: ReleaseKind, loaded_plugins: Plugins
    ) -> None:
        """And somebody provides them."""
        for each in provider.borrows:
            must(each != provider.id, f"{provider.id} borrows from itself")
            must(each in loaded_plugins.kinds(), f"borrows names {each}: no plugin brings it")

    def test_its_default_rule_set_is_for_it(
        self, provider: ReleaseKind, loaded_plugins: Plugins
    ) -> None:
        """It is there, for this kind, and has a form that the kind knows."""
        known, wanted = rule_sets_of(loaded_plugins), provider.default_rule_set
        if wanted not in known:
            fail(f"the default rule set {wanted} is not there: known are {', '.join(known)}")
        rules = known[wanted]
        must(rules.kind == provider.id, f"{wanted} is for {rules.kind}, not for {provider.id}")
        forms = [template.form for template in rules.dirname.templates]
        told = f"{wanted} has the forms {', '.join(forms)}, of which {provider.id} knows none"
        must(set(forms) & set(provider.forms), told)

    def test_its_samples_are_of_its_class(
        self, provider: ReleaseKind, samples: Sequence[WorkMetadata]
    ) -> None:
        """Or the other tests would show nothing."""
        for each in samples:
            told = f"a sample is {type(each).__name__}, not {provider.metadata.__name__}"
            must(isinstance(each, provider.metadata), told)

    def test_the_fields_of_a_dirname_can_stand_in_one(
        self, provider: ReleaseKind, samples: Sequence[WorkMetadata], loaded_plugins: Plugins
    ) -> None:
        """Texts by the names that templates use, or a word that the rule set lacks."""
        for metadata in (*samples, _empty(provider)):
            for rules in _rule_sets(provider, loaded_plugins):
                for form in provider.forms:
                    fields = _answer(provider, "dirname_fields", metadata, form, rules)
                    _look_at_fields({} if fields is None else fields)

    def test_the_forms_that_fit_are_forms_of_the_kind(
        self, provider: ReleaseKind, samples: Sequence[WorkMetadata]
    ) -> None:
        """The best one first."""
        for metadata in (*samples, _empty(provider)):
            forms = _answer(provider, "forms_of", metadata, made=_listed)
            for form in forms or ():
                told = f"forms_of answers {form!r}: the forms are {', '.join(provider.forms)}"
                must(form in provider.forms, told)

    def test_its_rank_of_a_rule_set_is_a_number(
        self, provider: ReleaseKind, samples: Sequence[WorkMetadata], loaded_plugins: Plugins
    ) -> None:
        """The lowest is the best."""
        for metadata in (*samples, _empty(provider)):
            for rules in _rule_sets(provider, loaded_plugins):
                rank = _answer(provider, "rank_of", metadata, rules)
                must(rank is None or isinstance(rank, int), f"rank_of answers {rank!r}, no number")

    def test_further_sizes_of_volumes_are_bytes(
        self, provider: ReleaseKind, samples: Sequence[WorkMetadata], loaded_plugins: Plugins
    ) -> None:
        """Whole numbers above nothing."""
        for metadata in (*samples, _empty(provider)):
            for rules in _rule_sets(provider, loaded_plugins):
                sizes = _answer(provider, "further_sizes", metadata, rules)
                for size in sizes or ():
                    good = isinstance(size, int) and not isinstance(size, bool) and size > 0
                    must(good, f"further_sizes answers {size!r}: a size is a number of bytes")

    def test_it_tells_files_by_yes_and_no(self, provider: ReleaseKind) -> None:
        """Whatever they are called."""
        asked = [("accompanies", path) for path in _PATHS]
        for name, fact in (*asked, *(("is_excerpt", each) for each in _NAMES)):
            answer = _answer(provider, name, fact)
            told = f"{name} answers {answer!r} for {fact!r}: it is yes or no"
            must(answer is None or isinstance(answer, bool), told)

    def test_refining_keeps_the_class_and_the_format(
        self, provider: ReleaseKind, samples: Sequence[WorkMetadata]
    ) -> None:
        """With a text to look into, an empty one, and without any."""
        for metadata in (*samples, _empty(provider)):
            for excerpt in (None, lambda: "", lambda: "Once upon a time. " * 400):
                found = Extraction(format="x", metadata=metadata, excerpt=excerpt)
                refined = _answer(provider, "refine", found)
                if refined is None:
                    continue
                told = f"refine answers {type(refined).__name__}, no Extraction"
                must(isinstance(refined, Extraction), told)
                told = f"refine makes {type(refined.metadata).__name__} of {provider.metadata}"
                must(isinstance(refined.metadata, provider.metadata), told)
                must(refined.format == "x", "refine changes the format")


def _empty(kind: ReleaseKind) -> WorkMetadata:
    return get(f"{kind.metadata.__name__}()", kind.metadata)


def _once(words: Sequence[str], what: str) -> None:
    for each in words:
        must(words.count(each) == 1, f"the {what} {each} is named twice")


def _rule_sets(kind: ReleaseKind, plugins: Plugins) -> list[RuleSet]:
    return [each for each in rule_sets_of(plugins).values() if each.kind == kind.id]


def _listed(answer: Any) -> Any:
    if isinstance(answer, str) or not isinstance(answer, Iterable):
        fail(f"forms_of answers {answer!r}, no list of forms")
    return list(answer)


def _as_it_is(answer: Any) -> Any:
    return answer


def _answer(
    kind: ReleaseKind, name: str, *facts: Any, made: Callable[[Any], Any] = _as_it_is
) -> Any:
    """What a function of the kind answers; ``None`` where the kind has none, or lacks a word."""
    function = getattr(kind, name)
    if function is None:
        return None
    before = copy.deepcopy([each for each in facts if isinstance(each, WorkMetadata)])
    allowed = (BadValue,) if name == "dirname_fields" else ()
    told = f"{name} of {kind.id}"
    first, second = (ask(told, lambda: made(function(*facts)), may_raise=allowed) for _ in range(2))
    if first.error is None:
        must(first.value is not None, f"{told} answers nothing at all")
    must(first.value == second.value, f"{told} answers differently the second time")
    after = [each for each in facts if isinstance(each, WorkMetadata)]
    must(before == after, f"{told} changes the metadata")
    return first.value


def _look_at_fields(fields: object) -> None:
    if not isinstance(fields, Mapping):
        fail(f"dirname_fields answers {fields!r}, no fields by their names")
    for name, value in fields.items():
        good = isinstance(name, str) and _FIELD.fullmatch(name)
        must(good, f"dirname_fields names a field {name!r}: no template can")
        told = f"the field {name} of a dirname is {value!r}: it is text, or None to leave it out"
        must(value is None or isinstance(value, str), told)
