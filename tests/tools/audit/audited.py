"""What the tests of the auditor share: running it, and damaging what was published."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from contextlib import redirect_stderr, redirect_stdout
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
AUDITOR = ROOT / "tools" / "audit" / "audit.py"
sys.path[:0] = [str(AUDITOR.parent), str(ROOT / "tools" / "faults"), str(Path(__file__).parent)]

import audit  # noqa: E402
from forge import VERIFIER_KEY, ForgedLog  # noqa: E402


def run(*arguments: object) -> tuple[int, str, str]:
    """Exit status, stdout and stderr, in this process: a traceback fails the test."""
    out, error = TextIOWrapper(BytesIO(), encoding="utf-8"), StringIO()
    with redirect_stdout(out), redirect_stderr(error):
        try:
            status = audit.main([str(argument) for argument in arguments])
        except SystemExit as ended:  # of argparse
            status = int(str(ended.code))
    out.flush()
    return status, out.buffer.getvalue().decode(), error.getvalue()  # type: ignore[attr-defined]


def report(*arguments: object) -> dict[str, Any]:
    """Its JSON; the exit status is checked against it."""
    status, out, error = run(*arguments, "--json")
    if not out:
        raise AssertionError(f"exit {status}: {error}")
    answer: dict[str, Any] = json.loads(out)
    assert status == (0 if answer["sound"] else 1)
    return answer


def codes(answer: dict[str, Any]) -> list[tuple[str, int | None]]:
    return [(finding["code"], finding.get("index")) for finding in answer["findings"]]


class Case(unittest.TestCase):
    """Each test has a folder of its own."""

    def setUp(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="linhui-audit-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def published(self, log: ForgedLog, name: str = "log") -> Path:
        log.publish(self.folder / name)
        return self.folder / name

    def assert_sound(self, log: ForgedLog) -> dict[str, Any]:
        answer = report(self.published(log, "sound"), "--key", VERIFIER_KEY)
        self.assertEqual(answer["findings"], [])
        return answer

    def assert_finds(self, code: str, log: ForgedLog, index: int | None = None) -> None:
        """The newest record, or the one at `index`, is found with this code, and nothing before."""
        answer = report(self.published(log, "broken"), "--key", VERIFIER_KEY)
        self.assertTrue(answer["findings"], "nothing was found")
        expected = (code, len(log.leaves) - 1 if index is None else index)
        self.assertEqual(codes(answer)[0], expected, answer["findings"][0])


class Demo:
    """The demo's ledger, published: made once for all tests of a file."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="linhui-audit-demo-"))
        self.ledger = self.folder / "demo" / "ledger"
        self.published = self.folder / "published"
        self._run("demo", self.folder / "demo")
        self._run("log", "tiles", self.published, "--rows")
        self.key = self._run("log", "key").split()[-1]

    def _run(self, *arguments: object) -> str:
        linhui = os.environ["LINHUI_BINARY"]
        at = () if arguments[0] == "demo" else ("--ledger", str(self.ledger))
        done = subprocess.run(
            [linhui, *map(str, arguments), *at], capture_output=True, check=True, text=True
        )
        return done.stdout

    def remove(self) -> None:
        shutil.rmtree(self.folder)
