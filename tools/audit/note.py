"""Signed notes and checkpoints (docs/merkle_log.md, Checkpoints).

C2SP signed-note and tlog-checkpoint."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from keys import PublicKey, from_base64

NOTE_MAX = 65_536  # bytes; ours have some 250, and room for a hundred witnesses
SIGNATURES_MAX = 100
ED25519 = b"\x01"  # the type of signature, in verifier keys and key hashes


class NoteError(ValueError):
    """A note, a checkpoint or a verifier key that is not one, or not signed as it must be."""


@dataclass(frozen=True)
class VerifierKey:
    """`<name>+<key hash>+<key>`: who signs checkpoints, and with what."""

    name: str
    key: PublicKey

    @property
    def key_hash(self) -> bytes:
        signed = self.name.encode() + b"\n" + ED25519 + self.key.raw
        return hashlib.sha256(signed).digest()[:4]

    @classmethod
    def parse(cls, text: str) -> VerifierKey:
        parts = text.split("+", 2)  # base64 has plus signs, a name and a hash have none
        typed = from_base64(parts[2]) if len(parts) == 3 else None
        if typed is None or typed[:1] != ED25519 or not _is_name(parts[0]):
            raise NoteError("a verifier key is <name>+<hash>+<Ed25519 key>")
        try:
            key = cls(parts[0], PublicKey.from_raw(typed[1:]))
        except ValueError as reason:
            raise NoteError(f"the verifier key is {reason}") from None
        if key.key_hash.hex() != parts[1]:
            raise NoteError("the verifier key's hash is not that of its name and key")
        return key


@dataclass(frozen=True)
class Checkpoint:
    """What the log's key says: so many leaves, with this root."""

    origin: str
    size: int
    root: bytes


def _is_name(name: str) -> bool:
    return bool(name) and name.isprintable() and not re.search(r"[\s+]", name)


def open_note(note: bytes, key: VerifierKey) -> str:
    """The text of a note that this key has signed. Other keys' signatures are passed over."""
    try:
        text, blank, lines = note.decode().rpartition("\n\n")
    except UnicodeDecodeError:
        raise NoteError("not UTF-8") from None
    if not blank or not lines.endswith("\n") or re.search(r"[\x00-\x09\x0b-\x1f]", text + lines):
        raise NoteError("not a signed note")
    text += "\n"
    signatures = lines[:-1].split("\n")
    if len(signatures) > SIGNATURES_MAX:
        raise NoteError("too many signatures")
    ours: bytes | None = None
    for line in signatures:
        parts = line.split(" ")
        value = from_base64(parts[2]) if len(parts) == 3 else None
        if parts[0] != "—" or value is None or len(value) < 5 or not _is_name(parts[1]):
            raise NoteError("a signature line is malformed")
        if ours is None and parts[1] == key.name and value[:4] == key.key_hash:
            ours = value[4:]
    if ours is None:
        raise NoteError(f"not signed by {key.name}")
    if not key.key.fits(ours, text.encode()):
        raise NoteError(f"the signature of {key.name} does not fit")
    return text


def open_checkpoint(note: bytes, key: VerifierKey) -> Checkpoint:
    """A checkpoint signed by the log whose origin is the key's name."""
    if len(note) > NOTE_MAX:
        raise NoteError("too long")
    lines = open_note(note, key)[:-1].split("\n")
    root = from_base64(lines[2]) if len(lines) >= 3 else None
    if root is None or len(root) != 32 or not re.fullmatch(r"0|[1-9][0-9]{0,18}", lines[1]):
        raise NoteError("not a checkpoint")
    if "" in lines:
        raise NoteError("the checkpoint has an empty line")
    if lines[0] != key.name:
        raise NoteError("the checkpoint is of another log")
    return Checkpoint(lines[0], int(lines[1]), root)
