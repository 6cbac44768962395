"""What the vault closes opens in its own place, with its own key, and unchanged."""

import base64
import pickle
import secrets
import traceback

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as st

from packer_core.errors import BadConfiguration, OldSeal, PackerError, Tampered, WrongKey
from packer_core.redaction import Secret
from packer_core.vault import KEY_SIZE, Key, Place, Vault, is_old

MATERIAL = bytes(range(100, 100 + KEY_SIZE))
KEY = Key(MATERIAL)
RECORD = "0123456789abcdef0123456789abcdef"
PURPOSE = "api_configs"
PLACE = Place(PURPOSE, RECORD)
SECRET = Secret("planted-secret")

#: Where the parts of a closed secret begin.
VERSION, ID, NONCE, TEXT = 0, 1, 9, 21
TAG = TEXT + len(SECRET.reveal())


def close(record: str = RECORD, purpose: str = PURPOSE, key: Key = KEY) -> bytes:
    return Vault(key).close(Place(purpose, record), SECRET)


@given(st.text(), st.text(), st.text())
def test_what_was_closed_opens(text: str, purpose: str, record: str) -> None:
    vault = Vault(KEY)
    opened = vault.open(Place(purpose, record), vault.close(Place(purpose, record), Secret(text)))
    assert opened.reveal() == text


def test_the_closed_form_is_the_documented_one() -> None:
    sealed = close()
    assert len(sealed) == TAG + 16
    assert sealed[VERSION:ID] == b"\x02"
    assert sealed[ID:NONCE] == _derived("id", 8)
    cipher = AESGCM(_derived(PURPOSE, 32))
    known = f'["{PURPOSE}", "{RECORD}"]'.encode()
    assert cipher.decrypt(sealed[NONCE:TEXT], sealed[TEXT:], known) == b"planted-secret"


def test_what_is_of_the_documented_form_opens() -> None:
    nonce = secrets.token_bytes(12)
    known = f'["ftp_configs", "{RECORD}", "user:1", null, "\\u00e9"]'.encode()
    closed = AESGCM(_derived("ftp_configs", 32)).encrypt(nonce, b"other", known)
    sealed = b"\x02" + _derived("id", 8) + nonce + closed
    place = Place("ftp_configs", RECORD, ("user:1", None, "é"))
    assert Vault(KEY).open(place, sealed) == Secret("other")


def test_what_the_first_version_closed_opens_only_where_it_is_asked_for_so() -> None:
    nonce = secrets.token_bytes(12)
    known = f"{PURPOSE}\0{RECORD}".encode()
    closed = AESGCM(_derived(PURPOSE, 32)).encrypt(nonce, b"old", known)
    sealed = b"\x01" + _derived("id", 8) + nonce + closed
    assert is_old(sealed)
    with pytest.raises(OldSeal):
        Vault(KEY).open(PLACE, sealed)
    assert Vault(KEY).open_old(PLACE, sealed) == Secret("old")
    with pytest.raises(Tampered):
        Vault(KEY).open_old(Place("ftp_configs", RECORD), sealed)
    with pytest.raises(Tampered):
        # As a seal of today it is none.
        Vault(KEY).open(PLACE, b"\x02" + sealed[1:])
    with pytest.raises(Tampered):
        Vault(KEY).open_old(PLACE, close())


_BOUND = st.lists(st.none() | st.text(max_size=3), max_size=4).map(tuple)


@given(_BOUND, _BOUND)
def test_what_is_bound_to_one_place_opens_in_no_other(
    here: tuple[str | None, ...], there: tuple[str | None, ...]
) -> None:
    sealed = Vault(KEY).close(Place(PURPOSE, RECORD, here), SECRET)
    assert Vault(KEY).open(Place(PURPOSE, RECORD, here), sealed) == SECRET
    if here != there:
        with pytest.raises(Tampered):
            Vault(KEY).open(Place(PURPOSE, RECORD, there), sealed)


def _derived(purpose: str, length: int) -> bytes:
    info = b"packer vault 1: " + purpose.encode()
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=info).derive(MATERIAL)


def test_no_two_are_alike_and_none_holds_the_text() -> None:
    closed = [close() for _ in range(200)]
    assert len({each[NONCE:TEXT] for each in closed}) == 200
    assert len({each[TEXT:] for each in closed}) == 200
    assert not [each for each in closed if b"planted" in each]


@pytest.mark.parametrize(
    ("start", "end", "error"),
    [
        pytest.param(VERSION, ID, Tampered, id="version"),
        pytest.param(ID, NONCE, WrongKey, id="key id"),
        pytest.param(NONCE, TEXT, Tampered, id="nonce"),
        pytest.param(TEXT, TAG, Tampered, id="ciphertext"),
        pytest.param(TAG, TAG + 16, Tampered, id="tag"),
    ],
)
def test_a_flipped_bit_is_refused(start: int, end: int, error: type[PackerError]) -> None:
    sealed, vault = close(), Vault(KEY)
    assert len(sealed) == TAG + 16
    for place in range(start, end):
        for bit in range(8):
            changed = bytearray(sealed)
            changed[place] ^= 1 << bit
            with pytest.raises(error) as caught:
                vault.open(PLACE, bytes(changed))
            assert type(caught.value) is error
            _is_silent(caught.value)


def test_an_id_of_another_known_key_is_refused() -> None:
    other = Key.make()
    sealed = close()
    changed = sealed[:ID] + bytes.fromhex(other.id) + sealed[NONCE:]
    with pytest.raises(Tampered):
        Vault(KEY, other).open(PLACE, changed)


def test_a_cut_one_is_refused() -> None:
    sealed, vault = close(), Vault(KEY)
    for length in range(len(sealed)):
        with pytest.raises(Tampered) as caught:
            vault.open(PLACE, sealed[:length])
        assert caught.value.facts == {"record": RECORD}


@pytest.mark.parametrize("more", [b"\0", b"\n", b"more"])
def test_one_with_more_behind_it_is_refused(more: bytes) -> None:
    with pytest.raises(Tampered):
        Vault(KEY).open(PLACE, close() + more)


@pytest.mark.parametrize(
    ("purpose", "record"),
    [
        pytest.param(PURPOSE, f"{RECORD[:-1]}0", id="another record"),
        pytest.param(PURPOSE, "", id="no record"),
        pytest.param("ftp_configs", RECORD, id="another purpose"),
        pytest.param(f"{PURPOSE}\0", RECORD, id="a longer purpose"),
        pytest.param(PURPOSE, f"\0{RECORD}", id="a longer record"),
    ],
)
def test_a_moved_one_is_refused(purpose: str, record: str) -> None:
    with pytest.raises(Tampered) as caught:
        Vault(KEY).open(Place(purpose, record), close())
    assert caught.value.facts == {"record": record}


def test_another_key_is_told_which_one_is_needed() -> None:
    other = Key.make()
    with pytest.raises(WrongKey) as caught:
        Vault(other).open(PLACE, close())
    assert caught.value.facts == {"needed": KEY.id, "have": other.id}
    assert KEY.id == _derived("id", 8).hex()
    _is_silent(caught.value)


def test_an_older_key_opens_and_closes_nothing() -> None:
    sealed, new = close(), Key.make()
    vault = Vault(new, Key.make(), KEY)
    assert vault.open(PLACE, sealed) == SECRET
    closed = vault.close(PLACE, SECRET)
    assert closed[ID:NONCE].hex() == new.id
    assert Vault(new).open(PLACE, closed) == SECRET
    with pytest.raises(WrongKey):
        Vault(KEY).open(PLACE, closed)


FORMS = {
    "hex": MATERIAL.hex(),
    "capital hex": MATERIAL.hex().upper(),
    "base64": base64.b64encode(MATERIAL).decode(),
    "base64 without its end": base64.b64encode(MATERIAL).decode().rstrip("="),
    "a line": f"  {base64.b64encode(MATERIAL).decode()}\r\n",
}

#: Has the two characters that differ.
SLANTED = bytes([0xFB, 0xEF, 0xBE, 0xFF, 0xFF, 0xFF]) + bytes(26)


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS)
def test_a_key_is_read_in_each_form(text: str) -> None:
    assert Key.parse(text, "here").id == KEY.id
    assert Vault(Key.parse(text, "here")).open(PLACE, close()) == SECRET


@pytest.mark.parametrize("end", ["", "="])
def test_a_key_is_read_in_base64_for_addresses(end: str) -> None:
    text = base64.urlsafe_b64encode(SLANTED).decode().rstrip("=") + end
    assert {"-", "_"} <= set(text)
    assert Key.parse(text, "here").id == Key(SLANTED).id
    plain = base64.b64encode(SLANTED).decode()
    assert {"+", "/"} <= set(plain)
    assert Key.parse(plain, "here").id == Key(SLANTED).id


WRONG = {
    "empty": "",
    "blank": " \n",
    "padding": "====",
    "a text": "correct horse battery staple",
    "of the right length": "x" * 43 + "!",
    "31 bytes": base64.b64encode(MATERIAL[1:]).decode(),
    "33 bytes": base64.b64encode(MATERIAL + b"x").decode(),
    "short hex": MATERIAL.hex()[:-2],
    "long hex": MATERIAL.hex() + "00",
    "odd hex": MATERIAL.hex()[:-1],
    "two lines": FORMS["base64"][:20] + "\n" + FORMS["base64"][20:],
    "not ASCII": FORMS["base64"][:-2] + "é=",
    "half a character": FORMS["base64"][:-2] + "\udcff=",
    "two keys": FORMS["base64"] + FORMS["base64"],
}


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG)
def test_what_is_no_key_is_refused_without_its_text(text: str) -> None:
    with pytest.raises(BadConfiguration) as caught:
        Key.parse(text, "PACKER_VAULT__KEY")
    error = caught.value
    assert error.facts == {"where": "PACKER_VAULT__KEY", "reason": "no-vault-key"}
    assert error.__context__ is None
    told = [str(error), repr(error), repr(error.args), *traceback.format_exception(error)]
    if text.strip(" =\n"):
        assert not [each for each in told if text in each or ascii(text)[1:-1] in each]


@given(st.binary(min_size=KEY_SIZE, max_size=KEY_SIZE))
def test_a_key_is_read_as_it_was_written(material: bytes) -> None:
    key = Key(material)
    assert Key.parse(key.text, "here").derive("any") == key.derive("any")


@pytest.mark.parametrize("size", [0, 16, 31, 33, 64])
def test_a_key_has_32_bytes(size: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Key(bytes(size))


def test_each_purpose_has_its_own_key() -> None:
    purposes = ["id", "api_configs", "ftp_configs", "tokens", ""]
    derived = [KEY.derive(purpose) for purpose in purposes]
    assert len({*derived, MATERIAL}) == len(purposes) + 1
    assert {len(each) for each in derived} == {KEY_SIZE}
    assert derived == [_derived(purpose, 32) for purpose in purposes]
    # Who sees the id has no part of a key that closes.
    assert not [each for each in [*derived[1:], MATERIAL] if bytes.fromhex(KEY.id) in each]


def test_made_keys_differ() -> None:
    assert len({Key.make().id for _ in range(50)}) == 50


def test_keys_are_shown_by_their_id_only() -> None:
    vault = Vault(KEY, Key(SLANTED))
    shown = [str(KEY), repr(KEY), repr(vault), str(vault), f"{KEY!r:>90}", repr({KEY.id: KEY})]
    assert repr(KEY) == f"Key({KEY.id})"
    told = "".join(shown)
    for material in (MATERIAL, SLANTED):
        forms = [material.hex(), base64.b64encode(material).decode(), repr(material)]
        assert not [form for form in forms if form in told]


def _is_silent(error: PackerError) -> None:
    """No text and no key is in what an error tells, nor in what would be sent elsewhere."""
    told = "".join([str(error), repr(error), *traceback.format_exception(error)])
    sent = pickle.dumps(error.facts)
    for secret in (SECRET.reveal(), MATERIAL.hex(), KEY.text):
        assert secret not in told
        assert secret.encode() not in sent
