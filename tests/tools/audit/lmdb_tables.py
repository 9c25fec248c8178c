"""Reads the tables of a ledger's database (docs/merkle_log.md, Tables), without LMDB's library.

Only for tests: an auditor has what was published. The tests publish the rows of a ledger that
they made, and this is where they get them from.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Iterator

HEADER = struct.Struct("<QHHHH")  # page number, pad, flags, lower, upper
# pad, flags, depth; pages of branches, leaves, overflows; entries, root
DATABASE = struct.Struct("<IHHQQQQQ")
NODE = struct.Struct("<HHHH")  # size low, size high, flags, key size
BRANCH, LEAF = 0x01, 0x02
BIG, SUB = 0x01, 0x02
NONE = 2**64 - 1


class Database:
    """The newest commit of one `data.mdb`."""

    def __init__(self, path: Path) -> None:
        self.bytes = path.read_bytes()
        self.page_size = struct.unpack_from("<I", self.bytes, HEADER.size + 24)[0]
        metas = [self._meta(number) for number in (0, 1)]
        self.main = max(metas)[1]

    def _meta(self, number: int) -> tuple[int, int]:
        at = number * self.page_size + HEADER.size
        assert struct.unpack_from("<I", self.bytes, at)[0] == 0xBEEFC0DE
        root = DATABASE.unpack_from(self.bytes, at + 24 + DATABASE.size)[7]
        txn = struct.unpack_from("<QQ", self.bytes, at + 24 + 2 * DATABASE.size)[1]
        return txn, root

    def _walk(self, page: int) -> Iterator[tuple[bytes, bytes, int]]:
        if page == NONE:
            return
        start = page * self.page_size
        _, _, flags, lower, _ = HEADER.unpack_from(self.bytes, start)
        for number in range((lower - HEADER.size) // 2):
            at = start + struct.unpack_from("<H", self.bytes, start + HEADER.size + 2 * number)[0]
            low, high, node_flags, key_size = NODE.unpack_from(self.bytes, at)
            at += NODE.size
            key = self.bytes[at : at + key_size]
            if flags & BRANCH:
                yield from self._walk(low | high << 16 | node_flags << 32)
                continue
            size = low | high << 16
            at += key_size
            if node_flags & BIG:
                at = struct.unpack_from("<Q", self.bytes, at)[0] * self.page_size + HEADER.size
            yield key, self.bytes[at : at + size], node_flags

    def table(self, name: str) -> Iterator[tuple[bytes, bytes]]:
        """Keys and values of one table, in order of key."""
        for key, value, flags in self._walk(self.main):
            if flags & SUB and key == name.encode():
                for inner, data, _ in self._walk(DATABASE.unpack(value)[7]):
                    yield inner, data


def rows_of(ledger: Path) -> dict[str, list[bytes]]:
    """Every row beside the log, by the root it belongs to, in order."""
    rows: dict[str, list[bytes]] = {}
    for key, row in Database(ledger / "data.mdb").table("row"):
        rows.setdefault(key[:32].hex(), []).append(row)
    return rows
