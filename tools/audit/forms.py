"""What records and rows hold: docs/records.md, field by field. A field that is missing, of another
kind, beyond its limits or not listed is refused with its name."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any, Callable

from findings import Refusal
from keys import from_base64

FEN_MAX = 9_000_000_000_000_000
E4_MAX = 9_000_000_000_000_000
SERIAL_MAX = 999_999_999_999
TEXT_MAX = 2_000  # bytes, where nothing else is said

Check = Callable[[Any, str], None]  # a value, and where it stands; raises Refusal
Form = dict[str, Check]


class Optional:
    """A field that may be left out."""

    def __init__(self, check: Check) -> None:
        self.check = check

    def __call__(self, value: Any, where: str) -> None:
        self.check(value, where)


def check_form(form: Form, value: Any, where: str) -> None:
    """`value` is an object of just these fields."""
    if not isinstance(value, dict):
        raise Refusal("record_malformed", where)
    for name, check in form.items():
        if name in value:
            check(value[name], f"{where}.{name}")
        elif not isinstance(check, Optional):
            raise Refusal("record_malformed", f"{where}.{name}")
    for name in value:
        if name not in form:
            raise Refusal("record_malformed", f"{where}.{name}")


def _field(holds: Callable[[Any], bool]) -> Check:
    def check(value: Any, where: str) -> None:
        if not holds(value):
            raise Refusal("record_malformed", where)

    return check


def _string(pattern: str) -> Check:
    expression = re.compile(pattern, re.ASCII)
    return _field(lambda v: isinstance(v, str) and expression.fullmatch(v) is not None)


def is_day(value: Any) -> bool:
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def is_text(value: Any, size_max: int = TEXT_MAX, empty: bool = False) -> bool:
    """In NFC because canonical; here: not too long, without control characters."""
    return (
        isinstance(value, str)
        and (empty or value != "")
        and len(value.encode()) <= size_max
        and not any(unicodedata.category(c) == "Cc" for c in value)
    )


def text(size_max: int = TEXT_MAX) -> Check:
    return _field(lambda v: is_text(v, size_max))


def text_or_empty(size_max: int = TEXT_MAX) -> Check:
    return _field(lambda v: is_text(v, size_max, empty=True))


def whole(low: int, high: int) -> Check:
    return _field(lambda v: isinstance(v, int) and not isinstance(v, bool) and low <= v <= high)


def word(*words: str) -> Check:
    return _field(lambda v: isinstance(v, str) and v in words)


def many(check: Check) -> Check:
    def check_all(value: Any, where: str) -> None:
        if not isinstance(value, list):
            raise Refusal("record_malformed", where)
        for item in value:
            check(item, where)

    return check_all


def one(form: Form) -> Check:
    return lambda value, where: check_form(form, value, where)


def serials(value: Any, where: str) -> None:
    check_form(SERIALS, value, where)
    if value["first"] > value["last"]:
        raise Refusal("credits_not_positive", where)


def settings(value: Any, where: str) -> None:
    if not isinstance(value, dict) or not 1 <= len(value) <= 64:
        raise Refusal("record_malformed", where)
    for name, choice in value.items():
        identifier(name, where)
        text(200)(choice, where)


def step(value: Any, where: str) -> None:
    """A step of a scheme: what it holds goes by its kind."""
    kind = value.get("kind") if isinstance(value, dict) else None
    form = {**STEP, **(STEPS.get(kind, {}) if isinstance(kind, str) else {})}
    check_form(form, value, where)


identifier = _string(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}")
digest = _string(r"[0-9a-f]{64}")
number = _string(r"0|[1-9][0-9]{0,99}")  # a weight
flag = _field(lambda v: isinstance(v, bool))
day = _field(is_day)
base64 = _field(lambda v: from_base64(v) is not None)
year = whole(1900, 2200)
fen = whole(0, FEN_MAX)
signed_fen = whole(-FEN_MAX, FEN_MAX)
votes = whole(0, 1_000_000)
share_num, share_den = whole(0, 1_000_000), whole(1, 1_000_000)

ROWS: Form = {"root": digest, "count": whole(0, 1_000_000_000)}
SERIALS: Form = {
    "project": identifier,
    "vintage": year,
    "first": whole(1, SERIAL_MAX),
    "last": whole(1, SERIAL_MAX),
}
TABLE: Form = {"name": identifier, "sha256": digest}
SHARE: Form = {"num": share_num, "den": share_den}
STEP: Form = {
    "step": identifier,
    "kind": word("cost", "percent", "collective", "holders"),
    "basis": Optional(text()),
    "label_en": text(200),
    "label_zh": text(200),
}
STEPS: dict[str, Form] = {
    "cost": {"payee": identifier, "amount_fen": whole(1, FEN_MAX)},
    "percent": {"payee": identifier, "of": word("gross", "remaining"), **SHARE},
    "collective": SHARE,
    "holders": {"by": word("area_days", "equal")},
}
