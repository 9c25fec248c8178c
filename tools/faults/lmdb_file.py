"""An LMDB data file (format 1, 64 bits, little-endian) read without LMDB's library: what stands in
its tables, what a look-up would find, and what each of its bytes is for."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

HEADER = struct.Struct("<QHHHH")  # page number, pad, flags, lower, upper
# pad, flags, depth; pages of branches, leaves, overflows; entries, root
DATABASE = struct.Struct("<IHHQQQQQ")
NODE = struct.Struct("<HHHH")  # size low, size high, flags, key size
BRANCH, LEAF = 0x01, 0x02
BIG, SUB = 0x01, 0x02
NONE = 2**64 - 1
FREE_LIST_AT = 24  # within a meta page, behind its header; the tree of tables follows
DEPTH_MAX = 32


@dataclass(frozen=True)
class Node:
    page: int  # the page's number
    at: int  # of the node, in the file
    flags: int
    key: bytes
    key_at: int
    value: bytes
    value_at: int
    child: int  # a branch's


class Database:
    """The newest commit of one file. Raises IndexError, struct.error or ValueError where it is not
    what it must be."""

    def __init__(self, source: Path | bytes) -> None:
        self.bytes = source if isinstance(source, bytes) else source.read_bytes()
        self.page_size = struct.unpack_from("<I", self.bytes, HEADER.size + 24)[0]
        metas = [self._meta(number) for number in (0, 1)]
        _, self.meta_page = max((transaction, number) for number, transaction in enumerate(metas))
        self.meta_at = self.meta_page * self.page_size + HEADER.size
        self.free_list = DATABASE.unpack_from(self.bytes, self.meta_at + FREE_LIST_AT)[7]
        self.main = DATABASE.unpack_from(self.bytes, self.meta_at + FREE_LIST_AT + DATABASE.size)[7]

    def _meta(self, number: int) -> int:
        at = number * self.page_size + HEADER.size
        if struct.unpack_from("<I", self.bytes, at)[0] != 0xBEEFC0DE:
            raise ValueError(f"page {number} is no meta page")
        return struct.unpack_from("<QQ", self.bytes, at + FREE_LIST_AT + 2 * DATABASE.size)[1]

    def header(self, page: int) -> tuple[int, int, int, int]:
        """Number, flags, lower and upper bound."""
        number, _, flags, lower, upper = HEADER.unpack_from(self.bytes, page * self.page_size)
        return number, flags, lower, upper

    def nodes(self, page: int) -> list[Node]:
        start = page * self.page_size
        _, flags, lower, _ = self.header(page)
        found = []
        for number in range((lower - HEADER.size) // 2):
            at = start + struct.unpack_from("<H", self.bytes, start + HEADER.size + 2 * number)[0]
            low, high, node_flags, key_size = NODE.unpack_from(self.bytes, at)
            key_at = at + NODE.size
            value_at = key_at + key_size
            key = self.bytes[key_at:value_at]
            if flags & BRANCH:
                child = low | high << 16 | node_flags << 32
                found.append(Node(page, at, 0, key, key_at, b"", value_at, child))
                continue
            size = low | high << 16
            if node_flags & BIG:
                first = struct.unpack_from("<Q", self.bytes, value_at)[0]
                value_at = first * self.page_size + HEADER.size
            value = self.bytes[value_at : value_at + size]
            found.append(Node(page, at, node_flags, key, key_at, value, value_at, NONE))
        return found

    def leaves(self, page: int, depth: int = 0) -> Iterator[Node]:
        """The entries of a tree, in the order of its pages."""
        if page == NONE:
            return
        if depth > DEPTH_MAX:
            raise ValueError("a tree without an end")
        is_branch = self.header(page)[1] & BRANCH
        for node in self.nodes(page):
            if is_branch:
                yield from self.leaves(node.child, depth + 1)
            else:
                yield node

    def roots(self) -> dict[str, int]:
        """The tables, by name."""
        return {
            node.key.decode(): DATABASE.unpack(node.value)[7]
            for node in self.leaves(self.main)
            if node.flags & SUB
        }

    def table(self, name: str) -> Iterator[tuple[bytes, bytes]]:
        """Keys and values of one table, in the order of its pages."""
        for node in self.leaves(self.roots()[name]):
            yield node.key, node.value

    def look_up(self, root: int, key: bytes) -> bytes | None:
        """What a reader gets who follows the keys of the branches, as LMDB does."""
        page = root
        for _ in range(DEPTH_MAX):
            if page == NONE:
                return None
            nodes = self.nodes(page)
            if not self.header(page)[1] & BRANCH:
                return next((node.value for node in nodes if node.key == key), None)
            below = [node for node in nodes[1:] if node.key <= key]
            page = (below[-1] if below else nodes[0]).child
        raise ValueError("a tree without an end")

    def places(self) -> Iterator[tuple[str, int, int]]:
        """What bytes are for: class, first byte, how many. Bytes in no class mean nothing."""
        for number in (0, 1):
            kind = "meta" if number == self.meta_page else "older meta"
            at = number * self.page_size + HEADER.size
            yield f"{kind}: magic, version", at, 8
            yield f"{kind}: page size", at + FREE_LIST_AT, 4
            yield f"{kind}: trees", at + FREE_LIST_AT + 4, 2 * DATABASE.size - 4
            yield f"{kind}: last page", at + FREE_LIST_AT + 2 * DATABASE.size, 8
            yield f"{kind}: transaction", at + FREE_LIST_AT + 2 * DATABASE.size + 8, 8
        yield from self._places_of(self.free_list, "free list")
        yield from self._places_of(self.main, "tables")
        for name, root in self.roots().items():
            yield from self._places_of(root, name)

    def _places_of(self, page: int, tree: str) -> Iterator[tuple[str, int, int]]:
        if page == NONE:
            return
        start = page * self.page_size
        _, flags, lower, _ = self.header(page)
        kind = "branch" if flags & BRANCH else "leaf"
        yield f"{kind}: page number", start, 8
        yield f"{kind}: kind, bounds", start + 10, 6
        yield f"{kind}: pointers", start + HEADER.size, lower - HEADER.size
        for number, node in enumerate(self.nodes(page)):
            if flags & BRANCH:
                yield "branch: page below", node.at, 6
                if number > 0:  # the first key of a branch is never compared
                    yield "branch: key", node.key_at, len(node.key)
                yield from self._places_of(node.child, tree)
                continue
            yield "leaf: sizes, flags", node.at, NODE.size
            yield f"{tree}: key", node.key_at, len(node.key)
            yield f"{tree}: value", node.value_at, len(node.value)
            if node.flags & BIG:
                yield "overflow: page number", node.value_at - HEADER.size, 8
                yield "overflow: kind, pages", node.value_at - HEADER.size + 10, 6


def rows_of(ledger: Path) -> dict[str, list[bytes]]:
    """Every row beside the log, by the root it belongs to, in order."""
    rows: dict[str, list[bytes]] = {}
    for key, row in Database(ledger / "data.mdb").table("row"):
        rows.setdefault(key[:32].hex(), []).append(row)
    return rows
