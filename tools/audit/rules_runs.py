"""Runs: a sale's income is shared, approved, published and paid (docs/records.md)."""

from __future__ import annotations

from bodies import PAID_LINE, SHARE_LINE
from canonical import spell
from money import distribute, part, split, take_steps
from records import Record, days_of
from rows import Rows
from state import Run, Sale, Scheme, State, found, require


def check_outline(body: dict[str, object], scheme: Scheme) -> None:
    """What the record alone must show: every step's arithmetic, and that the parts add up."""
    amount, villages = body["amount_fen"], body["villages"]
    assert isinstance(amount, int) and isinstance(villages, list)
    outcomes, _ = take_steps(scheme, amount)
    require(body["steps"] == outcomes, "shares_mismatch", "steps")
    left = outcomes[-1]["left_fen"] if outcomes else amount
    weights = {f"{v['township']}/{v['village']}": int(v["weight"]) for v in villages}
    distinct = len(weights) == len(villages) and all(weights.values()) and bool(weights)
    require(distinct, "shares_mismatch", "villages")
    amounts = split(left, weights)
    service = next((step for step in scheme.steps if step["kind"] == "collective"), None)
    for village in villages:
        name = f"{village['township']}/{village['village']}"
        due = amounts[name]
        taken = part(due, service["num"], service["den"]) if service else 0
        stated = (village["amount_fen"], village["collective_fen"], village["holders_fen"])
        require(stated == (due, taken, due - taken), "shares_mismatch", name)


def check_lines(rows: Rows, amount: int, body: dict[str, object]) -> set[int]:
    """The lines add up to the cash, and a village's to what it gets. Gives those to be paid."""
    payable: set[int] = set()
    total = 0
    by_village: dict[tuple[str, str], int] = {}
    for number, line in rows.values(SHARE_LINE):
        require(line["line"] == number, "shares_mismatch", f"line {number}")
        total += line["amount_fen"]
        place = (line["township"], line["village"])
        by_village[place] = by_village.get(place, 0) + line["amount_fen"]
        if line["amount_fen"] and not line["held"]:
            payable.add(number)
    require(total == amount, "shares_mismatch", f"the lines add up to {total} fen")
    villages = body["villages"]
    assert isinstance(villages, list)
    for village in villages:
        place = (village["township"], village["village"])
        same = by_village.get(place, 0) == village["amount_fen"]
        require(same, "shares_mismatch", "/".join(place))
    return payable


def check_all(state: State, record: Record, scheme: Scheme, rows: Rows) -> None:
    """Where inventory and rights are at hand the run is reckoned again, line by line."""
    stands = state.inventories[state.projects[scheme.project].inventory].stands
    if stands is None or not state.rights_known:
        return
    body = record.body
    begin, end = days_of(body["from"]), days_of(body["to"])
    due = distribute(state, scheme, stands, body["amount_fen"], begin, end)
    require(body["villages"] == due.villages, "shares_mismatch", "villages")
    require(rows.count == len(due.lines), "shares_mismatch", f"{len(due.lines)} lines are due")
    for number, (row, line) in enumerate(zip(rows, due.lines)):
        require(row == spell(line), "shares_mismatch", f"line {number}")


def run_calculate(state: State, record: Record) -> None:
    body = record.body
    name, amount = body["run"], body["amount_fen"]
    require(amount > 0, "amount_not_positive", name)
    require(name not in state.runs, "run_exists", name)
    require(body["from"] < body["to"], "period_invalid", name)
    sale: Sale = found(state.sales, body["sale"], "sale_not_found")
    cash = (sale.state, sale.run, sale.amount_fen) == ("settled", "", amount)
    require(cash, "cash_not_distributable", body["sale"])
    scheme: Scheme = found(state.schemes, body["scheme"], "scheme_not_found")
    require(scheme.project == sale.project, "scheme_not_found", body["scheme"])
    require(sale.seller == record.by, "role_missing", record.by)
    check_outline(body, scheme)
    rows = state.rows(record)
    payable = check_lines(rows, amount, body) if rows else None
    if rows:
        check_all(state, record, scheme, rows)
    collectives = {village["collective"] for village in body["villages"]}
    adopted = collectives <= set(scheme.adopters)
    require(adopted, "scheme_not_found", f"{body['scheme']}, not adopted by all")
    sale.run = name
    state.runs[name] = Run(body["scheme"], record.by, collectives, payable)


def _run_in(state: State, record: Record, *states: str) -> Run:
    run: Run = found(state.runs, record.body["run"], "run_not_found")
    require(run.state in states, "run_state", run.state)
    return run


def _own_run_in(state: State, record: Record, *states: str) -> Run:
    run = _run_in(state, record, *states)
    require(run.developer == record.by, "role_missing", record.by)
    return run


def run_approve(state: State, record: Record) -> None:
    body = record.body
    run = _run_in(state, record, "calculated")
    scheme = state.schemes[run.scheme]
    entitled, present, in_favour = body["entitled"], body["present"], body["in_favour"]
    quorate = entitled * scheme.quorum_num <= present * scheme.quorum_den
    counted = in_favour + body["against"] <= present <= entitled
    carried = quorate and counted and in_favour * 2 > present
    of_run = record.by in run.waiting or record.by in run.approved
    require(of_run, "role_missing", record.by)
    require(carried, "resolution_not_carried", record.by)
    run.waiting.discard(record.by)
    run.approved.add(record.by)
    if not run.waiting:
        run.state = "approved"


def run_publish(state: State, record: Record) -> None:
    run = _own_run_in(state, record, "approved")
    run.state, run.notice_from = "published", record.day


def run_finalise(state: State, record: Record) -> None:
    run = _own_run_in(state, record, "published")
    ends = run.notice_from + state.schemes[run.scheme].notice_days
    require(record.day >= ends, "notice_too_short", record.body["run"])
    run.state = "final"


def run_pay(state: State, record: Record) -> None:
    run = _own_run_in(state, record, "final", "part_paid")
    require(record.body["rows"]["count"] > 0, "rows_missing", "no line")
    rows = state.rows(record)
    if rows is None:
        run.payable = None  # which lines are still to be paid is not known any more
    lines: set[int] = set()
    for number, row in rows.values(PAID_LINE) if rows else ():
        once = row["line"] not in lines and row["line"] not in run.paid
        due = run.payable is None or row["line"] in run.payable
        require(once and due, "line_not_payable", f"row {number}: line {row['line']}")
        lines.add(row["line"])
    run.paid |= lines
    run.state = "part_paid"
    if run.payable is not None:
        run.payable -= lines
        run.state = "part_paid" if run.payable else "paid"


RULES = {
    "run.calculate": run_calculate,
    "run.approve": run_approve,
    "run.publish": run_publish,
    "run.finalise": run_finalise,
    "run.pay": run_pay,
}
