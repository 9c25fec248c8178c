"""Ed25519 keys and signatures, strictly (docs/records.md, Signatures, leaf, key id).

OpenSSL verifies; what it would let pass is refused here first: keys that are not the one spelling
of a point on the curve, keys of small order (under which one signature fits many texts), and
signatures whose S is not below the order of the group."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

SPKI_PREFIX = bytes.fromhex("302a300506032b6570032100")  # RFC 8410, section 4: up to the key
LEDGER_ID_DIGITS = 32  # docs/records.md, the envelope
SIGNED_FIRST = b"linhui record v1\n"

# RFC 8032, section 5.1.
PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, PRIME) % PRIME
ROOT_OF_MINUS_ONE = pow(2, (PRIME - 1) // 4, PRIME)

Point = tuple[int, int]


def _x_of(y: int, odd: int) -> int | None:
    square = (y * y - 1) * pow(D * y * y + 1, -1, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    if (x * x - square) % PRIME:
        x = x * ROOT_OF_MINUS_ONE % PRIME
    if (x * x - square) % PRIME or (x == 0 and odd):
        return None
    return PRIME - x if x & 1 != odd else x


def _double(point: Point) -> Point:
    x, y = point
    product = D * x * x * y * y
    return (
        2 * x * y * pow(1 + product, -1, PRIME) % PRIME,
        (y * y + x * x) * pow(1 - product, -1, PRIME) % PRIME,
    )


def weakness(raw: bytes) -> str | None:
    """Why these 32 bytes may not be anyone's key; nothing where they may."""
    number = int.from_bytes(raw, "little")
    y, odd = number & (2**255 - 1), number >> 255
    if y >= PRIME:
        return "not canonical"
    x = _x_of(y, odd)
    if x is None:
        return "not a point of the curve"
    point = _double(_double(_double((x, y))))
    return "of small order" if point == (0, 1) else None


@dataclass(frozen=True)
class PublicKey:
    """An Ed25519 key that nobody need be afraid of."""

    raw: bytes

    @classmethod
    def from_raw(cls, raw: bytes) -> PublicKey:
        """ValueError, with the reason, for a weak key."""
        reason = "not 32 bytes" if len(raw) != 32 else weakness(raw)
        if reason:
            raise ValueError(reason)
        return cls(raw)

    @classmethod
    def from_spki(cls, text: object) -> PublicKey:
        """From base64 of a SubjectPublicKeyInfo; ValueError otherwise."""
        der = from_base64(text)
        if der is None or not der.startswith(SPKI_PREFIX):
            raise ValueError("no Ed25519 key")
        return cls.from_raw(der[len(SPKI_PREFIX) :])

    @property
    def spki(self) -> bytes:
        return SPKI_PREFIX + self.raw

    @property
    def key_id(self) -> str:
        return hashlib.sha256(b"ed25519\n" + self.spki).hexdigest()[:32]

    @property
    def ledger_id(self) -> str:
        """The id of the ledger whose checkpoints this key signs."""
        return hashlib.sha256(self.spki).hexdigest()[:LEDGER_ID_DIGITS]

    def fits(self, signature: bytes, message: bytes) -> bool:
        """Whether the signature is this key's over the message."""
        if len(signature) != 64 or int.from_bytes(signature[32:], "little") >= ORDER:
            return False
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, message)
        except InvalidSignature:
            return False
        return True


def from_base64(text: object) -> bytes | None:
    """Bytes from their one spelling in standard base64, with padding."""
    if not isinstance(text, str) or not text.isascii():
        return None
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error:
        return None
    return data if base64.b64encode(data).decode() == text else None
