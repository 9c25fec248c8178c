"""Monitoring reports: what they state must be what their rows add up to (docs/records.md).

How a row's figures follow from the stand is not looked at: `linhui verify --recompute` makes them
again."""

from __future__ import annotations

import re

from bodies import ESTIMATE_ROW
from records import Record
from rows import Rows
from state import Project, Report, State, found, require


def figure(text: str) -> int | None:
    """A decimal of four places as 0.0001 t; empty is nothing."""
    if text == "":
        return 0
    if len(text) > 18 or text == "-0.0000" or not re.fullmatch(
        r"-?(0|[1-9][0-9]*)\.[0-9]{4}", text, re.ASCII
    ):
        return None
    return int(text.replace(".", ""))


class EstimateSums:
    """What the rows of an estimate come to by year: a stand and year's pools, then their total."""

    def __init__(self, rows: Rows) -> None:
        self.change_e4: dict[int, int] = {}
        self.emissions_e4: dict[int, int] = {}
        self.stand_years: set[tuple[str, int]] = set()  # with a change
        open_now: tuple[str, int] | None = None
        pools_e4 = 0
        for number, row in rows.values(ESTIMATE_ROW):
            place = (row["stand"], row["year"])
            change = figure(row["change"])
            readable = change is not None and figure(row["stock"]) is not None
            require(readable and open_now in (None, place), "row_malformed", f"row {number}")
            assert change is not None
            if row["pool"] == "total":
                require(change == pools_e4, "rows_mismatch", f"row {number}")
                once = row["change"] == "" or place not in self.stand_years
                require(once, "row_malformed", f"row {number}: {row['stand']} twice")
                if row["change"]:
                    self.stand_years.add(place)
                open_now, pools_e4 = None, 0
                continue
            open_now, pools_e4 = place, pools_e4 + change
            emissions = row["pool"].startswith("emissions_")
            sums = self.emissions_e4 if emissions else self.change_e4
            sums[place[1]] = sums.get(place[1], 0) + (-change if emissions else change)
        require(open_now is None, "row_malformed", "a stand and year without its total")


def report_file(state: State, record: Record) -> None:
    body = record.body
    project: Project = found(state.projects, body["project"], "project_not_found")
    require(project.developer == record.by, "role_missing", body["project"])
    require(project.state == "registered", "project_state", project.state)
    require(project.method == body["method"], "method_not_accepted", body["method"])
    require(project.inventory == body["inventory"], "inventory_not_found", body["inventory"])
    require(body["report"] not in state.reports, "report_exists", body["report"])
    begin, end = body["from_year"], body["to_year"]
    inside = project.from_year <= begin + 1 <= end <= project.to_year
    require(inside, "period_invalid", f"{begin} to {end}")
    for name, other in state.reports.items():
        if other.project == body["project"] and other.state != "rejected":
            require(end <= other.from_year or other.to_year <= begin, "period_overlaps", name)
    years: dict[int, dict[str, int]] = {}
    for terms in body["vintages"]:
        less = ("project_emissions_e4", "baseline_e4", "leakage_e4", "deduction_e4")
        net = terms["change_e4"] - sum(terms[name] for name in less)
        require(net == terms["net_e4"], "rows_mismatch", f"net_e4 of {terms['vintage']}")
        require(terms["vintage"] not in years, "record_malformed", "body.vintages")
        years[terms["vintage"]] = terms
    require(sorted(years) == list(range(begin + 1, end + 1)), "rows_mismatch", "vintages")
    rows = state.rows(record)
    sums = EstimateSums(rows) if rows else None
    for year, terms in sorted(years.items()) if sums else ():
        assert sums is not None
        same = terms["change_e4"] == sums.change_e4.get(year, 0)
        more = terms["project_emissions_e4"] >= sums.emissions_e4.get(year, 0)
        require(same and more, "rows_mismatch", f"figures of {year}")
    state.reports[body["report"]] = Report(
        project=body["project"],
        developer=record.by,
        from_year=begin,
        to_year=end,
        root=body["rows"]["root"],
        tables=[table["sha256"] for table in body["tables"]],
        nets=[(year, terms["net_e4"]) for year, terms in sorted(years.items())],
        credited=sorted(p for p in sums.stand_years if begin < p[1] <= end) if sums else None,
    )


def _filed(state: State, record: Record) -> Report:
    report: Report = found(state.reports, record.body["report"], "report_not_found")
    require(report.state == "filed", "report_state", report.state)
    require(report.developer != record.by, "two_hands", record.by)
    return report


def report_verify(state: State, record: Record) -> None:
    report = _filed(state, record)
    same = report.root == record.body["recomputed_root"]
    require(same, "recomputation_differs", record.body["recomputed_root"])
    report.state, report.verifier = "verified", record.by


def report_reject(state: State, record: Record) -> None:
    _filed(state, record).state = "rejected"


RULES = {
    "report.file": report_file,
    "report.verify": report_verify,
    "report.reject": report_reject,
}
