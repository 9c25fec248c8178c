"""The auditor's primitives on other people's vectors (tests/vectors/SOURCES.md)."""

from __future__ import annotations

import base64
import json
import unittest

from audited import ROOT  # puts the auditor on the path

import canonical
from keys import PublicKey, weakness
from merkle import Tree
from money import part, split
from published import index_path

VECTORS = ROOT / "tests" / "vectors"
# The leaves behind the roots of transparency-dev/merkle, those of the first implementation.
LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]


class Vectors(unittest.TestCase):
    def test_roots_of_trees(self) -> None:
        roots = {}
        for file in (VECTORS / "merkle" / "consistency").glob("*/happy-path.json"):
            vector = json.loads(file.read_text())
            roots[vector["size1"]] = vector["root1"]
            roots[vector["size2"]] = vector["root2"]
        self.assertGreaterEqual(len(roots), 5)
        tree = Tree()
        for leaf in LEAVES:
            tree.append(leaf)
            if tree.size in roots:
                self.assertEqual(base64.b64encode(tree.root()).decode(), roots[tree.size])

    def test_signatures(self) -> None:
        groups = json.loads((VECTORS / "wycheproof" / "ed25519_test.json").read_text())
        tried = 0
        for group in groups["testGroups"]:
            raw = bytes.fromhex(group["publicKey"]["pk"])
            if weakness(raw):
                continue
            for test in group["tests"]:
                fits = PublicKey(raw).fits(bytes.fromhex(test["sig"]), bytes.fromhex(test["msg"]))
                self.assertEqual(fits, test["result"] == "valid", test["comment"])
                tried += 1
        self.assertGreater(tried, 100)

    def test_canonical_json(self) -> None:
        for name in ("arrays", "french", "structures", "unicode", "values", "weird"):
            given = (VECTORS / "jcs" / "input" / f"{name}.json").read_bytes()
            expected = (VECTORS / "jcs" / "output" / f"{name}.json").read_bytes()
            self.assertIsNone(_parsed(given), name)  # their inputs are all spelled otherwise
            value = _parsed(expected)
            if value is None:  # floats, names beyond ASCII, text not in NFC: outside our records
                self.assertIn(name, ("french", "unicode", "values", "weird", "structures"))
            else:
                self.assertEqual(canonical.spell(value), expected)


def _parsed(data: bytes) -> object:
    try:
        return canonical.parse(data)
    except canonical.NotCanonical:
        return None


class Arithmetic(unittest.TestCase):
    def test_largest_remainder_adds_up_and_ties_go_by_name(self) -> None:
        self.assertEqual(split(100, {"b": 1, "a": 1, "c": 1}), {"b": 33, "a": 34, "c": 33})
        self.assertEqual(split(2, {"a": 1, "b": 0, "c": 1}), {"a": 1, "b": 0, "c": 1})
        for amount in (0, 1, 97, 10**15):
            parts = split(amount, {"a": 3, "b": 7, "c": 10**20})
            self.assertEqual(sum(parts.values()), amount)
        self.assertEqual((part(5, 1, 2), part(10, 1, 3), part(10, 2, 3)), (3, 3, 7))

    def test_paths_of_tiles(self) -> None:
        paths = [index_path(number) for number in (0, 999, 1000, 1234067)]
        self.assertEqual(paths, ["000", "999", "x001/000", "x001/x234/067"])


if __name__ == "__main__":
    unittest.main()
