"""What a finding means, in English and Chinese.

The auditor's own are here. A rule of the ledger that a record breaks has its code and sentences in
docs/errors.md; they are read from there where that page is at hand."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from findings import Audit, Finding

ERRORS = Path(__file__).resolve().parents[2] / "docs" / "errors.md"

OWN: dict[str, tuple[str, str]] = {
    "checkpoint_damaged": (
        "The checkpoint is not one that the log's key has signed.",
        "检查点不是由该日志密钥签署的。",
    ),
    "tile_missing": (
        "A tile that belongs to this size is not published.",
        "该规模应有的瓦片文件未公布。",
    ),
    "tile_damaged": (
        "A tile is malformed, or its hash is not the one that the records give.",
        "瓦片格式不符，或其中的哈希与由记录算得的不同。",
    ),
    "leaf_differs": (
        "The record is not the one whose hash stands in the published tree.",
        "该记录与已公布树中的哈希不符。",
    ),
    "root_differs": (
        "The records do not give the root that the checkpoint signs.",
        "由记录算得的根与检查点签署的根不同。",
    ),
    "log_went_back": (
        "The log is shorter than the older checkpoint says that it was.",
        "日志比旧检查点所载的更短。",
    ),
    "log_forked": (
        "The log is not a continuation of the one that the older checkpoint signs.",
        "该日志不是旧检查点所签日志的延续。",
    ),
    "log_key_differs": (
        "The key is not the one that the log's own records hand it on to, or the log is another's.",
        "该密钥不是日志记录所交接的密钥，或这是另一份日志。",
    ),
    "conservation_broken": (
        "The serials and totals of credits do not agree.",
        "减排量的编码与合计不一致。",
    ),
    "key_malformed": (
        "The key is none, or one under which anyone can sign.",
        "该密钥无效，或属任何人都可冒签的弱密钥。",
    ),
}
BROKEN_RULE = (
    "The rules do not allow this record where it stands.",
    "按规则不允许在此处出现该记录。",
)
SUMMARY: dict[str, tuple[str, str]] = {
    "demonstration": (
        "DEMONSTRATION: nothing in this ledger is real.",
        "演示：本账本内容均非真实。",
    ),
    "log": (
        "Log {origin}, {size} records, root {root}",
        "日志 {origin}，{size} 条记录，根 {root}",
    ),
    "read": (
        "Checked: {records} records, {signatures} signatures, {rows} rows beside them.",
        "已核对：{records} 条记录，{signatures} 个签名，{rows} 行附带数据。",
    ),
    "rows": (
        "Not published, so not checked: the rows beside {count} records: {list}.",
        "未公布因而未核对：{count} 条记录的附带数据行：{list}。",
    ),
    "credits": (
        "{project} {vintage}: issued {issued} = held {held} + locked {locked} + buffer {buffer}"
        " + retired {retired} + cancelled {cancelled} t",
        "{project} {vintage}：签发 {issued} = 持有 {held} + 锁定 {locked} + 风险储备 {buffer}"
        " + 注销 {retired} + 核销 {cancelled} 吨",
    ),
    "sound": ("Sound: all that was published is as it must be.", "无误：所公布内容一切相符。"),
    "findings": (
        "NOT SOUND: {count} findings. The first is the one to look at; others may follow from it.",
        "有误：共 {count} 处。请先看第一处，其余可能由此引起。",
    ),
    "record": ("record {index}", "记录 {index}"),
    "left_off": ("… and {count} more.", "……另有 {count} 处。"),
}


@cache
def _of_rules() -> dict[str, tuple[str, str]]:
    try:
        page = ERRORS.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return {}
    rows = re.findall(r"^\| \d+ \| `(\w+)` \| ([^|]+) \| ([^|]+) \|$", page, re.MULTILINE)
    return {code: (english.strip(), chinese.strip()) for code, english, chinese in rows}


def sentences_of(code: str) -> tuple[str, str]:
    """English and Chinese."""
    return OWN.get(code) or _of_rules().get(code) or BROKEN_RULE


def _finding_line(finding: Finding, language: int) -> str:
    where = SUMMARY["record"][language].format(index=finding.index)
    start = "" if finding.index is None else where + ": "
    end = f" ({finding.detail})" if finding.detail else ""
    return f"  {start}{finding.code}: {sentences_of(finding.code)[language]}{end}"


def report_text(audit: Audit, language: int) -> str:
    """For people; `language` is 0 for English, 1 for Chinese."""

    def say(name: str, **values: object) -> str:
        return SUMMARY[name][language].format(**values)

    lines = [say("demonstration")] if audit.demonstration else []
    if audit.origin:
        lines.append(say("log", origin=audit.origin, size=audit.size, root=audit.root))
        lines.append(
            say("read", records=audit.records, signatures=audit.signatures, rows=audit.rows)
        )
    lines += [say("credits", **total) for total in audit.credits]
    unread = audit.rows_not_published
    if unread:
        shown = ", ".join(map(str, unread[:20])) + (", …" if len(unread) > 20 else "")
        lines.append(say("rows", count=len(unread), list=shown))
    if audit.sound:
        lines.append(say("sound"))
    else:
        lines.append(say("findings", count=len(audit.findings) + audit.left_off))
        lines += [_finding_line(finding, language) for finding in audit.findings]
        if audit.left_off:
            lines.append("  " + say("left_off", count=audit.left_off))
    return "\n".join(lines) + "\n"


def report_json(audit: Audit) -> dict[str, object]:
    """For programs: docs/audit.md lists the names."""

    def as_json(finding: Finding) -> dict[str, object]:
        english, chinese = sentences_of(finding.code)
        where = {} if finding.index is None else {"index": finding.index}
        said = {"en": english, "zh": chinese, "detail": finding.detail}
        return {"code": finding.code, **where, **said}

    return {
        "sound": audit.sound,
        "demonstration": audit.demonstration,
        "log": {"origin": audit.origin, "size": audit.size, "root": audit.root},
        "records": audit.records,
        "signatures": audit.signatures,
        "rows": audit.rows,
        "rows_not_published": audit.rows_not_published,
        "credits": audit.credits,
        "findings": [as_json(finding) for finding in audit.findings],
        "left_off": audit.left_off,
    }
