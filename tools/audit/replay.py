"""Replays a log: every leaf through the rules of docs/records.md, in order."""

from __future__ import annotations

import time
from typing import Callable, Iterable

import rules_credits
import rules_parties
import rules_projects
import rules_reports
import rules_rights
import rules_runs
import rules_sales
from findings import Audit, Refusal
from keys import SIGNED_FIRST
from records import Record, parse_leaf
from source import Source
from state import BLOCK_STATES, State, found, require

TOLERANCE_S = 600

Rule = Callable[[State, Record], None]
RULES: dict[str, Rule] = {
    **rules_parties.RULES,
    **rules_projects.RULES,
    **rules_reports.RULES,
    **rules_credits.RULES,
    **rules_sales.RULES,
    **rules_rights.RULES,
    **rules_runs.RULES,
}
# The role that `by` must have; types that are not here ask for none.
ROLES: dict[str, str] = {
    **dict.fromkeys(
        (
            "log.key.rotate",
            "party.admit",
            "mechanism.define",
            "method.publish",
            "project.approve",
            "credit.issue",
            "right.register",
            "export.record",
        ),
        "registrar",
    ),
    **dict.fromkeys(
        (
            "inventory.import",
            "project.register",
            "report.file",
            "scheme.adopt",
            "run.calculate",
            "run.publish",
            "run.finalise",
            "run.pay",
        ),
        "developer",
    ),
    **dict.fromkeys(("project.validate", "report.verify", "report.reject"), "verifier"),
    "run.approve": "collective",
}


def check_signatures(state: State, record: Record) -> None:
    """Each by a key that came in before and is not revoked, and one of them by `by`."""
    for key_id, signature in record.signatures:
        key = found(state.keys, key_id, "key_unknown")
        require(not key.revoked, "key_revoked", key_id)
        fits = key.public.fits(signature, SIGNED_FIRST + record.signed)
        require(fits, "signature_invalid", key_id)
        state.audit.signatures += 1
        record.signers.add(key.party)
    require(record.by in record.signers, "signature_missing", record.by)


def check_time(state: State, record: Record) -> None:
    """Not long before the newest so far; and not in the future, but for a demonstration's."""
    require(record.time >= state.newest_time - TOLERANCE_S, "time_out_of_range", "before others")
    now = record.time if state.demonstration else time.time()
    require(record.time <= now + TOLERANCE_S, "time_out_of_range", "after now")


def apply(state: State, record: Record) -> None:
    """Refusal where docs/records.md does not allow the record here."""
    require(record.type in RULES, "record_type_unknown", record.type)
    if record.index == 0:
        require(record.type == "ledger.create", "record_malformed", "index 0")
    else:
        require(record.ledger == state.ledger, "wrong_ledger", record.ledger)
        require(record.request not in state.requests, "request_conflict", record.request)
        check_signatures(state, record)
        check_time(state, record)
        role = ROLES.get(record.type)
        has = role is None or role in state.parties[record.by].roles
        require(has, "role_missing", role)
    record.check_body()
    RULES[record.type](state, record)
    state.requests.add(record.request)
    state.newest_time = max(state.newest_time, record.time)


def check_credits(state: State) -> None:
    """Serials of each project and vintage go on from 1 without gap or overlap; every credit is in
    one state; and the projects' sums are what was issued."""
    issued_by: dict[str, int] = {}
    for (project, vintage), blocks in sorted(state.blocks.items()):
        name = f"{project} {vintage}"
        following = 1
        totals = dict.fromkeys(BLOCK_STATES, 0)
        for block in blocks:
            if block.first != following:
                state.audit.add("conservation_broken", detail=f"{name}: serial {block.first}")
            totals[block.state] += block.credits
            following = block.last + 1
        issued = following - 1
        if sum(totals.values()) != issued:
            state.audit.add("conservation_broken", detail=f"{name}: {totals}")
        issued_by[project] = issued_by.get(project, 0) + issued
        state.audit.credits.append(
            {"project": project, "vintage": vintage, "issued": issued, **totals}
        )
    for name, project in state.projects.items():
        if issued_by.get(name, 0) != project.credited:
            state.audit.add("conservation_broken", detail=f"{name}: {project.credited} credited")


def replay(leaves: Iterable[bytes], source: Source, ledger: str, audit: Audit) -> State:
    """Every leaf; one that is refused is a finding, and the ones after it are tried all the same.

    `ledger` is the id in the name under which the checkpoint was signed."""
    state = State(source, audit, ledger=ledger)
    for index, leaf in enumerate(leaves):
        audit.records += 1
        try:
            record = parse_leaf(index, leaf)
            require(record.ledger == ledger, "wrong_ledger", record.ledger)
            apply(state, record)
        except Refusal as refusal:
            audit.add(refusal.code, index, refusal.detail)
    audit.demonstration = state.demonstration
    check_credits(state)
    return state
