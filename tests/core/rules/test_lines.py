"""The lines of texts, and the control codes in them."""

import pytest

from packer_core.rules.lines import control_codes


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ("", 0)),
        ("plain\ttext\r\nwith lines\n", ("", 0)),
        # Pictures of code page 437, and the end of a text under DOS.
        ("\x01\x02 \x10\x11 \x1e\x1f\x1a", ("", 0)),
        ("a\x1b[2Jb", ("ESC", 1)),
        ("a\r\nb\x1b]0;title\x07\r\n\0", ("BEL, ESC, NUL", 2)),
        ("one\n\n\x08\x7f", ("BS, DEL", 3)),
        ("\x0c\n\x0b", ("FF, VT", 1)),
    ],
)
def test_control_codes_are_named_with_the_line_of_the_first(
    text: str, found: tuple[str, int]
) -> None:
    assert control_codes(text) == found
