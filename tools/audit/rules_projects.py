"""Mechanisms, methods, inventories and projects (docs/records.md).

Shapes are not looked at: whether polygons are well drawn, and whether the ground of two projects
overlaps, is left to `linhui verify`."""

from __future__ import annotations

import hashlib
from typing import Any

from bodies import TABLE_LINE
from forms import is_text
from records import Record
from rows import Rows
from rules_rights import rights_exceed
from state import Inventory, Mechanism, Method, Project, Stand, State, found, require


def mechanism_define(state: State, record: Record) -> None:
    body = record.body
    require(body["buffer_num"] < body["buffer_den"], "record_malformed", "body.buffer_num")
    require(body["mechanism"] not in state.mechanisms, "mechanism_exists", body["mechanism"])
    state.mechanisms[body["mechanism"]] = Mechanism(
        body["buffer_num"], body["buffer_den"], body["natural_persons"], body["methods"]
    )


def check_tables(tables: list[dict[str, str]], rows: Rows) -> None:
    """The lines of each table, in order, each with a newline, have its digest."""
    digests: dict[str, Any] = {}
    for _, line in rows.values(TABLE_LINE):
        digest = digests.setdefault(line["table"], hashlib.sha256())
        digest.update(line["text"].encode() + b"\n")
    require(len(digests) == len(tables), "row_malformed", "lines of other tables")
    for table in tables:
        digest = digests.get(table["name"])
        same = digest is not None and digest.hexdigest() == table["sha256"]
        require(same, "rows_mismatch", table["name"])


def method_publish(state: State, record: Record) -> None:
    body = record.body
    recalled = body["basis"] == "recalled"
    require(state.demonstration or not recalled, "recalled_in_production", body["method"])
    names = [table["name"] for table in body["tables"]]
    require(len(set(names)) == len(names), "record_malformed", "body.tables")
    rows = state.rows(record)
    if rows is not None:
        check_tables(body["tables"], rows)
    digests = tuple(table["sha256"] for table in body["tables"])
    earlier = state.methods.get(body["method"])
    same = earlier is not None and earlier.published == (body["basis"], digests)
    require(not same, "method_exists", body["method"])
    state.tables.update(digests)
    state.methods[body["method"]] = Method(body["crediting"], (body["basis"], digests))


def check_stand(row: Any, number: int) -> None:
    def is_place(value: Any, size_max: int, empty: bool) -> bool:
        return is_text(value, size_max, empty) and "/" not in value

    holds = (
        isinstance(row, dict)
        and is_place(row.get("stand_id"), 120, False)
        and all(is_place(row.get(name), 200, True) for name in ("kind", "township", "village"))
        and isinstance(row.get("area_m2"), int)
        and row["area_m2"] is not True
        and row["area_m2"] >= 0
        and isinstance(row.get("shape"), list)
    )
    require(holds, "row_malformed", f"row {number}")


def inventory_import(state: State, record: Record) -> None:
    body = record.body
    named = body["rows"]
    require(named["count"] > 0, "record_malformed", "body.rows.count")
    require(named["root"] not in state.inventories, "inventory_exists", named["root"])
    project = state.projects.get(body["project"])
    owned = project is None or project.developer == record.by
    require(owned, "role_missing", body["project"])
    rows = state.rows(record)
    stands: dict[str, tuple[str, str, str]] = {}
    areas: dict[str, int] = {}
    for number, row in rows.values(None) if rows else ():
        check_stand(row, number)
        name, area = row["stand_id"], row["area_m2"]
        require(name not in stands, "row_malformed", f"row {number}: {name} twice")
        known = state.stands.get(name)
        require(known is None or known.by == record.by, "stand_of_another", name)
        smaller = known is not None and area < known.area_m2
        fits = not smaller or not rights_exceed(state.rights_on.get(name, []), area)
        require(fits, "rights_exceed_parcel", name)
        stands[name] = (name, row["township"], row["village"])
        areas[name] = area
    if rows is None:
        state.stands_known = False
    else:
        require(sum(areas.values()) == body["area_m2"], "rows_mismatch", "area_m2")
    state.stands.update((name, Stand(record.by, area)) for name, area in areas.items())
    state.inventories[named["root"]] = Inventory(
        body["project"], record.by, list(stands.values()) if rows else None
    )


def project_register(state: State, record: Record) -> None:
    body = record.body
    name, mechanism = body["project"], body.get("mechanism")
    method: Method = found(state.methods, body["method"], "method_not_published")
    if mechanism is not None:
        accepted = found(state.mechanisms, mechanism, "mechanism_not_found").methods
        require(body["method"] in accepted, "method_not_accepted", body["method"])
        require(method.crediting, "method_not_crediting", body["method"])
    inventory = state.inventories.get(body["inventory"])
    own = inventory is not None and (inventory.project, inventory.by) == (name, record.by)
    require(own, "inventory_not_found", body["inventory"])
    require(name not in state.projects, "project_exists", name)
    require(body["from_year"] <= body["to_year"], "period_invalid")
    stands = inventory.stands or [] if inventory and mechanism is not None else []
    for stand, _, _ in stands:
        for other in (state.projects[claim] for claim in state.claims.get(stand, [])):
            apart = other.to_year < body["from_year"] or body["to_year"] < other.from_year
            require(apart, "stand_claimed", stand)
    for stand, _, _ in stands:
        state.claims.setdefault(stand, []).append(name)
    state.projects[name] = Project(
        record.by, body["method"], mechanism, body["inventory"], body["from_year"], body["to_year"]
    )


def _project_in(state: State, record: Record, wanted: str) -> Project:
    project: Project = found(state.projects, record.body["project"], "project_not_found")
    require(project.state == wanted, "project_state", project.state)
    require(record.by not in (project.developer, project.validator), "two_hands", record.by)
    return project


def project_validate(state: State, record: Record) -> None:
    project = _project_in(state, record, "listed")
    project.state, project.validator = "validated", record.by


def project_approve(state: State, record: Record) -> None:
    _project_in(state, record, "validated").state = "registered"


RULES = {
    "mechanism.define": mechanism_define,
    "method.publish": method_publish,
    "inventory.import": inventory_import,
    "project.register": project_register,
    "project.validate": project_validate,
    "project.approve": project_approve,
}
