"""The disk counter, as receivers read it and as the fixer writes it."""

import pytest

from packer_core.nfo.diz import counter, find_counter, without_counter


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("DISK: [01/03]", (1, 3)),
        ("[01/03]", (1, 3)),
        ("(01/03)", (1, 3)),
        ("<01/03>", (1, 3)),
        ("[1/3]", (1, 3)),
        ("[x/3]", (None, 3)),
        ("[xx/03]", (None, 3)),
        ("[disk:01/03]", (1, 3)),
        ("[DISK 01 / 03]", (1, 3)),
        ("[  01/03  ]", (1, 3)),
        ("disks[01/03", (1, 3)),
        ("disk 1 of 3", (1, 3)),
        ("Disk #2/3", (2, 3)),
        ("part 1/3 here", (1, 3)),
        ("1/3", (1, 3)),
        ("-xx/03-", (None, 3)),
        ("01 of 03", (1, 3)),
        ("[o1/o3]", (1, 3)),
        ("[001/120]", (1, 120)),
        ("Part (1/2)? no: [9/3] [02/03]", (1, 2)),
        ("volume [3/2] then [02/03]", (2, 3)),
    ],
)
def test_every_form_of_a_counter_is_found(text: str, found: tuple[int | None, int]) -> None:
    assert find_counter(f"Some title\r\n{text}\r\n2010\r\n") == found


@pytest.mark.parametrize(
    "text",
    ["", "no counter", "01/02/2020", "http://x.org/1/2", "and/or", "[a/b]", "[1/0]", "24/7365x"],
)
def test_what_is_no_counter_is_not_found(text: str) -> None:
    assert find_counter(text) is None


def test_a_receiver_reads_the_first_4096_bytes_only() -> None:
    assert find_counter(" " * 4096 + "[01/03]") is None


def test_the_counter_has_two_digits_each() -> None:
    assert counter(1, 3) == "DISK: [01/03]"
    assert counter(None, 12) == "DISK: [xx/12]"


@pytest.mark.parametrize("title", ["Dune (2/5)", "Tome 1 of 3", "xx/03", "1 / 2"])
def test_a_title_can_be_kept_from_being_a_counter(title: str) -> None:
    assert find_counter(title) is not None
    assert find_counter(without_counter(title)) is None
