#!/usr/bin/env python3
"""Damages a ledger's database in every way that its bytes allow, and asks what is told.

    tools/faults/pages.py LEDGER [--linhui PROGRAM] [--each N] [--seed S]

A case is a copy with one change: a bit of each class of bytes (page headers, pointers, keys of
branches and leaves, values, the free list, the meta pages), a page zeroed, two pages swapped, a
page as it was some commits ago. `linhui verify` and `linhui party list` must end in an answer.
Verdicts:

    found       verify says so (exit 4)
    harmless    verify says sound, and a reader of our own finds every entry as it was, in order and
                by look-up
    MISSED      verify says sound and an answer has changed
    CRASHED     a command ended by a signal, or not at all

Prints a table by class; exit 1 where anything was missed or crashed.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import Iterator

sys.path.insert(0, str(Path(__file__).resolve().parent))
from lmdb_file import Database  # noqa: E402

SECONDS_MAX = 120  # for a command on a damaged ledger
EXIT_DAMAGED = 4


def contents(database: bytes) -> dict[str, list[tuple[bytes, bytes, bool]]] | None:
    """Every entry of every table, and whether a look-up finds it; nothing where it cannot be read."""
    try:
        file = Database(database)
        return {
            name: [
                (node.key, node.value, file.look_up(root, node.key) == node.value)
                for node in file.leaves(root)
            ]
            for name, root in file.roots().items()
        }
    except Exception:  # whatever a damaged file makes of it
        return None


def flips(database: bytes, each: int, chance: random.Random) -> Iterator[tuple[str, bytes]]:
    """`each` changed bits of every class."""
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for kind, at, size in Database(database).places():
        if size > 0:
            places[kind].append((at, size))
    for kind in sorted(places):
        for _ in range(each):
            at, size = chance.choice(places[kind])
            changed = bytearray(database)
            changed[at + chance.randrange(size)] ^= 1 << chance.randrange(8)
            yield kind, bytes(changed)


def pages(database: bytes, each: int, chance: random.Random) -> Iterator[tuple[str, bytes]]:
    """Whole pages zeroed, swapped, and put back to what they were."""
    file = Database(database)
    size = file.page_size
    used = sorted({at // size for kind, at, _ in file.places() if "meta" not in kind})
    for _ in range(each):
        one, other = chance.sample(used, 2)
        zeroed = bytearray(database)
        zeroed[one * size : (one + 1) * size] = bytes(size)
        yield "page zeroed", bytes(zeroed)
        swapped = bytearray(database)
        swapped[one * size : (one + 1) * size] = database[other * size : (other + 1) * size]
        swapped[other * size : (other + 1) * size] = database[one * size : (one + 1) * size]
        yield "pages swapped", bytes(swapped)
        doubled = bytearray(database)
        doubled[one * size : (one + 1) * size] = database[other * size : (other + 1) * size]
        yield "page of another place", bytes(doubled)
    older = bytearray(database)  # the commit before, under the newest one's pages
    newest = file.meta_page * size
    before = (1 - file.meta_page) * size
    older[newest : newest + size] = database[before : before + size]
    yield "meta page of the commit before", bytes(older)


class Campaign:
    def __init__(self, ledger: Path, linhui: str, folder: Path) -> None:
        self.linhui = linhui
        self.copy = folder / "ledger"
        shutil.copytree(ledger, self.copy)
        shutil.copytree(ledger.with_name(ledger.name + ".keys"), folder / "ledger.keys")
        self.database = (ledger / "data.mdb").read_bytes().rstrip(b"\0")
        size = Database(self.database).page_size
        self.database += bytes(-len(self.database) % size)
        self.sound = contents(self.database)
        assert self.sound is not None, "the ledger's own database cannot be read"

    def run(self, *words: str) -> int:
        command = [self.linhui, *words, "--ledger", str(self.copy)]
        try:
            return subprocess.run(command, capture_output=True, timeout=SECONDS_MAX).returncode
        except subprocess.TimeoutExpired:
            return -1

    def verdict(self, database: bytes) -> str:
        (self.copy / "lock.mdb").unlink(missing_ok=True)
        (self.copy / "data.mdb").write_bytes(database)
        verified = self.run("verify")
        listed = self.run("party", "list")
        if not 0 <= verified <= EXIT_DAMAGED or not 0 <= listed <= EXIT_DAMAGED:
            return "CRASHED"
        if verified == EXIT_DAMAGED:
            return "found"
        return "harmless" if verified == 0 and contents(database) == self.sound else "MISSED"


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("ledger", type=Path)
    arguments.add_argument("--linhui", default="build/release/tools/linhui")
    arguments.add_argument("--each", type=int, default=5, help="cases of a class")
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    chance = random.Random(options.seed)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    with tempfile.TemporaryDirectory(prefix="linhui-faults-") as folder:
        campaign = Campaign(options.ledger, options.linhui, Path(folder))
        for cases in (flips, pages):
            for kind, database in cases(campaign.database, options.each, chance):
                counts[kind][campaign.verdict(database)] += 1
    verdicts = ("found", "harmless", "MISSED", "CRASHED")
    print(f"{'class':32}" + "".join(f"{verdict:>10}" for verdict in verdicts))
    for kind in sorted(counts):
        print(f"{kind:32}" + "".join(f"{counts[kind][verdict] or '·':>10}" for verdict in verdicts))
    total = sum(counts.values(), Counter())
    print(f"{'all':32}" + "".join(f"{total[verdict]:>10}" for verdict in verdicts))
    return 1 if total["MISSED"] or total["CRASHED"] else 0


if __name__ == "__main__":
    sys.exit(main())
