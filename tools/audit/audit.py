#!/usr/bin/env python3
"""Audits a published Linhui log, with nothing of Linhui's but its documentation.

    tools/audit/audit.py PUBLISHED --key VKEY [--against CHECKPOINT] [--rows FOLDER]

PUBLISHED is a folder that `linhui log tiles` has written, a mirror of one, or the URL of a
`linhui serve`. docs/audit.md says what is checked, and what is not.

Exit status: 0 sound, 1 findings, 2 wrong usage, 3 something could not be read."""

from __future__ import annotations

import argparse
import base64
import json
import os
import sys
from http.client import HTTPException
from pathlib import Path

from findings import Audit, Unreadable
from note import NOTE_MAX, Checkpoint, NoteError, VerifierKey, open_checkpoint
from published import leaves_of
from replay import replay
from sentences import report_json, report_text
from source import Source, read, source_of

SOUND, FINDINGS, USAGE, UNREADABLE = 0, 1, 2, 3


def opened(note: bytes, keys: list[VerifierKey]) -> tuple[Checkpoint, VerifierKey]:
    """The checkpoint, and which of the keys has signed it; NoteError of the first where none has."""
    for key in keys[1:]:
        try:
            return open_checkpoint(note, key), key
        except NoteError:
            pass
    return open_checkpoint(note, keys[0]), keys[0]


def audit_log(
    source: Source, rows: Source, keys: list[VerifierKey], older: Checkpoint | None
) -> Audit:
    """Audits what `source` has published under one of `keys`, with the rows that `rows` has.

    Unreadable where there is no checkpoint, or where the machine or the network fails."""
    audit = Audit()
    note = read(source, "checkpoint", NOTE_MAX)
    if note is None:
        raise Unreadable("checkpoint: there is none")
    try:
        checkpoint, key = opened(note, keys)
    except NoteError as error:
        audit.add("checkpoint_damaged", detail=error)
        return audit
    audit.origin, audit.size = checkpoint.origin, checkpoint.size
    audit.root = base64.b64encode(checkpoint.root).decode()
    leaves = leaves_of(source, checkpoint, older, audit)
    state = replay(leaves, rows, key.name.removeprefix("linhui/"), audit)
    # The id follows from the ledger's first key, this one from those that handed the log on.
    signer = state.log_keys[-1:] == [key.key]
    for known in keys:
        if not signer or known.name != key.name or known.key not in state.log_keys:
            audit.add("log_key_differs", detail=f"{known.name}: {known.key.key_id}")
    return audit


def parse_arguments(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Audits a published Linhui log.")
    parser.add_argument("published", help="folder of static files, or URL")
    parser.add_argument(
        "--key",
        required=True,
        action="append",
        metavar="VKEY",
        help="the log's verifier key; again for those that signed before",
    )
    parser.add_argument("--against", type=Path, metavar="FILE", help="a checkpoint kept earlier")
    parser.add_argument("--rows", metavar="FOLDER", help="where rows/ lies, if not there too")
    parser.add_argument("--lang", choices=("en", "zh"), default=language_of(os.environ))
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    return parser.parse_args(arguments)


def language_of(environment: os._Environ[str] | dict[str, str]) -> str:
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environment[name] for name in names if environment.get(name)), "")
    return "zh" if locale.startswith("zh") else "en"


def main(arguments: list[str]) -> int:
    options = parse_arguments(arguments)
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        keys = [VerifierKey.parse(text) for text in options.key]
        older = None
        if options.against is not None:
            with options.against.open("rb") as file:
                older, _ = opened(file.read(NOTE_MAX + 1), keys)
    except NoteError as error:
        print(f"audit: {error}", file=sys.stderr)
        return USAGE
    except OSError as error:
        print(f"audit: {options.against}: {error.strerror}", file=sys.stderr)
        return UNREADABLE
    try:
        source = source_of(options.published)
        rows = source_of(options.rows) if options.rows else source
        audit = audit_log(source, rows, keys, older)
    except (Unreadable, OSError, HTTPException) as error:
        print(f"audit: {error}", file=sys.stderr)
        return UNREADABLE
    if options.json:
        print(json.dumps(report_json(audit), ensure_ascii=False))
    else:
        print(report_text(audit, ("en", "zh").index(options.lang)), end="")
    return SOUND if audit.sound else FINDINGS


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
