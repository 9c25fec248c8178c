"""Sales and exports (docs/records.md, Sales; Exports)."""

from __future__ import annotations

from forms import FEN_MAX
from records import Record
from rules_credits import check_free, may_hold
from state import Sale, State, found, require


def sale_match(state: State, record: Record) -> None:
    body = record.body
    seller, buyer, blocks = body["seller"], body["buyer"], body["blocks"]
    require(body["amount_fen"] > 0, "amount_not_positive", body["sale"])
    require(body["sale"] not in state.sales, "sale_exists", body["sale"])
    require({seller, buyer} <= record.signers, "signature_missing", f"{seller}, {buyer}")
    require(seller != buyer, "two_hands", seller)
    for serials in blocks:
        require(serials["project"] == blocks[0]["project"], "record_malformed", "body.blocks")
        may_hold(state, serials["project"], buyer)
        check_free(state, serials, seller)
    spans = sorted((s["vintage"], s["first"], s["last"]) for s in blocks)
    for (vintage, _, last), (next_vintage, first, _) in zip(spans, spans[1:]):
        require(vintage != next_vintage or last < first, "not_holder", "a serial sold twice")
    tonnes = sum(serials["last"] - serials["first"] + 1 for serials in blocks)
    amount = body["tonnes"] * body["price_fen_per_tonne"]
    same = (tonnes, amount) == (body["tonnes"], body["amount_fen"])
    require(same and amount <= FEN_MAX, "price_mismatch", f"{tonnes} t")
    for serials in blocks:
        state.move(serials, seller, "locked", body["sale"])
    state.sales[body["sale"]] = Sale(blocks[0]["project"], seller, buyer, blocks, amount)


def _sale_of_both(state: State, record: Record) -> Sale:
    sale: Sale = found(state.sales, record.body["sale"], "sale_not_found")
    both = {sale.seller, sale.buyer}
    require(both <= record.signers, "signature_missing", ", ".join(sorted(both)))
    return sale


def sale_settle(state: State, record: Record) -> None:
    received = record.body["received_fen"]
    require(received > 0, "amount_not_positive", record.body["sale"])
    sale = _sale_of_both(state, record)
    require(sale.state != "settled", "cash_exists", record.body["sale"])
    require(sale.state == "matched", "sale_state", sale.state)
    require(received <= sale.amount_fen, "cash_exceeds_sale", received)
    require(received == sale.amount_fen, "price_mismatch", received)
    for serials in sale.blocks:
        state.move(serials, sale.buyer, "held")
    sale.state = "settled"


def sale_cancel(state: State, record: Record) -> None:
    sale = _sale_of_both(state, record)
    require(sale.state == "matched", "sale_state", sale.state)
    for serials in sale.blocks:
        state.move(serials, sale.seller, "held")
    sale.state = "cancelled"


def export_record(state: State, record: Record) -> None:
    body = record.body
    require(body["log_size"] <= record.index, "record_malformed", "body.log_size")
    found(state.projects, body["project"], "project_not_found")
    require(body["sequence"] == state.exports + 1, "record_malformed", "body.sequence")
    state.exports += 1


RULES = {
    "sale.match": sale_match,
    "sale.settle": sale_settle,
    "sale.cancel": sale_cancel,
    "export.record": export_record,
}
