"""The auditor on the demo's ledger, and on damaged copies of what was published of it."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

from audited import AUDITOR, Case, Demo, codes, report, run
from lmdb_file import rows_of

demo: Demo


def setUpModule() -> None:
    global demo
    demo = Demo()
    unittest.addModuleCleanup(demo.remove)


class DemoTest(Case):
    """`self.log` is a copy that a test may damage."""

    def setUp(self) -> None:
        super().setUp()
        self.log = self.folder / "log"
        shutil.copytree(demo.published, self.log)
        self.entries = next((self.log / "tile" / "entries").glob("*.p/*"))
        self.hashes = next((self.log / "tile" / "0").glob("*.p/*"))
        self.size = int(self.entries.name)

    def found(self, *options: object) -> list[tuple[str, int | None]]:
        return codes(report(self.log, "--key", demo.key, *options))

    def leaves(self) -> list[bytes]:
        data, leaves = self.entries.read_bytes(), []
        while data:
            size = int.from_bytes(data[:2], "big")
            leaves.append(data[2 : 2 + size])
            data = data[2 + size :]
        return leaves

    def put_leaves(self, leaves: list[bytes]) -> None:
        data = b"".join(len(leaf).to_bytes(2, "big") + leaf for leaf in leaves)
        self.entries.write_bytes(data)

    def index_of(self, type_: str) -> int:
        quoted = f'"type":"{type_}"'.encode()
        return next(i for i, leaf in enumerate(self.leaves()) if quoted in leaf)

    def without_rows(self) -> None:
        """For tests of the log alone: most of the time goes into rows."""
        shutil.rmtree(self.log / "rows")

    def rows_file(self, type_: str) -> Path:
        record = json.loads(self.leaves()[self.index_of(type_)])["record"]
        return self.log / "rows" / record["body"]["rows"]["root"]


class Sound(DemoTest):
    def test_a_sound_ledger_is_called_so_and_all_of_it_is_read(self) -> None:
        answer = report(self.log, "--key", demo.key)
        self.assertEqual(answer["findings"], [])
        self.assertTrue(answer["demonstration"])
        self.assertEqual(answer["records"], self.size)
        self.assertEqual(answer["rows_not_published"], [])
        self.assertEqual(answer["rows"], sum(map(len, rows_of(demo.ledger).values())))
        self.assertGreaterEqual(answer["signatures"], self.size)
        retired = sum(vintage["retired"] for vintage in answer["credits"])
        self.assertEqual(retired, 20)

    def test_credits_are_those_that_linhui_tells(self) -> None:
        linhui = os.environ["LINHUI_BINARY"]
        command = [linhui, "project", "list", "--json", "--ledger", str(demo.ledger)]
        told = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
        credited = {p["project"]: p["credited_tCO2e"] for p in told["projects"]}
        mine = dict.fromkeys(credited, 0)
        for vintage in report(self.log, "--key", demo.key)["credits"]:
            mine[vintage["project"]] += vintage["issued"]
        self.assertEqual(mine, credited)

    def test_rows_that_are_not_published_are_named_and_not_called_damage(self) -> None:
        shutil.rmtree(self.log / "rows")
        answer = report(self.log, "--key", demo.key)
        self.assertTrue(answer["sound"])
        self.assertIn(self.index_of("right.register"), answer["rows_not_published"])

    def test_rows_may_lie_elsewhere(self) -> None:
        (self.folder / "kept").mkdir()
        (self.log / "rows").rename(self.folder / "kept" / "rows")
        answer = report(self.log, "--key", demo.key, "--rows", self.folder / "kept")
        self.assertEqual((answer["sound"], answer["rows_not_published"]), (True, []))

    def test_it_runs_as_a_command_in_both_languages(self) -> None:
        for language, word in (("en", "Sound"), ("zh", "无误")):
            command = [sys.executable, AUDITOR, self.log, "--key", demo.key, "--lang", language]
            done = subprocess.run(command, capture_output=True, env={"LANG": "C"}, check=True)
            self.assertIn(word, done.stdout.decode())

    def test_a_server_is_read_like_a_folder(self) -> None:
        linhui = os.environ["LINHUI_BINARY"]
        command = [linhui, "serve", "--ledger", str(demo.ledger), "--listen", "127.0.0.1:0"]
        server = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self.addCleanup(server.stdout.close)  # type: ignore[union-attr]
        self.addCleanup(server.wait)
        self.addCleanup(server.terminate)
        assert server.stdout is not None
        url = next(
            word for text in server.stdout for word in text.split() if word.startswith("http")
        )
        answer = report(url.rstrip("/."), "--key", demo.key, "--rows", self.log)
        self.assertEqual((answer["findings"], answer["records"]), ([], self.size))


class Damaged(DemoTest):
    def test_every_byte_of_a_leaf_counts(self) -> None:
        self.without_rows()
        data = bytearray(self.entries.read_bytes())
        for at in range(40, len(data), 2_000):
            data[at] ^= 1
            self.entries.write_bytes(bytes(data))
            found = [code for code, _ in self.found()]
            self.assertTrue({"leaf_differs", "tile_damaged"} & set(found), f"byte {at}: {found}")
            data[at] ^= 1

    def test_two_records_that_changed_places(self) -> None:
        self.without_rows()
        leaves = self.leaves()
        leaves[3], leaves[4] = leaves[4], leaves[3]
        self.put_leaves(leaves)
        self.assertEqual(self.found()[:2], [("leaf_differs", 3), ("leaf_differs", 4)])
        self.assertEqual(self.found()[-1], ("root_differs", None))

    def test_a_log_cut_short(self) -> None:
        self.without_rows()
        self.put_leaves(self.leaves()[:-1])
        self.assertEqual(self.found()[0], ("tile_damaged", None))

    def test_an_entry_tile_that_is_gone(self) -> None:
        self.entries.unlink()
        self.assertEqual(self.found()[0], ("tile_missing", None))

    def test_another_root(self) -> None:
        lines = (self.log / "checkpoint").read_text().split("\n")
        lines[2] = base64.b64encode(bytes(32)).decode()
        (self.log / "checkpoint").write_text("\n".join(lines))
        self.assertEqual(self.found(), [("checkpoint_damaged", None)])

    def test_another_logs_key(self) -> None:
        from forge import VERIFIER_KEY

        answer = report(self.log, "--key", VERIFIER_KEY)
        self.assertEqual(codes(answer), [("checkpoint_damaged", None)])

    def test_a_forged_signature(self) -> None:
        self.without_rows()
        leaves = self.leaves()
        leaf = json.loads(leaves[-1])
        signature = bytearray(base64.b64decode(leaf["signatures"][0]["sig"]))
        signature[5] ^= 1
        old = leaf["signatures"][0]["sig"].encode()
        leaves[-1] = leaves[-1].replace(old, base64.b64encode(signature))
        self.put_leaves(leaves)
        last = self.size - 1
        expected = [("leaf_differs", last), ("signature_invalid", last), ("root_differs", None)]
        self.assertEqual(self.found(), expected)

    def test_a_hash_tile(self) -> None:
        self.without_rows()
        data = bytearray(self.hashes.read_bytes())
        data[32 * 7] ^= 1
        self.hashes.write_bytes(bytes(data))
        self.assertEqual(self.found(), [("leaf_differs", 7)])

    def test_a_hash_tile_that_is_gone(self) -> None:
        self.hashes.unlink()
        self.assertEqual(self.found(), [("tile_missing", None)])

    def test_rows_of_every_kind_altered_or_one_of_them_gone(self) -> None:
        for type_ in (
            "method.publish",
            "inventory.import",
            "right.register",
            "run.pay",
        ):
            file, index = self.rows_file(type_), self.index_of(type_)
            rows = file.read_bytes().splitlines(keepends=True)
            altered = rows[0].replace(b"1", b"2", 1) if b"1" in rows[0] else rows[0][1:]
            for damaged in ([altered, *rows[1:]], rows[:-1]):
                file.write_bytes(b"".join(damaged))
                self.assertEqual(self.found()[0], ("rows_mismatch", index), type_)
            file.write_bytes(b"".join(rows))


class Junk(DemoTest):
    """A hostile publisher gets an answer, never a traceback."""

    HOSTILE = (
        b"",
        b"\xff\xfe",
        b"[" * 60_000,
        b'{"a":' * 10_000,
        b'{"record":{},"record":{}}',
        b'{"record":{"body":{},"by":1},"signatures":[]}',
        b'{"record":[],"signatures":{}}',
        b"1" * 5_000,
        b"1e9",
        b"NaN",
        b'"\\ud800"',
        b'"\xed\xa0\x80"',
        b"null",
        b"{}",
        b" {}",
    )

    def test_leaves(self) -> None:
        self.without_rows()
        for junk in self.HOSTILE:
            leaves = self.leaves()
            leaves[20] = junk
            self.put_leaves(leaves)
            self.assertTrue(self.found(), junk[:20])

    def test_tiles_and_checkpoints(self) -> None:
        self.without_rows()
        for path in (self.entries, self.hashes, self.log / "checkpoint"):
            for junk in (*self.HOSTILE, bytes(70_000), b"\xff" * 70_000, b"\n\n", "— \n".encode()):
                before = path.read_bytes()
                path.write_bytes(junk)
                self.assertTrue(self.found(), (path, junk[:20]))
                path.write_bytes(before)

    def test_rows(self) -> None:
        file = self.rows_file("report.file")
        for junk in (b"", b"\xff\n", b"\n\n\n", b"{}\n" * 10_000, b"no newline"):
            file.write_bytes(junk)
            self.assertEqual(self.found()[0][0], "rows_mismatch")

    def test_a_pipe_or_a_folder_in_the_place_of_a_file(self) -> None:
        self.entries.unlink()
        os.mkfifo(self.entries)
        self.assertEqual(self.found()[0][0], "tile_missing")

    def test_no_text_of_the_publishers_controls_the_terminal(self) -> None:
        leaves = self.leaves()
        leaves[20] = leaves[20].replace(b'"type":"', '"type":"\x1b[2J\u202e'.encode())
        self.put_leaves(leaves)
        _, out, _ = run(self.log, "--key", demo.key)
        self.assertTrue(all(c.isprintable() or c == "\n" for c in out))


class Usage(DemoTest):
    def test_exit_statuses(self) -> None:
        self.assertEqual(run(self.log, "--key", demo.key)[0], 0)
        self.assertEqual(run(self.log)[0], 2)
        self.assertEqual(run(self.log, "--key", "a+b+c")[0], 2)
        self.assertEqual(run(self.log, "--key", demo.key + "A")[0], 2)
        self.assertEqual(run(self.folder / "nowhere", "--key", demo.key)[0], 3)
        self.assertEqual(run("http://127.0.0.1:1", "--key", demo.key)[0], 3)
        (self.log / "checkpoint").unlink()
        self.assertEqual(run(self.log, "--key", demo.key)[0], 3)

    def test_a_checkpoint_to_compare_with_must_be_one(self) -> None:
        file = self.folder / "kept"
        self.assertEqual(run(self.log, "--key", demo.key, "--against", file)[0], 3)
        file.write_text("junk")
        self.assertEqual(run(self.log, "--key", demo.key, "--against", file)[0], 2)


if __name__ == "__main__":
    unittest.main()
