"""The envelope of a record, and the leaf that carries it (docs/records.md)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timezone
from typing import Any

import canonical
from bodies import BODIES
from findings import Refusal
from forms import Form, check_form, identifier, is_day, many, one, text, whole
from keys import from_base64

SHANGHAI_S = 8 * 3600
DAY_S = 86_400
EPOCH = date(1970, 1, 1).toordinal()

LEAF: Form = {"record": lambda value, where: None, "signatures": lambda value, where: None}
SIGNATURE: Form = {"alg": text(40), "key": identifier, "sig": text(200)}


def _object(value: Any, where: str) -> None:
    if not isinstance(value, dict):
        raise Refusal("record_malformed", where)


ENVELOPE: Form = {
    "v": whole(1, 1),
    "type": identifier,
    "ledger": identifier,
    "request": identifier,
    "time": text(40),
    "by": identifier,
    "body": _object,
}


@dataclass
class Record:
    """A record whose envelope is of the right form; its body is checked by `check_body`."""

    index: int
    type: str
    ledger: str
    request: str
    time: int  # seconds since 1970, the author's claim
    by: str
    body: dict[str, Any]
    signed: bytes  # the record's own bytes
    signatures: list[tuple[str, bytes]]  # key id and signature, in order of key id
    signers: set[str] = field(default_factory=set)  # parties, once the signatures fit

    @property
    def day(self) -> int:
        """The calendar day in Asia/Shanghai, in days since 1970."""
        return (self.time + SHANGHAI_S) // DAY_S

    def check_body(self) -> None:
        check_form(BODIES[self.type], self.body, "body")


def seconds_of(text: str) -> int | None:
    """Of `2026-11-23T08:00:00Z`, and of no other spelling."""
    if len(text) != 20 or not is_day(text[:10]) or text[19] != "Z":
        return None
    try:
        at = datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)
    except ValueError:
        return None
    seconds = int(at.timestamp())
    return seconds if at.strftime("%H:%M:%S") == text[11:19] else None


def days_of(day: str) -> int:
    """Days since 1970 of a day of the right form."""
    return date.fromisoformat(day).toordinal() - EPOCH


def _signatures(value: Any) -> list[tuple[str, bytes]]:
    many(one(SIGNATURE))(value, "signatures")
    signatures: list[tuple[str, bytes]] = []
    for entry in value:
        signature = from_base64(entry["sig"])
        if entry["alg"] != "ed25519" or signature is None or len(signature) != 64:
            raise Refusal("record_malformed", "signatures")
        if signatures and signatures[-1][0] >= entry["key"]:
            raise Refusal("record_malformed", "signatures out of order")
        signatures.append((entry["key"], signature))
    return signatures


def parse_leaf(index: int, leaf: bytes) -> Record:
    """Refusal: not_canonical, record_malformed."""
    try:
        value = canonical.parse(leaf)
    except canonical.NotCanonical as error:
        raise Refusal("not_canonical", error) from None
    check_form(LEAF, value, "leaf")
    envelope = value["record"]
    check_form(ENVELOPE, envelope, "record")
    seconds = seconds_of(envelope["time"])
    if seconds is None:
        raise Refusal("record_malformed", "record.time")
    return Record(
        index=index,
        type=envelope["type"],
        ledger=envelope["ledger"],
        request=envelope["request"],
        time=seconds,
        by=envelope["by"],
        body=envelope["body"],
        signed=canonical.spell(envelope),  # canonical in the leaf: the same bytes
        signatures=_signatures(value["signatures"]),
    )
