"""How the income of a sale is shared (docs/records.md, How a run is reckoned): exact integers, and
at every level the largest remainder, so that parts add up to their whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Iterator

from findings import Refusal
from state import Right, Scheme, State, require

Place = tuple[str, str]  # township, village


def split(amount: int, weights: dict[str, int]) -> dict[str, int]:
    """Parts in proportion to the weights: floors, and what is left over a fen each to the largest
    remainders, ties by name. Requires: some weight above zero."""
    total = sum(weights.values())
    parts = {name: amount * weight // total for name, weight in weights.items()}
    order = sorted(weights, key=lambda name: (-(amount * weights[name] % total), name))
    for name in order[: amount - sum(parts.values())]:
        parts[name] += 1
    return parts


def part(amount: int, num: int, den: int) -> int:
    """num/den of an amount: the nearest fen, a half upward."""
    return split(amount, {"part": num, "rest": den - num})["part"]


@dataclass
class Stake:
    """What one holder brings to a village: ground of his own, and ground that is held."""

    weight: int = 0
    held: int = 0
    rights: list[str] = field(default_factory=list)
    held_rights: list[str] = field(default_factory=list)


def weigh_stand(rights: list[Right], begin: int, end: int, stakes: dict[str, Stake]) -> None:
    """Area × days × share of each carbon-income right; and of each contract right as much as no
    carbon-income right covers, which is held."""
    covered: dict[str, int] = {}
    rights = sorted(rights, key=lambda right: right.right)
    contracts = {right.right: right for right in rights}
    for right in rights:
        if right.type != "carbon_income":
            continue
        parent = contracts.get(right.parent or "")
        if parent is not None:  # only on the days on which the parent runs
            days = right.days(max(begin, parent.begin), min(end, parent.end))
            covered[parent.right] = (
                covered.get(parent.right, 0) + right.area_m2 * days * right.share_bp
            )
        weight = right.area_m2 * right.days(begin, end) * right.share_bp
        if weight:
            stake = stakes.setdefault(right.holder, Stake())
            stake.weight += weight
            stake.rights.append(right.right)
    for right in rights:
        if right.type != "contract":
            continue
        whole = right.area_m2 * right.days(begin, end) * right.share_bp
        bare = whole - covered.get(right.right, 0)
        if bare > 0:
            stake = stakes.setdefault(right.holder, Stake())
            stake.held += bare
            stake.held_rights.append(right.right)


def weigh(
    state: State, stands: list[tuple[str, str, str]], begin: int, end: int
) -> dict[Place, dict[str, Stake]]:
    """The stakes of each village that has any, villages and holders in order of their bytes."""
    villages: dict[Place, dict[str, Stake]] = {}
    for stand, township, village in stands:
        stakes = villages.setdefault((township, village), {})
        weigh_stand(state.rights_on.get(stand, []), begin, end, stakes)
    weighed = {place: dict(sorted(stakes.items())) for place, stakes in sorted(villages.items())}
    return {place: stakes for place, stakes in weighed.items() if stakes}


def take_steps(scheme: Scheme, gross: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Outcomes and lines of the steps above the villages."""
    left, outcomes, lines = gross, [], []
    for step in scheme.steps:
        if step["kind"] not in ("cost", "percent"):
            continue
        cost = step["kind"] == "cost"
        of = gross if step.get("of") == "gross" else left
        amount = step["amount_fen"] if cost else part(of, step["num"], step["den"])
        require(amount <= left, "scheme_invalid", step["step"])
        left -= amount
        outcome = {"step": step["step"], "of_fen": of, "amount_fen": amount}
        outcomes.append({**outcome, "left_fen": left})
        ratio = (0, 0) if cost else (step["num"], step["den"])
        lines.append(_line(step, step["payee"], ("", ""), amount, of, ratio))
    return outcomes, lines


def _line(
    step: dict[str, Any],
    party: str,
    place: Place,
    amount: int,
    of: int,
    ratio: tuple[int, int],
    rights: list[str] | None = None,
    held: bool = False,
) -> dict[str, Any]:
    return {
        "kind": "holder" if step["kind"] == "holders" else step["kind"],
        "step": step["step"],
        "party": party,
        "township": place[0],
        "village": place[1],
        "amount_fen": amount,
        "of_fen": of,
        "weight": str(ratio[0]),
        "weight_total": str(ratio[1]),
        "rights": rights or [],
        "held": held,
    }


def share_out(
    step: dict[str, Any], place: Place, stakes: dict[str, Stake], pool: int
) -> Iterator[dict[str, Any]]:
    """The holders' lines of a village; a holder's held part stands beside his free one."""
    entries: dict[str, tuple[str, int, list[str], bool]] = {}
    for party, stake in stakes.items():
        equal = step["by"] == "equal"
        if stake.weight:
            weight = 1 if equal else stake.weight
            entries[party] = (party, weight, stake.rights, False)
        if stake.held and not (equal and stake.weight):
            weight = 1 if equal else stake.held
            entries[f"{party}~held"] = (party, weight, stake.held_rights, True)
    weights = {name: entry[1] for name, entry in entries.items()}
    total = sum(weights.values())
    parts = split(pool, weights)
    for name, (party, weight, rights, held) in entries.items():
        yield _line(step, party, place, parts[name], pool, (weight, total), rights, held)


@dataclass
class Distribution:
    villages: list[dict[str, Any]]
    lines: list[dict[str, Any]]


def distribute(
    state: State,
    scheme: Scheme,
    stands: list[tuple[str, str, str]],
    gross: int,
    begin: int,
    end: int,
) -> Distribution:
    """What run.calculate must say. Requires: the rows of inventory and rights."""
    stakes_of = weigh(state, stands, begin, end)
    require(bool(stakes_of), "scheme_invalid", "no rights in the period")
    outcomes, lines = take_steps(scheme, gross)
    left = outcomes[-1]["left_fen"] if outcomes else gross
    weights = {
        place: sum(stake.weight + stake.held for stake in stakes.values())
        for place, stakes in stakes_of.items()
    }
    amounts = split(left, {"/".join(place): weight for place, weight in weights.items()})
    service = next((step for step in scheme.steps if step["kind"] == "collective"), None)
    villages: list[dict[str, Any]] = []
    for place, stakes in stakes_of.items():
        collective = state.collectives.get(place)
        if collective is None:
            raise Refusal("party_not_found", "/".join(place))
        amount, taken = amounts["/".join(place)], 0
        if service is not None:
            taken = part(amount, service["num"], service["den"])
            ratio = (service["num"], service["den"])
            lines.append(_line(service, collective, place, taken, amount, ratio))
        lines += share_out(scheme.steps[-1], place, stakes, amount - taken)
        villages.append(
            {
                "township": place[0],
                "village": place[1],
                "collective": collective,
                "amount_fen": amount,
                "weight": str(weights[place]),
                "collective_fen": taken,
                "holders_fen": amount - taken,
            }
        )
    return Distribution(villages, [{"line": n, **line} for n, line in enumerate(lines)])
