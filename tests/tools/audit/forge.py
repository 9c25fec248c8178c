"""Makes a log of one's own, signed by one's own keys, with whatever records one likes: what a
dishonest publisher can do, and what `linhui` will not."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

SPKI_PREFIX = bytes.fromhex("302a300506032b6570032100")
H0, H1, H2 = "0" * 64, "1" * 64, "2" * 64


def canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def tree_root(hashes: list[bytes]) -> bytes:
    """RFC 6962, section 2.1, as it is written there: the slow way."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    half = 1
    while half * 2 < len(hashes):
        half *= 2
    left, right = tree_root(hashes[:half]), tree_root(hashes[half:])
    return hashlib.sha256(b"\x01" + left + right).digest()


def leaf_hashes(leaves: list[bytes]) -> list[bytes]:
    return [hashlib.sha256(b"\x00" + leaf).digest() for leaf in leaves]


@dataclass
class Hand:
    """Someone with a key, the same one every time."""

    name: str

    @property
    def private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(self.name.encode()).digest())

    @property
    def raw(self) -> bytes:
        return self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    @property
    def spki(self) -> bytes:
        return SPKI_PREFIX + self.raw

    @property
    def key_id(self) -> str:
        return hashlib.sha256(b"ed25519\n" + self.spki).hexdigest()[:32]


LOG = Hand("log")
LEDGER = hashlib.sha256(LOG.spki).hexdigest()[:32]
ORIGIN = f"linhui/{LEDGER}"


def key_hash(hand: Hand = LOG) -> bytes:
    return hashlib.sha256(ORIGIN.encode() + b"\n\x01" + hand.raw).digest()[:4]


def verifier_key(hand: Hand) -> str:
    return f"{ORIGIN}+{key_hash(hand).hex()}+{b64(bytes([1]) + hand.raw)}"


VERIFIER_KEY = verifier_key(LOG)


def note(size: int, root: bytes, hand: Hand = LOG) -> bytes:
    text = f"{ORIGIN}\n{size}\n{b64(root)}\n"
    signature = b64(key_hash(hand) + hand.private.sign(text.encode()))
    return f"{text}\n— {ORIGIN} {signature}\n".encode()


@dataclass
class ForgedLog:
    """Leaves and rows, published by `publish`."""

    leaves: list[bytes] = field(default_factory=list)
    rows: dict[str, list[bytes]] = field(default_factory=dict)
    time: str = "2026-03-01T01:00:00Z"
    signer: Hand = field(default_factory=lambda: LOG)  # of the checkpoint

    def add(self, type_: str, by: str, body: Any, *others: str, **changed: Any) -> int:
        """Appends a record signed by `by` and the others; `changed` replaces envelope fields."""
        envelope = {
            "v": 1,
            "type": type_,
            "ledger": LEDGER,
            "request": f"r{len(self.leaves)}",
            "time": self.time,
            "by": by,
            "body": body,
            **changed,
        }
        record = canonical(envelope)
        hands = sorted((Hand(name) for name in (by, *others)), key=lambda hand: hand.key_id)
        signatures = [
            {
                "alg": "ed25519",
                "key": hand.key_id,
                "sig": b64(hand.private.sign(b"linhui record v1\n" + record)),
            }
            for hand in hands
        ]
        self.leaves.append(canonical({"record": envelope, "signatures": signatures}))
        return len(self.leaves) - 1

    def beside(self, rows: list[Any]) -> dict[str, Any]:
        """Keeps rows, and gives the reference by which a body names them."""
        data = [canonical(row) for row in rows]
        root = tree_root(leaf_hashes(data)).hex()
        self.rows[root] = data
        return {"root": root, "count": len(data)}

    def publish(self, folder: Path) -> None:
        hashes = leaf_hashes(self.leaves)
        size = len(hashes)
        for first in range(0, size, 256):
            leaves = self.leaves[first : first + 256]
            data = b"".join(len(leaf).to_bytes(2, "big") + leaf for leaf in leaves)
            write_tile(folder, "entries", first // 256, len(leaves), data)
        level = 0
        while hashes:
            for first in range(0, len(hashes), 256):
                part = hashes[first : first + 256]
                write_tile(folder, str(level), first // 256, len(part), b"".join(part))
            whole = len(hashes) // 256
            hashes = [tree_root(hashes[256 * i : 256 * (i + 1)]) for i in range(whole)]
            level += 1
        write_rows(folder, self.rows)
        root = tree_root(leaf_hashes(self.leaves))
        (folder / "checkpoint").write_bytes(note(size, root, self.signer))


def write_tile(folder: Path, level: str, index: int, width: int, data: bytes) -> None:
    assert index < 1000
    name = f"{index:03}" + (f".p/{width}" if width < 256 else "")
    path = folder / "tile" / level / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def write_rows(folder: Path, rows: dict[str, list[bytes]]) -> None:
    (folder / "rows").mkdir(parents=True, exist_ok=True)
    for root, data in rows.items():
        (folder / "rows" / root).write_bytes(b"".join(row + b"\n" for row in data))


def spki(name: str) -> str:
    return b64(Hand(name).spki)


def founded() -> ForgedLog:
    """A ledger and its parties: each signs with a key of its own name."""
    log = ForgedLog()
    log.add(
        "ledger.create",
        "bureau",
        {
            "name": "forged",
            "purpose": "demonstration",
            "profile": "standard",
            "log_key": b64(LOG.spki),
            "registrar_key": spki("bureau"),
            "registrar_name": "Bureau",
        },
    )
    for name, role, kind in (
        ("forester", "developer", "company"),
        ("checker", "verifier", "verifier"),
        ("buyer", "buyer", "company"),
        ("airline", "buyer", "company"),
    ):
        log.add("party.admit", "bureau", admission(name, role, kind))
    place = {"township": "T", "village": "V"}
    village = {**admission("village", "collective", "collective"), **place}
    log.add("party.admit", "bureau", village)
    return log


def admission(name: str, role: str, kind: str) -> dict[str, Any]:
    return {"party": name, "roles": [role], "kind": kind, "name": name, "key": spki(name)}


def stand(number: int) -> dict[str, Any]:
    return {
        "stand_id": f"S{number}",
        "kind": "forest",
        "township": "T",
        "village": "V",
        "area_m2": 10_000,
        "shape": [],
    }


def with_project() -> ForgedLog:
    """The same with a registered project of two stands."""
    log = founded()
    lines = [{"table": "t.csv", "text": "a"}, {"table": "t.csv", "text": "b"}]
    tables = [{"name": "t.csv", "sha256": hashlib.sha256(b"a\nb\n").hexdigest()}]
    log.add(
        "method.publish",
        "bureau",
        {
            "method": "M",
            "version": "1",
            "crediting": True,
            "basis": "recalled",
            "compared_with": "nothing",
            "compared_by": "nobody",
            "compared_on": "2026-01-01",
            "tables": tables,
            "rows": log.beside(lines),
        },
    )
    log.add(
        "mechanism.define",
        "bureau",
        {
            "mechanism": "X",
            "name": "X",
            "buffer_num": 10,
            "buffer_den": 100,
            "natural_persons": False,
            "methods": ["M"],
            "basis": "none",
        },
    )
    inventory = log.beside([stand(1), stand(2)])
    log.add(
        "inventory.import",
        "forester",
        {
            "project": "P",
            "file": "f",
            "file_sha256": H0,
            "area_m2": 20_000,
            "rows": inventory,
        },
    )
    log.add(
        "project.register",
        "forester",
        {
            "project": "P",
            "name": "P",
            "method": "M",
            "mechanism": "X",
            "inventory": inventory["root"],
            "from_year": 2020,
            "to_year": 2030,
        },
    )
    log.add("project.validate", "checker", {"project": "P", "statement_sha256": H0})
    log.add("project.approve", "bureau", {"project": "P"})
    return log


def report_body(log: ForgedLog, name: str, year: int, tonnes: str) -> dict[str, Any]:
    """A report of one vintage: one stand has grown by so many tonnes, `12.3400`."""
    e4 = int(tonnes.replace(".", ""))
    rows = []
    for at, change in ((year - 1, ""), (year, tonnes)):
        for pool in ("above_ground", "total"):
            rows.append(
                {"stand": "S1", "year": at, "pool": pool, "stock": "9.0000", "change": change}
            )
    inventory = json.loads(log.leaves[9])["record"]["body"]["inventory"]
    table = json.loads(log.leaves[6])["record"]["body"]["tables"][0]
    terms = dict.fromkeys(("project_emissions_e4", "baseline_e4", "leakage_e4", "deduction_e4"), 0)
    return {
        "report": name,
        "project": "P",
        "method": "M",
        "version": "1",
        "gwp": "AR5",
        "statement": "s",
        "inventory": inventory,
        "from_year": year - 1,
        "to_year": year,
        "parameter_set_sha256": H0,
        "tables": [table],
        "vintages": [{"vintage": year, "change_e4": e4, "net_e4": e4, **terms}],
        "rows": log.beside(rows),
    }


def verified(log: ForgedLog, name: str, year: int, tonnes: str) -> None:
    body = report_body(log, name, year, tonnes)
    log.add("report.file", "forester", body)
    opinion = {"report": name, "recomputed_root": body["rows"]["root"], "opinion": "o"}
    log.add("report.verify", "checker", opinion)


def with_credits() -> ForgedLog:
    """The same with 1,000 credits of 2021: 900 are the forester's, 100 in the buffer."""
    log = with_project()
    verified(log, "R1", 2021, "1000.5000")
    issue = {"vintage": 2021, "first": 1, "last": 1000, "buffer": 100}
    log.add("credit.issue", "bureau", {"report": "R1", "vintages": [issue]})
    return log


def serials(first: int, last: int, vintage: int = 2021) -> dict[str, Any]:
    return {"project": "P", "vintage": vintage, "first": first, "last": last}


def retirement(first: int, last: int) -> dict[str, Any]:
    return {"serials": serials(first, last), "beneficiary": "b", "purpose": "p"}


def sale(name: str, first: int, last: int) -> dict[str, Any]:
    tonnes = last - first + 1
    return {
        "sale": name,
        "seller": "forester",
        "buyer": "buyer",
        "blocks": [serials(first, last)],
        "tonnes": tonnes,
        "price_fen_per_tonne": 1000,
        "amount_fen": 1000 * tonnes,
        "mode": "negotiated",
        "contract": "c",
    }


def right(name: str, stand_id: str, type_: str, holder: str, **more: Any) -> dict[str, Any]:
    return {
        "right": name,
        "stand_id": stand_id,
        "type": type_,
        "holder": holder,
        "holder_kind": "household",
        "area_m2": 10_000,
        "share_bp": 10_000,
        "from": "2020-01-01",
        "holder_commitment": H1,
        "commitment": H2,
        **more,
    }


def line(number: int, kind: str, step: str, party: str, amount: int, of: int, **more: Any) -> Any:
    return {
        "line": number,
        "kind": kind,
        "step": step,
        "party": party,
        "township": "" if kind in ("cost", "percent") else "T",
        "village": "" if kind in ("cost", "percent") else "V",
        "amount_fen": amount,
        "of_fen": of,
        "weight": "0",
        "weight_total": "0",
        "rights": [],
        "held": False,
        **more,
    }


def with_cash() -> ForgedLog:
    """The same with 1,000 fen of a settled sale, a scheme, and a household's right to each stand.

    Two carbon-income rights of one year on equal ground weigh 10,000 m² × 365 days × 10,000."""
    log = with_credits()
    log.add("sale.match", "forester", sale("A", 1, 1), "buyer")
    settled = {
        "sale": "A",
        "received_fen": 1000,
        "received_on": "2026-03-01",
        "evidence_sha256": H0,
    }
    log.add("sale.settle", "forester", settled, "buyer")
    rights = []
    for number in (1, 2):
        base, name = f"q{number}", f"S{number}"
        rights.append(right(base, name, "contract", f"h{number}"))
        rights.append(right(f"i{number}", name, "carbon_income", f"h{number}", parent=base))
    body = {"register": "f", "register_sha256": H0, "rows": log.beside(rights)}
    log.add("right.register", "bureau", body)
    label = {"label_en": "l", "label_zh": "l", "basis": "b"}
    percent = {"kind": "percent", "payee": "forester", "of": "gross", "num": 1, "den": 10}
    log.add(
        "scheme.adopt",
        "forester",
        {
            "scheme": "F",
            "project": "P",
            "basis": "b",
            "resolution_sha256": H0,
            "notice_days": 10,
            "quorum_num": 2,
            "quorum_den": 3,
            "steps": [
                {"step": "s1", **percent, **label},
                {"step": "s2", "kind": "holders", "by": "area_days", **label},
            ],
            "adopters": ["village"],
        },
        "village",
    )
    return log


def run_body(log: ForgedLog, first_share: int = 450, village: int = 900) -> dict[str, Any]:
    """A run of the 1,000 fen: a tenth to the forester, and halves of the rest to h1 and h2."""
    weight = 10_000 * 365 * 10_000
    ratio = {"weight": str(weight), "weight_total": str(2 * weight)}
    rows = [
        line(0, "percent", "s1", "forester", 100, 1000, weight="1", weight_total="10"),
        line(1, "holder", "s2", "h1", first_share, 900, rights=["i1"], **ratio),
        line(2, "holder", "s2", "h2", 900 - first_share, 900, rights=["i2"], **ratio),
    ]
    outcome = {"step": "s1", "of_fen": 1000, "amount_fen": 100, "left_fen": 900}
    place = {
        "township": "T",
        "village": "V",
        "collective": "village",
        "amount_fen": village,
        "weight": str(2 * weight),
        "collective_fen": 0,
        "holders_fen": village,
    }
    return {
        "run": "D",
        "scheme": "F",
        "sale": "A",
        "from": "2021-01-01",
        "to": "2022-01-01",
        "amount_fen": 1000,
        "steps": [outcome],
        "villages": [place],
        "rows": log.beside(rows),
    }


def final_run(days: int = 10) -> ForgedLog:
    """The same with a run whose notice ended after so many days."""
    log = with_cash()
    log.add("run.calculate", "forester", run_body(log))
    votes = {"entitled": 9, "present": 6, "in_favour": 4, "against": 2}
    approval = {"run": "D", "resolution_sha256": H0, "held_on": "2026-03-01", **votes}
    log.add("run.approve", "village", approval)
    log.add("run.publish", "forester", {"run": "D", "notice_sha256": H0})
    log.time = f"2026-03-{1 + days:02}T01:00:00Z"
    log.add("run.finalise", "forester", {"run": "D"})
    return log


def payment(log: ForgedLog, *lines: int) -> dict[str, Any]:
    rows = [{"line": number, "reference": H1} for number in lines]
    return {"run": "D", "paid_on": "2026-03-20", "rows": log.beside(rows)}
