"""Rights to ground, and schemes for sharing its income (docs/records.md)."""

from __future__ import annotations

from typing import Any, Iterable

from bodies import RIGHT_ROW
from records import Record, days_of
from state import Party, Project, Right, Scheme, State, found, require

WHOLE_SHARE = 10_000
OPEN_END = days_of("9999-12-31")


def rights_exceed(rights: Iterable[Right], area_m2: int) -> bool:
    """Whether on some day the rights of one type need more than this area. Between the days on
    which a right begins their sum cannot grow."""
    rights = list(rights)
    for start in rights:
        sharing = (r for r in rights if r.type == start.type and r.begin <= start.begin < r.end)
        if sum(r.area_m2 * r.share_bp for r in sharing) > area_m2 * WHOLE_SHARE:
            return True
    return False


def _right_of(row: dict[str, Any]) -> Right:
    return Right(
        right=row["right"],
        stand=row["stand_id"],
        type=row["type"],
        holder=row["holder"],
        parent=row.get("parent"),
        area_m2=row["area_m2"],
        share_bp=row["share_bp"],
        begin=days_of(row["from"]),
        end=days_of(row["to"]) if "to" in row else OPEN_END,
    )


def _check_parent(state: State, right: Right) -> None:
    income = right.type == "carbon_income"
    if right.parent is None and not income:
        return
    parent = state.rights.get(right.parent or "")
    if parent is None:
        require(not state.rights_known, "row_malformed", f"{right.right} parent")
    elif income:
        rests = parent.stand == right.stand and parent.type != "carbon_income"
        require(rests, "row_malformed", f"{right.right} parent")


def enter_right(state: State, row: dict[str, Any]) -> None:
    right = _right_of(row)
    require(right.begin < right.end, "right_interval_invalid", right.right)
    require(right.right not in state.rights, "right_exists", right.right)
    stand = state.stands.get(right.stand)
    require(stand is not None or not state.stands_known, "right_stand_unknown", right.stand)
    others = state.rights_on.setdefault(right.stand, [])
    fits = stand is None or not rights_exceed([*others, right], stand.area_m2)
    require(fits, "rights_exceed_parcel", right.stand)
    _check_parent(state, right)
    holder = state.parties.setdefault(right.holder, Party({"holder"}, row["holder_kind"]))
    require(holder.kind == row["holder_kind"], "party_exists", right.holder)
    state.rights[right.right] = right
    others.append(right)


def right_register(state: State, record: Record) -> None:
    require(record.body["rows"]["count"] > 0, "record_malformed", "body.rows.count")
    rows = state.rows(record)
    if rows is None:
        state.rights_known = False
        return
    for _, row in rows.values(RIGHT_ROW):
        enter_right(state, row)


def check_steps(steps: list[dict[str, Any]]) -> None:
    """Costs and percents, at most one part for the collective, and the holders last."""
    names = [step["step"] for step in steps]
    require(len(set(names)) == len(names), "scheme_invalid", "a step's id twice")
    for step in steps:
        require("basis" in step, "scheme_without_basis", step["step"])
        require(step.get("num", 0) <= step.get("den", 1), "scheme_invalid", step["step"])
    kinds = [step["kind"] for step in steps]
    tail = kinds[-2:] if kinds[-2:-1] == ["collective"] else kinds[-1:]
    head = kinds[: len(kinds) - len(tail)]
    ordered = tail[-1:] == ["holders"] and set(head) <= {"cost", "percent"}
    require(ordered, "scheme_invalid", ", ".join(kinds))


def scheme_adopt(state: State, record: Record) -> None:
    body = record.body
    require("basis" in body, "scheme_without_basis", body["scheme"])
    project: Project = found(state.projects, body["project"], "project_not_found")
    require(project.developer == record.by, "role_missing", body["project"])
    for adopter in body["adopters"]:
        party = state.parties.get(adopter)
        collective = party is not None and "collective" in party.roles
        require(collective, "role_missing", adopter)
        require(adopter in record.signers, "signature_missing", adopter)
    require(body["scheme"] not in state.schemes, "scheme_exists", body["scheme"])
    check_steps(body["steps"])
    for step in body["steps"]:
        if "payee" in step:
            state.party(step["payee"])
    state.schemes[body["scheme"]] = Scheme(
        body["project"],
        body["steps"],
        body["adopters"],
        body["notice_days"],
        body["quorum_num"],
        body["quorum_den"],
    )


RULES = {"right.register": right_register, "scheme.adopt": scheme_adopt}
