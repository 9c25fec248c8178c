"""What an audit has to say: findings, and what was read to come to them."""

from __future__ import annotations

from dataclasses import dataclass, field

DETAIL_MAX = 200  # characters of a detail: the publisher is the adversary, and so are his texts
FINDINGS_MAX = 100  # kept; the rest is counted


class Refusal(Exception):
    """A record, or something beside it, that docs/ does not allow."""

    def __init__(self, code: str, detail: object = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = harmless(str(detail))


class Unreadable(Exception):
    """The machine or the network failed: nothing can be said about the log."""


def harmless(text: str) -> str:
    """Text of the publisher's that may be shown: no control characters, not long."""
    shown = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text[: DETAIL_MAX + 1])
    return shown if len(shown) <= DETAIL_MAX else shown[:DETAIL_MAX] + "…"


@dataclass(frozen=True)
class Finding:
    """Something that is not as it must be. `index` is the record's, where it is about one."""

    code: str
    index: int | None = None
    detail: str = ""


@dataclass
class Audit:
    """The outcome of an audit, filled while it goes on."""

    origin: str = ""
    size: int = 0
    root: str = ""
    demonstration: bool = False
    records: int = 0  # leaves read
    signatures: int = 0  # of records, that fit
    rows: int = 0  # beside records, that have the root the record names
    rows_not_published: list[int] = field(default_factory=list)  # records whose rows are not there
    credits: list[dict[str, object]] = field(default_factory=list)  # by project and vintage
    findings: list[Finding] = field(default_factory=list)
    left_off: int = 0

    @property
    def sound(self) -> bool:
        return not self.findings

    def add(self, code: str, index: int | None = None, detail: object = "") -> None:
        """Notes a finding; beyond FINDINGS_MAX it is only counted."""
        if len(self.findings) < FINDINGS_MAX:
            self.findings.append(Finding(code, index, harmless(str(detail))))
        else:
            self.left_off += 1
