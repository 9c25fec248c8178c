#include "ledger/shares/distribution.h"

#include <algorithm>
#include <map>

#include "ledger/ground/stand_row.h"
#include "ledger/state/party.h"
#include "ledger/state/project.h"
#include "ledger/state/right.h"
#include "ledger/state/scheme.h"
#include "ledger/store/log_keys.h"

namespace linhui::ledger {
namespace {

// What one holder brings to a village's pool.
struct Stake {
  BigInteger weight = 0, held = 0;
  std::vector<std::string> rights, held_rights;
};

struct Village {
  std::string township, name;
  std::map<std::string, Stake> stakes;  // by party
  BigInteger weight = 0;
};

struct NamedRight : StandRight {
  std::string id;
};

// Days of [a.from, a.to) that lie in [from, to).
std::int64_t days_within(const NamedRight& right, std::int64_t from, std::int64_t to) {
  return std::max<std::int64_t>(0, std::min(right.to, to) - std::max(right.from, from));
}

std::vector<NamedRight> rights_on(const View& view, const std::string& stand) {
  std::vector<NamedRight> rights;
  const Visit<StandRight> each = [&](std::string_view id, const StandRight& right) {
    rights.push_back({right, std::string(id)});
    return true;
  };
  scan_under<StandRight>(view, each, stand);
  return rights;
}

// Weighs the rights on one stand.
void weigh_stand(const View& view, const std::string& stand, std::int64_t from, std::int64_t to,
                 Village& village) {
  const std::vector<NamedRight> rights = rights_on(view, stand);
  std::map<std::string, BigInteger> covered;  // contract right → weight that has a basis
  for (const NamedRight& right : rights) {
    if (right.type != RightType::carbon_income) continue;
    const BigInteger weight =
        BigInteger(right.area_m2) * days_within(right, from, to) * right.share_bp;
    // It covers its parent only on the days on which the parent runs.
    const auto parent = std::find_if(rights.begin(), rights.end(), [&](const NamedRight& other) {
      return other.id == right.parent;
    });
    if (parent != rights.end()) {
      const auto days = days_within(right, std::max(from, parent->from), std::min(to, parent->to));
      covered[right.parent] += BigInteger(right.area_m2) * days * right.share_bp;
    }
    if (weight == 0) continue;
    Stake& stake = village.stakes[right.holder];
    stake.weight += weight;
    stake.rights.push_back(right.id);
    village.weight += weight;
  }
  for (const NamedRight& right : rights) {
    if (right.type != RightType::contract) continue;
    const BigInteger whole =
        BigInteger(right.area_m2) * days_within(right, from, to) * right.share_bp;
    const BigInteger open = whole - covered[right.id];
    if (open <= 0) continue;
    Stake& stake = village.stakes[right.holder];
    stake.held += open;
    stake.held_rights.push_back(right.id);
    village.weight += open;
  }
}

using Villages = std::map<std::pair<std::string, std::string>, Village>;

Result<Villages> weigh_project(const View& view, const Project& project,
                               const DistributionRequest& request) {
  Villages villages;
  const bool complete =
      scan_rows(view, project.inventory, project.stands, [&](auto, std::string_view bytes) {
        const StandRow row = stored_stand_row(bytes);
        Village& village = villages[{row.township, row.village}];
        village.township = row.township;
        village.name = row.village;
        weigh_stand(view, row.stand_id, request.from_day, request.to_day, village);
        return true;
      });
  if (!complete) return Error{ErrorCode::rows_missing};
  std::erase_if(villages, [](const auto& entry) { return entry.second.weight == 0; });
  if (villages.empty()) return Error{ErrorCode::scheme_invalid, "no rights in the period"};
  return villages;
}

// Writes the lines of a distribution.
class Lines {
 public:
  // Numbers the line and keeps its row.
  void add(ShareLine line) {
    line.line = static_cast<std::int64_t>(rows_.size());
    rows_.push_back(row_bytes(line));
  }
  Rows take() { return std::move(rows_); }

 private:
  Rows rows_;
};

// One part and the rest, by largest remainder; the named part wins a tie.
std::int64_t part_of(std::int64_t amount_fen, std::int64_t num, std::int64_t den) {
  return split_by_largest_remainder(amount_fen, {{"part", num}, {"rest", den - num}})[0];
}

// The holders' pool of one village, by weight or in equal parts. Held parts stay beside their
// holder's free part as entries of their own.
void share_among_holders(const Village& village, const std::string& step, bool equal,
                         std::int64_t pool_fen, Lines& lines) {
  struct Entry {
    const std::string* party;
    const Stake* stake;
    bool held;
  };
  std::vector<Entry> entries;
  std::vector<Weight> weights;
  BigInteger total = 0;
  for (const auto& [party, stake] : village.stakes) {
    for (const bool held : {false, true}) {
      const BigInteger& weight = held ? stake.held : stake.weight;
      if (weight == 0) continue;
      // In equal parts a holder counts once: held only where all of the holder's ground is.
      if (equal && held && stake.weight > 0) continue;
      entries.push_back({&party, &stake, held});
      weights.push_back({party + (held ? "~held" : ""), equal ? BigInteger(1) : weight});
      total += weights.back().weight;
    }
  }
  const auto shares = split_by_largest_remainder(pool_fen, weights);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const Entry& entry = entries[i];
    ShareLine line;
    line.kind = LineKind::holder;
    line.step = step;
    line.party = *entry.party;
    line.township = village.township;
    line.village = village.name;
    line.amount_fen = shares[i];
    line.of_fen = pool_fen;
    line.weight = weights[i].weight.str();
    line.weight_total = total.str();
    line.rights = entry.held ? entry.stake->held_rights : entry.stake->rights;
    line.held = entry.held;
    lines.add(std::move(line));
  }
}

// The steps above the villages: what each takes, and what it leaves.
Result<std::int64_t> take_steps(const std::vector<SchemeStep>& steps, std::int64_t gross_fen,
                                Lines& lines, std::vector<StepOutcome>& outcomes) {
  std::int64_t left_fen = gross_fen;
  for (const SchemeStep& step : steps) {
    if (step.kind != StepKind::cost && step.kind != StepKind::percent) continue;
    const bool cost = step.kind == StepKind::cost;
    ShareLine line;
    line.kind = cost ? LineKind::cost : LineKind::percent;
    line.step = step.step;
    line.party = step.payee;
    line.of_fen = !cost && step.of == PercentOf::gross ? gross_fen : left_fen;
    line.amount_fen = cost ? step.amount_fen : part_of(line.of_fen, step.num, step.den);
    line.weight = std::to_string(cost ? 0 : step.num);
    line.weight_total = std::to_string(cost ? 0 : step.den);
    if (line.amount_fen > left_fen) return Error{ErrorCode::scheme_invalid, step.step};
    left_fen -= line.amount_fen;
    outcomes.push_back({step.step, line.of_fen, line.amount_fen, left_fen});
    lines.add(std::move(line));
  }
  return left_fen;
}

// The collective's part of a village's money; nothing where the scheme has no such step.
std::int64_t take_collective(const SchemeStep* step, const std::string& party,
                             const Village& village, std::int64_t village_fen, Lines& lines) {
  if (step == nullptr) return 0;
  ShareLine line;
  line.kind = LineKind::collective;
  line.step = step->step;
  line.party = party;
  line.township = village.township;
  line.village = village.name;
  line.amount_fen = part_of(village_fen, step->num, step->den);
  line.of_fen = village_fen;
  line.weight = std::to_string(step->num);
  line.weight_total = std::to_string(step->den);
  const std::int64_t collective_fen = line.amount_fen;
  lines.add(std::move(line));
  return collective_fen;
}

const SchemeStep* step_of(const Scheme& scheme, StepKind kind) {
  const auto found = std::find_if(scheme.steps.begin(), scheme.steps.end(),
                                  [&](const SchemeStep& step) { return step.kind == kind; });
  return found == scheme.steps.end() ? nullptr : &*found;
}

}  // namespace

Result<Distribution> distribute(const View& view, const DistributionRequest& request) {
  const Scheme scheme = LINHUI_TRY(need<Scheme>(view, request.scheme));
  const Project project = LINHUI_TRY(need<Project>(view, request.project));
  const Villages villages = LINHUI_TRY(weigh_project(view, project, request));
  const SchemeStep* collective = step_of(scheme, StepKind::collective);
  const SchemeStep* holders = step_of(scheme, StepKind::holders);
  require(holders != nullptr);  // check_scheme_steps()

  Distribution result;
  Lines lines;
  const std::int64_t left_fen =
      LINHUI_TRY(take_steps(scheme.steps, request.amount_fen, lines, result.steps));
  std::vector<Weight> weights;
  for (const auto& [place, village] : villages) {
    weights.push_back({place.first + "/" + place.second, village.weight});
  }
  const auto amounts = split_by_largest_remainder(left_fen, weights);
  std::size_t next = 0;
  for (const auto& [place, village] : villages) {
    const std::int64_t village_fen = amounts[next++];
    const auto organisation = read<Collective>(view, village.township, village.name);
    if (!organisation) return Error{ErrorCode::party_not_found, village.township + village.name};
    const std::int64_t collective_fen =
        take_collective(collective, organisation->party, village, village_fen, lines);
    share_among_holders(village, holders->step, holders->by == ShareBy::equal,
                        village_fen - collective_fen, lines);
    result.villages.push_back({village.township, village.name, organisation->party, village_fen,
                               village.weight.str(), collective_fen, village_fen - collective_fen});
  }
  result.rows = lines.take();
  return result;
}

}  // namespace linhui::ledger
