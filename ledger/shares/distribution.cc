#include "ledger/shares/distribution.h"

#include <algorithm>
#include <map>

#include "ledger/base/calendar.h"
#include "ledger/base/fields.h"

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

struct StandRight {
  std::string id, type, holder, parent;
  std::int64_t from, to, area_m2, share;
};

StandRight stand_right(std::string_view key, const Json& value) {
  StandRight right;
  right.id = std::string(key.substr(key.rfind('/') + 1));
  right.type = value.at("type");
  right.holder = value.at("holder");
  right.parent = value.at("parent");
  right.from = value.at("from").get<std::int64_t>();
  right.to = value.at("to").get<std::int64_t>();
  right.area_m2 = value.at("area_m2").get<std::int64_t>();
  right.share = value.at("share_bp").get<std::int64_t>();
  return right;
}

// Days of [a.from, a.to) that lie in [from, to).
std::int64_t days_within(const StandRight& right, std::int64_t from, std::int64_t to) {
  return std::max<std::int64_t>(0, std::min(right.to, to) - std::max(right.from, from));
}

// Weighs the rights on one stand.
void weigh_stand(const View& view, const std::string& stand, std::int64_t from, std::int64_t to,
                 Village& village) {
  std::vector<StandRight> rights;
  scan_state(view, key_of("stand_right", stand) + "/", [&](std::string_view key, const Json& v) {
    rights.push_back(stand_right(key, v));
    return true;
  });
  std::map<std::string, BigInteger> covered;  // contract right → weight that has a basis
  for (const StandRight& right : rights) {
    if (right.type != "carbon_income") continue;
    const BigInteger weight =
        BigInteger(right.area_m2) * days_within(right, from, to) * right.share;
    // It covers its parent only on the days on which the parent runs.
    const auto parent = std::find_if(rights.begin(), rights.end(), [&](const StandRight& other) {
      return other.id == right.parent;
    });
    if (parent != rights.end()) {
      const auto days = days_within(right, std::max(from, parent->from), std::min(to, parent->to));
      covered[right.parent] += BigInteger(right.area_m2) * days * right.share;
    }
    if (weight == 0) continue;
    Stake& stake = village.stakes[right.holder];
    stake.weight += weight;
    stake.rights.push_back(right.id);
    village.weight += weight;
  }
  for (const StandRight& right : rights) {
    if (right.type != "contract") continue;
    const BigInteger whole = BigInteger(right.area_m2) * days_within(right, from, to) * kFullShare;
    const BigInteger open = whole - covered[right.id];
    if (open <= 0) continue;
    Stake& stake = village.stakes[right.holder];
    stake.held += open;
    stake.held_rights.push_back(right.id);
    village.weight += open;
  }
}

using Villages = std::map<std::pair<std::string, std::string>, Village>;

Result<Villages> weigh_project(const View& view, const Json& project,
                               const DistributionRequest& request) {
  const auto root = hash_from_hex(project.at("inventory").get<std::string>());
  Villages villages;
  const bool complete = scan_rows(
      view, *root, project.at("stands").get<std::uint64_t>(), [&](auto, std::string_view bytes) {
        const Json row = Json::parse(bytes, nullptr, false);
        const std::string township = row.at("township"), name = row.at("village");
        Village& village = villages[{township, name}];
        village.township = township;
        village.name = name;
        weigh_stand(view, row.at("stand_id"), request.from_day, request.to_day, village);
        return true;
      });
  if (!complete) return Error{ErrorCode::rows_missing};
  std::erase_if(villages, [](const auto& entry) { return entry.second.weight == 0; });
  if (villages.empty()) return Error{ErrorCode::scheme_invalid, "no rights in the period"};
  return villages;
}

std::string text_of(const BigInteger& value) { return value.str(); }

// Writes the lines of a distribution.
class Lines {
 public:
  struct Line {
    const char* kind;
    std::string step, party, township, village;
    std::int64_t amount_fen, of_fen;
    BigInteger weight, weight_total;
    std::vector<std::string> rights;
    bool held = false;
  };
  void add(const Line& line) {
    rows_.push_back(canonical({{"line", rows_.size()},
                               {"kind", line.kind},
                               {"step", line.step},
                               {"party", line.party},
                               {"township", line.township},
                               {"village", line.village},
                               {"amount_fen", line.amount_fen},
                               {"of_fen", line.of_fen},
                               {"weight", text_of(line.weight)},
                               {"weight_total", text_of(line.weight_total)},
                               {"rights", line.rights},
                               {"held", line.held}}));
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
    lines.add({"holder", step, *entry.party, village.township, village.name, shares[i], pool_fen,
               weights[i].weight, total,
               entry.held ? entry.stake->held_rights : entry.stake->rights, entry.held});
  }
}

}  // namespace

Result<void> check_scheme_steps(const Json& steps) {
  std::set<std::string> names;
  bool holders = false;
  int collective = 0;
  for (const Json& value : steps) {
    Fields f(value, "body.steps");
    const std::string step = f.id("step");
    const std::string kind = f.word("kind", {"cost", "percent", "collective", "holders"});
    if (!f.has("basis")) return Error{ErrorCode::scheme_without_basis, step};
    f.text("basis");
    f.text("label_en", 200);
    f.text("label_zh", 200);
    if (kind == "cost") {
      f.id("payee");
      f.whole("amount_fen", 1, 9'000'000'000'000'000);
    } else if (kind == "holders") {
      f.word("by", {"area_days", "equal"});
    } else {
      if (kind == "percent") {
        f.id("payee");
        f.word("of", {"gross", "remaining"});
      }
      const auto num = f.whole("num", 0, 1'000'000);
      if (num > f.whole("den", 1, 1'000'000)) return Error{ErrorCode::scheme_invalid, step};
    }
    if (const auto done = f.done(); !done.ok()) return done.error();
    if (!names.insert(step).second || holders) return Error{ErrorCode::scheme_invalid, step};
    if (kind == "collective" && ++collective > 1) return Error{ErrorCode::scheme_invalid, step};
    // Costs and percents are taken before the villages; then the collective; the holders last.
    if (collective && (kind == "cost" || kind == "percent")) {
      return Error{ErrorCode::scheme_invalid, step};
    }
    holders = kind == "holders";
  }
  if (!holders) return Error{ErrorCode::scheme_invalid, "holders"};
  return {};
}

Result<Distribution> distribute(const View& view, const DistributionRequest& request) {
  const auto scheme = get_state(view, key_of("scheme", request.scheme));
  if (!scheme) return Error{ErrorCode::scheme_not_found, request.scheme};
  const auto project = get_state(view, key_of("project", request.project));
  if (!project) return Error{ErrorCode::project_not_found, request.project};
  const auto villages = weigh_project(view, *project, request);
  if (!villages.ok()) return villages.error();

  Distribution result;
  Lines lines;
  std::int64_t left_fen = request.amount_fen;
  const Json *collective = nullptr, *holders = nullptr;
  for (const Json& step : scheme->at("steps")) {
    const std::string kind = step.at("kind");
    if (kind == "collective") collective = &step;
    if (kind == "holders") holders = &step;
    if (kind != "cost" && kind != "percent") continue;
    std::int64_t of_fen = left_fen, amount_fen = 0;
    if (kind == "cost") {
      amount_fen = step.at("amount_fen");
    } else {
      if (step.at("of") == "gross") of_fen = request.amount_fen;
      amount_fen =
          part_of(of_fen, step.at("num").get<std::int64_t>(), step.at("den").get<std::int64_t>());
    }
    if (amount_fen > left_fen)
      return Error{ErrorCode::scheme_invalid, step.at("step").get<std::string>()};
    left_fen -= amount_fen;
    const bool cost = kind == "cost";
    lines.add({cost ? "cost" : "percent",
               step.at("step"),
               step.at("payee"),
               "",
               "",
               amount_fen,
               of_fen,
               cost ? BigInteger(0) : BigInteger(step.at("num").get<std::int64_t>()),
               cost ? BigInteger(0) : BigInteger(step.at("den").get<std::int64_t>()),
               {},
               false});
    result.steps.push_back({{"step", step.at("step")},
                            {"of_fen", of_fen},
                            {"amount_fen", amount_fen},
                            {"left_fen", left_fen}});
  }

  std::vector<Weight> weights;
  BigInteger weight_total = 0;
  for (const auto& [place, village] : villages.value()) {
    weights.push_back({place.first + "/" + place.second, village.weight});
    weight_total += village.weight;
  }
  const auto amounts = split_by_largest_remainder(left_fen, weights);
  std::size_t next = 0;
  for (const auto& [place, village] : villages.value()) {
    const std::int64_t village_fen = amounts[next++];
    const auto organisation = get_state(view, key_of("collective", village.township, village.name));
    if (!organisation) return Error{ErrorCode::party_not_found, village.township + village.name};
    const std::string party = organisation->at("party");
    std::int64_t collective_fen = 0;
    if (collective) {
      const auto num = collective->at("num").get<std::int64_t>();
      const auto den = collective->at("den").get<std::int64_t>();
      collective_fen = part_of(village_fen, num, den);
      lines.add({"collective",
                 collective->at("step"),
                 party,
                 village.township,
                 village.name,
                 collective_fen,
                 village_fen,
                 num,
                 den,
                 {},
                 false});
    }
    share_among_holders(village, holders->at("step"), holders->at("by") == "equal",
                        village_fen - collective_fen, lines);
    result.villages.push_back({{"township", village.township},
                               {"village", village.name},
                               {"collective", party},
                               {"amount_fen", village_fen},
                               {"weight", text_of(village.weight)},
                               {"collective_fen", collective_fen},
                               {"holders_fen", village_fen - collective_fen}});
  }
  result.rows = lines.take();
  return result;
}

}  // namespace linhui::ledger
