"""Credits: issued as serial blocks, offered, moved and ended (docs/records.md, Credits)."""

from __future__ import annotations

from typing import Any

from records import Record, days_of
from state import Block, Mechanism, Offer, Project, Report, State, found, require, serial_text

E4_PER_CREDIT = 10_000


def planned(
    state: State, report: Report, project: Project, mechanism: Mechanism
) -> tuple[list[dict[str, int]], int, int]:
    """The vintages that a report gives, and the project's net and credits after them.

    Whole tonnes of the cumulative net up to each vintage, less what has been credited; a vintage
    that gives none is left out. The buffer is rounded up."""
    vintages: list[dict[str, int]] = []
    net_e4, credited = project.net_e4, project.credited
    for vintage, vintage_net_e4 in report.nets:
        net_e4 += vintage_net_e4
        credits = net_e4 // E4_PER_CREDIT - credited
        if credits <= 0:
            continue
        issued = sum(b.credits for b in state.blocks.get((report.project, vintage), []))
        buffer = -(-credits * mechanism.buffer_num // mechanism.buffer_den)
        first, last = issued + 1, issued + credits
        vintages.append({"vintage": vintage, "first": first, "last": last, "buffer": buffer})
        credited += credits
    return vintages, net_e4, credited


def credit_issue(state: State, record: Record) -> None:
    body = record.body
    report: Report = found(state.reports, body["report"], "report_not_found")
    require(report.state == "verified", "report_state", report.state)
    require(record.by not in (report.developer, report.verifier), "two_hands", record.by)
    project = state.projects[report.project]
    require(state.methods[project.method].crediting, "method_not_crediting", project.method)
    for digest in report.tables:
        require(digest in state.tables, "parameters_not_read_back", digest)
    require(project.mechanism is not None, "method_not_crediting", report.project)
    assert project.mechanism is not None
    mechanism = state.mechanisms[project.mechanism]
    vintages, net_e4, credited = planned(state, report, project, mechanism)
    require(bool(vintages), "credits_not_positive", body["report"])
    stated = [{**vintage, "buffer": 0} for vintage in body["vintages"]]
    due = [{**vintage, "buffer": 0} for vintage in vintages]
    require(stated == due, "credits_exceed_report", f"due: {vintages}")
    require(body["vintages"] == vintages, "buffer_mismatch", f"due: {vintages}")
    for stand, year in report.credited or []:
        claimed = not state.stands_known or report.project in state.claims.get(stand, [])
        require(claimed, "stand_claimed", stand)
        require((stand, year) not in state.credited, "stand_year_credited", f"{stand} {year}")
    state.credited.update(report.credited or [])
    for issue in vintages:
        blocks = state.blocks.setdefault((report.project, issue["vintage"]), [])
        own = issue["last"] - issue["buffer"]
        parts = [
            Block(issue["first"], own, report.developer, "held"),
            Block(own + 1, issue["last"], record.by, "buffer"),
        ]
        blocks += [part for part in parts if part.credits > 0]
    project.net_e4, project.credited = net_e4, credited
    report.state = "issued"


def may_hold(state: State, project_name: str, party_name: str) -> None:
    """The mechanism of these credits lets this party have them."""
    party = state.party(party_name)
    project: Project = found(state.projects, project_name, "project_not_found")
    require(project.mechanism is not None, "mechanism_not_found", project_name)
    assert project.mechanism is not None
    natural = state.mechanisms[project.mechanism].natural_persons
    household = party is not None and party.kind == "household"
    require(natural or not household, "holder_not_allowed", party_name)


def check_free(state: State, serials: dict[str, Any], party: str) -> None:
    """The serials lie in one block that the party holds, and nothing ties it."""
    block = state.block_of(serials)
    require(block.state not in ("retired", "cancelled"), "block_final", serial_text(serials))
    require((block.state, block.owner) == ("held", party), "not_holder", serial_text(serials))


def credit_offer(state: State, record: Record) -> None:
    body = record.body
    serials, expires = body["serials"], body.get("expires")
    require(body["offer"] not in state.offers, "offer_exists", body["offer"])
    may_hold(state, serials["project"], body["to"])
    check_free(state, serials, record.by)
    open_still = expires is None or record.day < days_of(expires)
    require(open_still, "offer_expired", body["offer"])
    state.move(serials, record.by, "locked", body["offer"])
    state.offers[body["offer"]] = Offer(record.by, body["to"], serials, expires)


def _open_offer(state: State, record: Record) -> Offer:
    offer: Offer = found(state.offers, record.body["offer"], "offer_not_found")
    require(offer.open, "offer_not_found", record.body["offer"])
    return offer


def _close(state: State, offer: Offer, owner: str) -> None:
    state.move(offer.serials, owner, "held")
    offer.open = False


def credit_accept(state: State, record: Record) -> None:
    offer = _open_offer(state, record)
    require(offer.to == record.by, "not_receiver", record.by)
    open_still = offer.expires is None or record.day < days_of(offer.expires)
    require(open_still, "offer_expired", record.body["offer"])
    _close(state, offer, offer.to)


def credit_decline(state: State, record: Record) -> None:
    offer = _open_offer(state, record)
    require(offer.to == record.by, "not_receiver", record.by)
    _close(state, offer, offer.sender)


def credit_withdraw(state: State, record: Record) -> None:
    offer = _open_offer(state, record)
    require(offer.sender == record.by, "not_offerer", record.by)
    _close(state, offer, offer.sender)


def credit_retire(state: State, record: Record) -> None:
    check_free(state, record.body["serials"], record.by)
    state.move(record.body["serials"], record.by, "retired")


def credit_cancel(state: State, record: Record) -> None:
    check_free(state, record.body["serials"], record.by)
    state.move(record.body["serials"], record.by, "cancelled")


RULES = {
    "credit.issue": credit_issue,
    "credit.offer": credit_offer,
    "credit.accept": credit_accept,
    "credit.decline": credit_decline,
    "credit.withdraw": credit_withdraw,
    "credit.retire": credit_retire,
    "credit.cancel": credit_cancel,
}
