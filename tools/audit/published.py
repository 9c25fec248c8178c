"""The log as it is published: entry tiles give the leaves, hash tiles say what each must hash to
(docs/merkle_log.md, Tiles; C2SP tlog-tiles)."""

from __future__ import annotations

from typing import Iterator

from findings import Audit
from merkle import TILE_LEVELS, TILE_WIDTH, Tree
from note import Checkpoint
from source import Source, read

LEAF_MAX = 65_535  # bytes
HASH_BYTES = 32


def index_path(index: int) -> str:
    """1234067 as x001/x234/067."""
    groups = [f"{index % 1000:03}"]
    while index := index // 1000:
        groups.insert(0, f"x{index % 1000:03}")
    return "/".join(groups)


def read_tile(source: Source, level: str, index: int, width: int, size_max: int) -> bytes | None:
    """A tile by its width, or the full one that has taken its place since."""
    path = f"tile/{level}/{index_path(index)}"
    if width < TILE_WIDTH:
        partial = read(source, f"{path}.p/{width}", size_max)
        if partial is not None:
            return partial
    return read(source, path, size_max)


def split_entries(tile: bytes, width: int) -> list[bytes] | None:
    """`width` leaves, each after its length in two bytes; nothing where the tile is another."""
    leaves: list[bytes] = []
    at = 0
    while at < len(tile) and len(leaves) < width:
        size = int.from_bytes(tile[at : at + 2], "big")
        leaf = tile[at + 2 : at + 2 + size]
        if at + 2 + size > len(tile) or not leaf:
            return None
        leaves.append(leaf)
        at += 2 + size
    return leaves if len(leaves) == width else None


class HashTiles:
    """Compares each hash of the tree that stands in a tile with the one that the leaves give."""

    def __init__(self, source: Source, size: int, audit: Audit) -> None:
        self._source = source
        self._size = size
        self._audit = audit
        self._open: dict[int, tuple[int, bytes | None]] = {}  # by tile level: index and bytes

    def _tile(self, level: int, index: int) -> bytes | None:
        known = self._open.get(level)
        if known and known[0] == index:
            return known[1]
        width = min(TILE_WIDTH, (self._size >> TILE_LEVELS * level) - index * TILE_WIDTH)
        tile = read_tile(self._source, str(level), index, width, TILE_WIDTH * HASH_BYTES)
        name = f"tile/{level}/{index_path(index)}"
        if tile is None:
            self._audit.add("tile_missing", detail=name)
        elif len(tile) not in (width * HASH_BYTES, TILE_WIDTH * HASH_BYTES):
            self._audit.add("tile_damaged", detail=f"{name}: {len(tile)} bytes")
            tile = None
        self._open[level] = (index, tile)
        return tile

    def compare(self, level: int, index: int, node: bytes) -> None:
        """A perfect subtree is complete: leaves [index << level, (index + 1) << level)."""
        if level % TILE_LEVELS:
            return
        tile = self._tile(level // TILE_LEVELS, index // TILE_WIDTH)
        at = index % TILE_WIDTH * HASH_BYTES
        if tile is None or tile[at : at + HASH_BYTES] == node:
            return
        if level == 0:
            self._audit.add("leaf_differs", index)
        else:
            name = f"tile/{level // TILE_LEVELS}/{index_path(index // TILE_WIDTH)}"
            self._audit.add("tile_damaged", detail=f"{name}, hash {index % TILE_WIDTH}")


def leaves_of(
    source: Source, checkpoint: Checkpoint, older: Checkpoint | None, audit: Audit
) -> Iterator[bytes]:
    """Every leaf in order, and with the last one whether they have the signed roots.

    Ends at the first entry tile that is missing or is not one: what comes after is not known."""
    hashes = HashTiles(source, checkpoint.size, audit)
    tree = Tree(hashes.compare)
    if older and older.size > checkpoint.size:
        audit.add("log_went_back", detail=f"{older.size} → {checkpoint.size}")
    if older and older.size == 0 and older.root != tree.root():
        audit.add("log_forked", detail="size 0")
    while tree.size < checkpoint.size:
        index = tree.size // TILE_WIDTH
        width = min(TILE_WIDTH, checkpoint.size - tree.size)
        tile = read_tile(source, "entries", index, width, TILE_WIDTH * (LEAF_MAX + 2))
        leaves = split_entries(tile, width) if tile is not None else None
        if leaves is None:
            code = "tile_missing" if tile is None else "tile_damaged"
            audit.add(code, detail=f"tile/entries/{index_path(index)}")
            return
        for leaf in leaves:
            tree.append(leaf)
            if older and tree.size == older.size and tree.root() != older.root:
                audit.add("log_forked", detail=f"size {older.size}")
            yield leaf
    if tree.root() != checkpoint.root:
        audit.add("root_differs", detail=f"size {checkpoint.size}")
