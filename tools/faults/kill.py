"""Ends or fails a command at each call that changes a file, looks at what is left, and gives the
same command again. One verification for each distinct state that is left.

What is asked of every state:
- what is there verifies, as sound as before;
- the command has ended as what it was: done, or the machine's failure (exit 3), never damage and
  never a crash; and where it says that nothing was written, nothing was;
- the same command again is done, or says that all of it is there already;
- after that everything is there that should be, and nothing else lies about.
"""
import concurrent.futures
import os
import re
import shutil
import struct
import subprocess
import threading
from dataclasses import dataclass, field
from pathlib import Path

from story import Case

KINDS = ("kill", "torn", "full", "eio", "once", "ro")
LOCKS = {"lock.mdb", "writer.lock"}
RANDOM = re.compile(r"[0-9a-f]{12,}|\.part-\d+")


def copy_of(folder: Path, to: Path):
    subprocess.run(["cp", "-a", "--sparse=always", "--reflink=auto", str(folder), str(to)],
                   check=True)


def heads(file: Path):
    """Of a database: the two meta pages' transaction, last page and roots."""
    found = []
    with open(file, "rb") as data:
        for page in (0, 1):
            data.seek(page * 4096)
            meta = data.read(152)
            found.append(struct.unpack_from("<QQ", meta, 136) if len(meta) == 152 else None)
    return tuple(found)


def state_of(folder: Path):
    """What of a state can be told apart: names without what is random, sizes, commits."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.name in LOCKS:
            continue
        name = RANDOM.sub("#", str(path.relative_to(folder)))
        if path.is_dir():
            found.append((name, "folder"))
        elif path.name == "data.mdb":
            found.append((name, heads(path)))
        else:
            found.append((name, path.stat().st_size))
    return tuple(sorted(found, key=str))


def left_behind(folder: Path):
    """Files that an ended command has left and the next has not cleared away."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*")
                  if ".part" in path.name or path.name in ("draft", "new") or
                  path.suffix == ".new")


@dataclass
class Row:
    """One command under one kind of fault."""
    command: str
    kind: str
    calls: int = 0
    states: dict = field(default_factory=dict)  # state → the first call that left it
    faults: list = field(default_factory=list)

    def text(self):
        return (f"{self.command:22} {self.kind:5} {self.calls:5} {len(self.states):6} "
                f"{len(self.faults):6}")


HEAD = f"{'command':22} {'kind':5} {'calls':>5} {'states':>6} {'faults':>6}"


class Campaign:
    def __init__(self, linhui, shim, folder: Path, inputs: Path, jobs: int):
        self.linhui, self.shim = linhui, shim
        self.folder, self.inputs, self.jobs = folder, inputs, jobs
        self.lock = threading.Lock()

    def case(self, name):
        return Case(self.linhui, self.folder / name, self.inputs)

    def faulty(self, case, step, kind, at):
        environment = dict(os.environ, LD_PRELOAD=self.shim, LINHUI_FAULT_KIND=kind,
                           LINHUI_FAULT_AT=str(at), LINHUI_FAULT_ROOT=str(case.folder) + "/",
                           LINHUI_FAULT_LOG=str(case.folder) + ".calls", LC_ALL="C.UTF-8")
        return case.run(step.words, step.day, environment, json_form=True)

    def calls_of(self, template, step):
        """The calls of a command that nothing happens to."""
        case = self.case("count")
        copy_of(template, case.folder)
        run = self.faulty(case, step, "kill", 0)
        if run.returncode != 0:
            raise AssertionError(f"{step.name}: exit {run.returncode} {run.stdout}{run.stderr}")
        log = Path(str(case.folder) + ".calls")
        calls = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
        shutil.rmtree(case.folder)
        log.unlink(missing_ok=True)
        if not calls:
            raise SystemExit(f"{step.name}: no call was counted; is the shim there?")
        return calls

    def one(self, template, step, row, before, at):
        """One fault; verified where the state that it leaves is a new one."""
        case = self.case(f"{row.kind}-{at}")
        copy_of(template, case.folder)
        run = self.faulty(case, step, row.kind, at)
        Path(str(case.folder) + ".calls").unlink(missing_ok=True)
        try:
            left = (state_of(case.folder), run.returncode)
            with self.lock:
                known = left in row.states
                row.states.setdefault(left, at)
            if not known:
                self.look_at(case, step, row.kind, run, before)
        except (AssertionError, OSError, ValueError, subprocess.TimeoutExpired) as wrong:
            with self.lock:
                row.faults.append((at, str(wrong)))
        finally:
            shutil.rmtree(case.folder, ignore_errors=True)

    def look_at(self, case, step, kind, run, before):
        ended = run.returncode in (-9, 137) or (run.returncode == 3 and "verify_stopped" in run.stdout)
        if not (ended if kind in ("kill", "torn") and run.returncode != 0
                else run.returncode in (0, 3)):
            raise AssertionError(f"ended with {run.returncode}: {run.stdout} {run.stderr}")
        if case.there() and not case.sound():
            raise AssertionError("what is left does not verify")
        size = case.size()
        if size not in (before, before + step.records):
            raise AssertionError(f"{size} records, of {before}")
        if "nothing was written" in run.stdout and size != before:
            raise AssertionError("it says that nothing was written, and a record was")
        if run.returncode != 0:
            self.again(case, step)
        if not case.sound():
            raise AssertionError("does not verify in the end")
        if step.check:
            step.check(case)
        if left_behind(case.folder):
            raise AssertionError("left behind: " + ", ".join(left_behind(case.folder)))

    def again(self, case, step):
        run = case.run(step.words, step.day, json_form=True)
        if run.returncode == 0:
            return
        if run.returncode == 1 and any(f'"{code}"' in run.stdout for code in step.done):
            return
        raise AssertionError(f"again: exit {run.returncode} {run.stdout} {run.stderr}")

    def command(self, template, step, kinds, every):
        """The rows of one command, whose case before it is `template`."""
        calls = self.calls_of(template, step)
        before = Case(self.linhui, template, self.inputs).size()
        rows = []
        for kind in kinds:
            row = Row(step.name, kind, len(calls))
            points = [1] if kind == "ro" else range(1, len(calls) + 1, every)
            with concurrent.futures.ThreadPoolExecutor(self.jobs) as pool:
                for done in [pool.submit(self.one, template, step, row, before, at)
                             for at in points]:
                    done.result()
            rows.append(row)
        return calls, rows
