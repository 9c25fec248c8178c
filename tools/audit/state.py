"""What follows from the records so far. Plain data: the rules are in the modules beside it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any

from findings import Audit, Refusal
from keys import PublicKey
from records import Record
from rows import Rows, read_rows
from source import Source

BLOCK_STATES = ("held", "locked", "buffer", "retired", "cancelled")


@dataclass
class Party:
    roles: set[str]
    kind: str


@dataclass
class Key:
    party: str
    public: PublicKey
    revoked: bool = False


@dataclass
class Mechanism:
    buffer_num: int
    buffer_den: int
    natural_persons: bool
    methods: list[str]


@dataclass
class Method:
    crediting: bool
    published: tuple[str, tuple[str, ...]]  # basis, digests of its tables


@dataclass
class Stand:
    by: str
    area_m2: int


@dataclass
class Inventory:
    project: str
    by: str
    stands: list[tuple[str, str, str]] | None  # id, township, village; nothing without the rows


@dataclass
class Project:
    developer: str
    method: str
    mechanism: str | None
    inventory: str
    from_year: int
    to_year: int
    state: str = "listed"
    validator: str = ""
    net_e4: int = 0  # of every report issued on
    credited: int = 0


@dataclass
class Report:
    project: str
    developer: str
    from_year: int
    to_year: int
    root: str
    tables: list[str]
    nets: list[tuple[int, int]]  # vintage and net_e4, in order
    credited: list[tuple[str, int]] | None  # stand and year with a change; nothing without rows
    state: str = "filed"
    verifier: str = ""


@dataclass
class Block:
    first: int  # both inclusive
    last: int
    owner: str
    state: str
    tied_to: str = ""

    @property
    def credits(self) -> int:
        return self.last - self.first + 1


@dataclass
class Offer:
    sender: str
    to: str
    serials: dict[str, Any]
    expires: str | None
    open: bool = True


@dataclass
class Sale:
    project: str
    seller: str
    buyer: str
    blocks: list[dict[str, Any]]
    amount_fen: int
    state: str = "matched"
    run: str = ""


@dataclass
class Right:
    right: str
    stand: str
    type: str
    holder: str
    parent: str | None
    area_m2: int
    share_bp: int
    begin: int  # days since 1970, [begin, end)
    end: int

    def days(self, begin: int, end: int) -> int:
        return max(0, min(self.end, end) - max(self.begin, begin))


@dataclass
class Scheme:
    project: str
    steps: list[dict[str, Any]]
    adopters: list[str]
    notice_days: int
    quorum_num: int
    quorum_den: int


@dataclass
class Run:
    scheme: str
    developer: str
    waiting: set[str]  # collectives that have not approved yet
    payable: set[int] | None  # lines still to be paid; nothing without the rows
    approved: set[str] = field(default_factory=set)
    paid: set[int] = field(default_factory=set)
    state: str = "calculated"
    notice_from: int = 0


@dataclass
class State:
    """Everything by its id. What rests on rows that are not published is not refused for them."""

    source: Source
    audit: Audit
    ledger: str = ""
    demonstration: bool = False
    newest_time: int = 0
    requests: set[str] = field(default_factory=set)
    parties: dict[str, Party] = field(default_factory=dict)
    keys: dict[str, Key] = field(default_factory=dict)
    log_keys: list[PublicKey] = field(default_factory=list)  # in the order in which they signed
    collectives: dict[tuple[str, str], str] = field(default_factory=dict)  # by village
    mechanisms: dict[str, Mechanism] = field(default_factory=dict)
    methods: dict[str, Method] = field(default_factory=dict)
    tables: set[str] = field(default_factory=set)  # digests that were published
    inventories: dict[str, Inventory] = field(default_factory=dict)  # by root
    stands: dict[str, Stand] = field(default_factory=dict)
    claims: dict[str, list[str]] = field(default_factory=dict)  # stand: projects
    projects: dict[str, Project] = field(default_factory=dict)
    reports: dict[str, Report] = field(default_factory=dict)
    credited: set[tuple[str, int]] = field(default_factory=set)  # stand and year
    blocks: dict[tuple[str, int], list[Block]] = field(default_factory=dict)  # by first serial
    offers: dict[str, Offer] = field(default_factory=dict)
    sales: dict[str, Sale] = field(default_factory=dict)
    rights: dict[str, Right] = field(default_factory=dict)
    rights_on: dict[str, list[Right]] = field(default_factory=dict)  # by stand
    schemes: dict[str, Scheme] = field(default_factory=dict)
    runs: dict[str, Run] = field(default_factory=dict)
    exports: int = 0
    stands_known: bool = True  # every inventory's rows were there
    rights_known: bool = True  # every register's rows were there

    def rows(self, record: Record) -> Rows | None:
        """The rows that a record names; nothing, and noted, where they are not published."""
        named = record.body["rows"]
        rows = read_rows(self.source, named["root"], named["count"])
        if rows is None:
            self.audit.rows_not_published.append(record.index)
        else:
            self.audit.rows += rows.count
        return rows

    def party(self, name: str) -> Party | None:
        """Nothing where it may have come in by rows that are not published."""
        if name not in self.parties and self.rights_known:
            raise Refusal("party_not_found", name)
        return self.parties.get(name)

    def block_of(self, serials: dict[str, Any]) -> Block:
        """The one block in which these serials lie."""
        blocks = self.blocks.get((serials["project"], serials["vintage"]), [])
        at = bisect_right(blocks, serials["first"], key=lambda block: block.first) - 1
        if at < 0 or blocks[at].last < serials["first"]:
            raise Refusal("serials_unknown", serial_text(serials))
        if blocks[at].last < serials["last"]:
            raise Refusal("serials_overlap", serial_text(serials))
        return blocks[at]

    def move(self, serials: dict[str, Any], owner: str, state: str, tied_to: str = "") -> None:
        """Cuts the serials out of their block and puts them into other hands."""
        block = self.block_of(serials)
        first, last = serials["first"], serials["last"]
        parts = [
            Block(block.first, first - 1, block.owner, block.state, block.tied_to),
            Block(first, last, owner, state, tied_to),
            Block(last + 1, block.last, block.owner, block.state, block.tied_to),
        ]
        blocks = self.blocks[serials["project"], serials["vintage"]]
        at = bisect_right(blocks, first, key=lambda other: other.first) - 1
        blocks[at : at + 1] = [part for part in parts if part.credits > 0]


def serial_text(serials: dict[str, Any]) -> str:
    return "{project}-{vintage}-{first}-{last}".format(**serials)


def found(table: dict[str, Any], name: str, code: str) -> Any:
    """What has this name; refused with `code` where nothing has."""
    if name not in table:
        raise Refusal(code, name)
    return table[name]


def require(holds: bool, code: str, detail: object = "") -> None:
    if not holds:
        raise Refusal(code, detail)
