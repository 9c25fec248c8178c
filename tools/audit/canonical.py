"""Canonical JSON as docs/records.md (The envelope) has it: RFC 8785, integers only, no duplicate
names, names in ASCII, all text in NFC. Bytes are canonical if they are the one spelling of what
they mean."""

from __future__ import annotations

import json
import unicodedata
from typing import Any, NoReturn

INTEGER_MAX = 2**53 - 1
DEPTH_MAX = 32


class NotCanonical(ValueError):
    """The bytes are not canonical JSON."""


def _integer(digits: str) -> int:
    if len(digits) > 17 or abs(int(digits)) > INTEGER_MAX:
        raise NotCanonical("integer beyond 2^53-1")
    return int(digits)


def _refuse(text: str) -> NoReturn:
    raise NotCanonical("number that is not an integer")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for name, value in pairs:
        if not name.isascii():
            raise NotCanonical("name not in ASCII")
        if name in members:
            raise NotCanonical("duplicate name " + name)
        members[name] = value
    return members


def _check(value: Any, depth: int) -> None:
    if isinstance(value, str):
        if not unicodedata.is_normalized("NFC", value):
            raise NotCanonical("text not in NFC")
    elif isinstance(value, (dict, list)):
        if depth == DEPTH_MAX:
            raise NotCanonical(f"nesting deeper than {DEPTH_MAX}")
        for item in value.values() if isinstance(value, dict) else value:
            _check(item, depth + 1)


def spell(value: Any) -> bytes:
    """The one spelling of a value. In ASCII the order of names is that of UTF-16 units."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def parse(data: bytes) -> Any:
    """The value of canonical bytes; NotCanonical for any others."""
    try:
        value = json.loads(
            data.decode(),
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_refuse,
            parse_constant=_refuse,
        )
        _check(value, 0)
        again = spell(value)
    except NotCanonical:
        raise
    except RecursionError:
        raise NotCanonical(f"nesting deeper than {DEPTH_MAX}") from None
    except ValueError:  # not UTF-8, not JSON, half a surrogate pair
        raise NotCanonical("not JSON in UTF-8") from None
    if again != data:
        raise NotCanonical("another spelling of the same")
    return value
