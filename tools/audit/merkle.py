"""The Merkle tree of RFC 6962, section 2.1, as leaves come in: a hash for each perfect subtree that
is not yet part of a greater one, and so some 60 hashes for any log."""

from __future__ import annotations

import hashlib
from typing import Callable

TILE_WIDTH = 256  # C2SP tlog-tiles: hashes of a tile, eight levels of the tree
TILE_LEVELS = 8

# Told of each perfect subtree as it is complete: level, index within the level, hash.
Visit = Callable[[int, int, bytes], None]


def leaf_hash(leaf: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """A tree that grows by a leaf at a time."""

    def __init__(self, visit: Visit | None = None) -> None:
        self.size = 0
        self._peaks: list[bytes] = []  # of perfect subtrees, the largest first
        self._visit = visit

    def append(self, leaf: bytes) -> None:
        index, level, node = self.size, 0, leaf_hash(leaf)
        if self._visit:
            self._visit(0, index, node)
        while index & 1:
            index, level, node = index >> 1, level + 1, node_hash(self._peaks.pop(), node)
            if self._visit:
                self._visit(level, index, node)
        self._peaks.append(node)
        self.size += 1

    def root(self) -> bytes:
        if not self._peaks:
            return hashlib.sha256(b"").digest()
        node = self._peaks[-1]
        for left in reversed(self._peaks[:-1]):
            node = node_hash(left, node)
        return node
