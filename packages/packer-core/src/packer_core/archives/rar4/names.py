"""File names in RAR 4 headers (TechNote 4.00, FILE_NAME and the flag LHD_UNICODE).

A name outside ASCII is written twice: as bytes of an old code page for readers that know no
better, then, after a zero byte, as UTF-16 in a compact code. Where UTF-16 needs two units for a
character, readers take them for two characters, so that such a name is written as UTF-8 instead,
once, which the same flag allows. The compact code is a high byte, then a byte of four 2-bit
operations before each group of up to four:

* 0: one byte, the character of that number,
* 1: one byte, the low half of a character that has the stated high byte,
* 2: two bytes, a character, low half first,
* 3: a run of characters equal to those of the old name, or near them.
"""

from collections import Counter

#: What stands in the old name for a character that it cannot hold.
_SUBSTITUTE = "_"

#: The last character of one UTF-16 unit.
_TWO_BYTES = 0xFFFF


def encode_name(name: str) -> tuple[bytes, bool]:
    """The bytes of a name with ``/``, and whether they are in the Unicode form.

    Raises :class:`UnicodeEncodeError` for a name that is not Unicode (a lone surrogate).
    """
    name = name.replace("/", "\\")
    if name.isascii():
        return name.encode("ascii"), False
    units = [ord(character) for character in name]
    if max(units) > _TWO_BYTES:
        return name.encode("utf-8"), True
    name.encode("utf-8")  # A lone surrogate is refused in this form as well.
    old = "".join(chr(unit) if unit < 0x80 else _SUBSTITUTE for unit in units)
    return old.encode("ascii") + b"\0" + _compact(units), True


def _compact(units: list[int]) -> bytes:
    high = _frequent_high_byte(units)
    out = bytearray([high])
    for at in range(0, len(units), 4):
        operations, operands = 0, bytearray()
        for slot, unit in enumerate(units[at : at + 4]):
            operation, operand = _operation(unit, high)
            operations |= operation << (6 - 2 * slot)
            operands += operand
        out.append(operations)
        out += operands
    return bytes(out)


def _frequent_high_byte(units: list[int]) -> int:
    high = Counter(unit >> 8 for unit in units if unit > 0xFF)
    return high.most_common(1)[0][0] if high else 0


def _operation(unit: int, high: int) -> tuple[int, bytes]:
    if unit <= 0xFF:
        return 0, bytes([unit])
    if unit >> 8 == high:
        return 1, bytes([unit & 0xFF])
    return 2, unit.to_bytes(2, "little")


def decode_name(raw: bytes, unicode_form: bool) -> str:
    """The name that a header holds, with ``/``; never raises, whatever the bytes are."""
    old, zero, compact = raw.partition(b"\0")
    if not unicode_form:
        name = _decode_old(old)
    elif not zero:
        # The flag without a second form: the bytes themselves are UTF-8.
        name = old.decode("utf-8", "replace")
    else:
        raw_units = b"".join(unit.to_bytes(2, "little") for unit in _expand(old, compact))
        name = raw_units.decode("utf-16-le", "replace")
    return name.replace("\\", "/")


def _decode_old(raw: bytes) -> str:
    """Without the flag no code page is stated: UTF-8 on Unix, that of the machine elsewhere."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp437")


def _expand(old: bytes, compact: bytes) -> list[int]:
    """The UTF-16 units of a compact name; ends where the bytes end."""
    units: list[int] = []
    high, at = (compact[0] << 8 if compact else 0), 1
    while at < len(compact):
        operations = compact[at]
        at += 1
        for shift in (6, 4, 2, 0):
            operand = compact[at : at + 2]
            if not operand:
                break
            more, used = _perform(operations >> shift & 3, operand, high, old[len(units) :])
            units += more
            at += used
    return units


def _perform(operation: int, operand: bytes, high: int, old: bytes) -> tuple[list[int], int]:
    """The units that an operation makes, and how many bytes of the operand it uses."""
    first = operand[0]
    if operation == 0:
        return [first], 1
    if operation == 1:
        return [high | first], 1
    if operation == 2:
        return [int.from_bytes(operand, "little")], 2
    run = old[: (first & 0x7F) + 2]
    if not first & 0x80:
        return list(run), 1
    shift = operand[-1]
    return [high | (unit + shift) & 0xFF for unit in run], 2
