#include "api/app/answers/benefits.h"

#include <algorithm>

#include "api/app/cases/stand_rows.h"
#include "ledger/base/calendar.h"
#include "ledger/proof.h"
#include "ledger/shares/distribution.h"

namespace linhui::api::app {
namespace {

using ledger::get_state;
using ledger::key_of;

Text right_text(const std::string& type) {
  if (type == "ownership") return {"ownership", "所有权"};
  if (type == "contract") return {"contract right", "承包权"};
  if (type == "management") return {"management right", "经营权"};
  return {"carbon income right", "碳汇收益权"};
}

std::string day_or_empty(std::int64_t day) {
  return day >= 2'932'896 ? std::string() : ledger::day_text(day);
}

// The rows of a run, read once.
class RunRows {
 public:
  static Outcome<RunRows> read(const ledger::LedgerView& view, const Json& run) {
    const auto root = ledger::hash_from_hex(run.at("root").get<std::string>());
    auto rows = LINHUI_API_TRY(view.rows(*root, run.at("count").get<std::uint64_t>()));
    RunRows result;
    for (const std::string& bytes : rows) result.rows_.push_back(Json::parse(bytes));
    return result;
  }
  std::vector<const Json*> of(const std::string& party) const {
    std::vector<const Json*> own;
    for (const Json& row : rows_) {
      if (row.at("party") == party) own.push_back(&row);
    }
    return own;
  }
  const std::vector<Json>& all() const { return rows_; }

 private:
  std::vector<Json> rows_;
};

// A weight in m² · days, exact: shares of 1/10,000 leave at most four decimals.
std::string area_days(const std::string& weight) {
  const ledger::BigInteger value(weight);
  std::string whole = ledger::BigInteger(value / 10'000).str();
  for (std::size_t i = whole.size(); i > 3; i -= 3) whole.insert(i - 3, ",");
  std::string decimals =
      ledger::padded(ledger::BigInteger(value % 10'000).convert_to<std::int64_t>(), 4);
  decimals.erase(decimals.find_last_not_of('0') + 1);
  return decimals.empty() ? whole : whole + "." + decimals;
}

// What a holder's line was divided by: ground and days, or heads.
std::string fraction_text(const Json& step, const Json& row) {
  const std::string weight = row.at("weight"), total = row.at("weight_total");
  if (step.at("by") == "equal") return weight + " / " + total;
  return area_days(weight) + " / " + area_days(total) + " m²·d";
}

const Json* step_named(const Json& scheme, const std::string& step) {
  for (const Json& entry : scheme.at("steps")) {
    if (entry.at("step") == step) return &entry;
  }
  return nullptr;
}

Text label_of(const Json* step) {
  if (!step) return {};
  return {step->at("label_en").get<std::string>(), step->at("label_zh").get<std::string>()};
}

std::string basis_of(const Json* step) { return step ? step->at("basis").get<std::string>() : ""; }

void add_step(ShareAnswer& share, Text label, std::string arithmetic, std::int64_t amount_fen,
              std::int64_t left_fen, std::string basis) {
  share.steps.push_back({std::move(label), std::move(arithmetic), yuan_text(amount_fen),
                         yuan_text(left_fen), std::move(basis)});
}

// The steps from the sale down to a village's pool.
void explain_steps(const Json& body, const Json& scheme, ShareAnswer& share,
                   std::int64_t& left_fen) {
  for (const Json& taken : body.at("steps")) {
    const Json* step = step_named(scheme, taken.at("step"));
    const auto amount_fen = taken.at("amount_fen").get<std::int64_t>();
    left_fen = taken.at("left_fen").get<std::int64_t>();
    std::string arithmetic;  // an invoice has none
    if (step && step->at("kind") == "percent") {
      arithmetic = yuan_text(taken.at("of_fen").get<std::int64_t>()) + " × " +
                   std::to_string(step->at("num").get<std::int64_t>()) + "/" +
                   std::to_string(step->at("den").get<std::int64_t>());
    }
    add_step(share, label_of(step), arithmetic, amount_fen, left_fen, basis_of(step));
  }
}

// From the village's pool to one holder's line.
void explain_village(const Json& body, const Json& scheme, const Json& row, std::int64_t left_fen,
                     ShareAnswer& share) {
  const Json* own = nullptr;
  ledger::BigInteger weights = 0;
  for (const Json& village : body.at("villages")) {
    weights += ledger::BigInteger(village.at("weight").get<std::string>());
    if (village.at("village") == row.at("village") &&
        village.at("township") == row.at("township")) {
      own = &village;
    }
  }
  if (!own) return;
  const auto village_fen = own->at("amount_fen").get<std::int64_t>();
  add_step(share, {"Your village's part, by area and days", "本村份额（按面积与天数）"},
           yuan_text(left_fen) + " × " + area_days(own->at("weight")) + " / " +
               area_days(weights.str()) + " m²·d",
           village_fen, village_fen, "");
  const auto collective_fen = own->at("collective_fen").get<std::int64_t>();
  const auto holders_fen = own->at("holders_fen").get<std::int64_t>();
  for (const Json& step : scheme.at("steps")) {
    if (step.at("kind") != "collective") continue;
    add_step(share, label_of(&step),
             yuan_text(village_fen) + " × " + std::to_string(step.at("num").get<std::int64_t>()) +
                 "/" + std::to_string(step.at("den").get<std::int64_t>()),
             collective_fen, holders_fen, basis_of(&step));
  }
  const Json* step = step_named(scheme, row.at("step"));
  if (row.at("kind") == "holder") {
    add_step(share, label_of(step),
             yuan_text(row.at("of_fen").get<std::int64_t>()) + " × " + fraction_text(*step, row),
             row.at("amount_fen").get<std::int64_t>(), row.at("amount_fen").get<std::int64_t>(),
             basis_of(step));
  }
}

void set_status(const ledger::LedgerView& view, const PrivateStore& store, const Json& run,
                const std::string& run_id, const Json& row, ShareAnswer& share) {
  using Status = ShareAnswer::Status;
  const std::string state = run.at("state");
  const auto line = row.at("line").get<std::int64_t>();
  const auto paid = get_state(view.state(), key_of("paid", run_id, ledger::padded(line, 8)));
  if (row.at("held").get<bool>()) {
    share.status = Status::held;
    share.status_text = {"Held", "暂存"};
    share.held_reason = {
        "No document yet says who receives the carbon income of this ground. The money is kept for "
        "it in this distribution; please bring your contract to the village.",
        "这块林地尚无碳汇收益归属的书面依据，款项在本次分配中为其保留，请携合同到村委会办理。"};
  } else if (paid) {
    share.status = Status::paid;
    share.status_text = {"Paid", "已支付"};
    share.paid_on = paid->at("paid_on");
    const auto kept = store.get("payment/" + run_id + "/" + ledger::padded(line, 8));
    if (kept) share.payment_reference = kept->value("reference", "");
  } else if (state == "final" || state == "part_paid" || state == "paid") {
    share.status = Status::final_unpaid;
    share.status_text = {"Final, not paid yet", "已确定，待支付"};
  } else if (state == "published") {
    share.status = Status::published;
    share.status_text = {"Published, notice running", "公示中"};
  } else {
    share.status = Status::calculated;
    share.status_text = {"Calculated, not published yet", "已测算，未公示"};
  }
}

Outcome<ShareAnswer> share_answer(const ledger::LedgerView& view, const PrivateStore& store,
                                  const std::string& run_id, const Json& row) {
  const Json run = *get_state(view.state(), key_of("run", run_id));
  const auto record = LINHUI_API_TRY(view.record(run.at("index").get<std::uint64_t>()));
  const Json& body = record.body();
  const std::string scheme_id = run.at("scheme"), project_id = run.at("project");
  const Json scheme = *get_state(view.state(), key_of("scheme", scheme_id));
  const Json sale = *get_state(view.state(), key_of("sale", run.at("sale").get<std::string>()));
  const Json project = *get_state(view.state(), key_of("project", project_id));

  ShareAnswer share;
  share.run = run_id;
  share.project = project_id;
  share.project_name = project.at("name");
  share.scheme = scheme_id;
  share.period_from = run.at("from");
  share.period_to = run.at("to");
  share.tonnes = grouped(sale.at("tonnes").get<std::int64_t>());
  share.price_yuan = yuan_text(sale.at("price_fen_per_tonne").get<std::int64_t>());
  share.gross_yuan = yuan_text(sale.at("amount_fen").get<std::int64_t>());
  share.record_index = run.at("index").get<std::uint64_t>();
  std::int64_t left_fen = run.at("amount_fen");
  explain_steps(body, scheme, share, left_fen);
  explain_village(body, scheme, row, left_fen, share);
  const auto amount_fen = row.at("amount_fen").get<std::int64_t>();
  share.amount_yuan = yuan_text(amount_fen);
  share.amount_capital = capital_yuan(amount_fen);
  set_status(view, store, run, run_id, row, share);
  return share;
}

// The party's lines, run by run, as the state's index has them.
std::vector<std::pair<std::string, std::uint64_t>> lines_of(const ledger::LedgerView& view,
                                                            const std::string& party) {
  std::vector<std::pair<std::string, std::uint64_t>> lines;
  const std::string prefix = key_of("share", party) + "/";
  ledger::scan_state(view.state(), prefix, [&](std::string_view key, const Json&) {
    const std::string rest(key.substr(prefix.size()));
    const auto slash = rest.find('/');
    lines.emplace_back(rest.substr(0, slash), std::stoull(rest.substr(slash + 1)));
    return true;
  });
  return lines;
}

void add_land(const ledger::LedgerView& view, const PrivateStore& store, const std::string& party,
              FarmerAnswer& answer) {
  const std::string prefix = key_of("holder_right", party) + "/";
  ledger::scan_state(view.state(), prefix, [&](std::string_view key, const Json& entry) {
    const std::string right(key.substr(prefix.size()));
    const std::string stand = entry.at("stand_id");
    const auto detail = get_state(view.state(), key_of("stand_right", stand, right));
    const auto place = get_state(view.state(), key_of("stand", stand));
    if (!detail || !place) return true;
    LandLine line;
    line.stand_id = stand;
    line.township = place->at("township");
    line.village = place->at("village");
    line.right = right_text(detail->at("type"));
    line.area_m2 = detail->at("area_m2");
    line.area_mu = mu_text(line.area_m2);
    line.from = ledger::day_text(detail->at("from").get<std::int64_t>());
    line.to = day_or_empty(detail->at("to").get<std::int64_t>());
    if (const auto kept = store.get("right/" + right)) {
      line.certificate = masked_certificate(kept->value("certificate_no", ""));
      line.basis = kept->value("basis", "");
    }
    answer.land.push_back(std::move(line));
    return true;
  });
}

// Opens a commitment: the salt and the fields whose hash the log holds.
Json opened(const Json& kept, std::initializer_list<const char*> fields) {
  Json values = Json::object();
  for (const char* field : fields) values[field] = kept.value(field, "");
  return {{"salt", kept.value("salt", "")}, {"fields", values}};
}

}  // namespace

Outcome<std::uint64_t> adopt_scheme(Workspace& workspace, const std::string& developer,
                                    const NewScheme& scheme) {
  Json body = {{"scheme", scheme.scheme},
               {"project", scheme.project},
               {"resolution_sha256", scheme.resolution_file_sha256},
               {"notice_days", scheme.notice_days},
               {"quorum_num", scheme.quorum_num},
               {"quorum_den", scheme.quorum_den},
               {"steps", scheme.steps},
               {"adopters", scheme.adopters}};
  if (!scheme.basis.empty()) body["basis"] = scheme.basis;
  return workspace.submit({"scheme.adopt", developer, body, {}, scheme.adopters});
}

Outcome<std::uint64_t> calculate_run(Workspace& workspace, const std::string& developer,
                                     const std::string& run, const std::string& scheme,
                                     const std::string& sale, const std::string& from,
                                     const std::string& to) {
  const auto view = workspace.view();
  const auto sold = get_state(view.state(), key_of("sale", sale));
  if (!sold) return to_problem({ledger::ErrorCode::sale_not_found, sale});
  const auto from_day = ledger::parse_day(from), to_day = ledger::parse_day(to);
  if (!from_day || !to_day || *from_day >= *to_day) {
    return to_problem({ledger::ErrorCode::period_invalid, from + " – " + to});
  }
  ledger::DistributionRequest request;
  request.project = sold->at("project");
  request.scheme = scheme;
  request.amount_fen = sold->at("amount_fen");
  request.from_day = *from_day;
  request.to_day = *to_day;
  const auto shares = LINHUI_API_TRY(ledger::distribute(view.state(), request));
  return workspace.submit({"run.calculate",
                           developer,
                           {{"run", run},
                            {"scheme", scheme},
                            {"sale", sale},
                            {"from", from},
                            {"to", to},
                            {"amount_fen", request.amount_fen},
                            {"steps", shares.steps},
                            {"villages", shares.villages},
                            {"rows", ledger::rows_reference(shares.rows)}},
                           shares.rows});
}

Outcome<std::uint64_t> pay_run(Workspace& workspace, const std::string& developer,
                               const std::string& run, const std::string& paid_on,
                               const std::vector<std::uint64_t>& chosen) {
  const auto view = workspace.view();
  const auto entry = get_state(view.state(), key_of("run", run));
  if (!entry) return to_problem({ledger::ErrorCode::run_not_found, run});
  auto read = LINHUI_API_TRY(RunRows::read(view, *entry));
  ledger::Rows rows;
  std::map<std::string, std::optional<Json>> kept;
  for (const Json& row : read.all()) {
    const auto line = row.at("line").get<std::uint64_t>();
    const bool wanted = std::find(chosen.begin(), chosen.end(), line) != chosen.end();
    const std::string place = ledger::padded(static_cast<std::int64_t>(line), 8);
    const bool open = !row.at("held").get<bool>() && row.at("amount_fen") != 0 &&
                      !ledger::has_state(view.state(), key_of("paid", run, place));
    if (chosen.empty() ? !open : !wanted) continue;
    const std::string salt = ledger::hex(ledger::random_bytes(16));
    const std::string reference = run + "-" + place;
    kept["payment/" + run + "/" + place] = Json{{"reference", reference}, {"salt", salt}};
    rows.push_back(ledger::canonical(
        {{"line", line}, {"reference", commitment(salt, {{"reference", reference}})}}));
  }
  auto index = LINHUI_API_TRY(workspace.submit(
      {"run.pay",
       developer,
       {{"run", run}, {"paid_on", paid_on}, {"rows", ledger::rows_reference(rows)}},
       rows}));
  PrivateStore store(workspace.private_folder());
  LINHUI_API_TRY(store.write(kept));
  return index;
}

Outcome<FarmerAnswer> answer_for(const ledger::LedgerView& view, const PrivateStore& store,
                                 const std::string& party) {
  if (!ledger::has_state(view.state(), key_of("party", party))) {
    return to_problem({ledger::ErrorCode::party_not_found, party});
  }
  FarmerAnswer answer;
  if (const auto holder = store.get("holder/" + party)) {
    answer.household_no = holder->value("household_no", "");
    answer.masked_name = masked_name(holder->value("name", ""));
    answer.township = holder->value("township", "");
    answer.village = holder->value("village", "");
  }
  add_land(view, store, party, answer);
  for (const auto& [run_id, line] : lines_of(view, party)) {
    const auto run = get_state(view.state(), key_of("run", run_id));
    const auto root = ledger::hash_from_hex(run->at("root").get<std::string>());
    const auto row = view.state().get(ledger::Table::row, ledger::row_key(*root, line));
    if (!row) return to_problem({ledger::ErrorCode::rows_missing, run_id});
    auto share = LINHUI_API_TRY(share_answer(view, store, run_id, Json::parse(*row)));
    answer.shares.push_back(std::move(share));
  }
  return answer;
}

std::vector<std::string> holders_of_certificate(const PrivateStore& store,
                                                const std::string& certificate_no) {
  std::vector<std::string> parties;
  const std::string prefix = "certificate/" + ledger::hex(ledger::sha256(certificate_no)) + "/";
  for (const auto& [key, entry] : store.scan(prefix)) {
    const auto right = store.get("right/" + entry.value("right", ""));
    const std::string party = right ? right->value("holder", "") : "";
    if (!party.empty() && std::find(parties.begin(), parties.end(), party) == parties.end()) {
      parties.push_back(party);
    }
  }
  return parties;
}

Outcome<Json> prove_share(const ledger::LedgerView& view, const PrivateStore& store,
                          const std::string& party, const std::string& run_id) {
  const auto run = get_state(view.state(), key_of("run", run_id));
  if (!run) return to_problem({ledger::ErrorCode::run_not_found, run_id});
  const Json sale = *get_state(view.state(), key_of("sale", run->at("sale").get<std::string>()));
  const Json scheme =
      *get_state(view.state(), key_of("scheme", run->at("scheme").get<std::string>()));
  const auto calculated = run->at("index").get<std::uint64_t>();
  std::vector<std::uint64_t> records = {calculated, sale.at("index").get<std::uint64_t>(),
                                        scheme.at("index").get<std::uint64_t>()};
  std::vector<ledger::RowPick> rows;
  Json about = {{"party", party}, {"run", run_id}, {"opened", Json::array()}};
  if (const auto holder = store.get("holder/" + party)) {
    about["holder"] = opened(*holder, {"name", "kind"});
  }
  for (const auto& [line_run, line] : lines_of(view, party)) {
    if (line_run != run_id) continue;
    rows.push_back({calculated, line});
    const std::string place = ledger::padded(static_cast<std::int64_t>(line), 8);
    if (const auto paid = get_state(view.state(), key_of("paid", run_id, place))) {
      const auto index = paid->at("index").get<std::uint64_t>();
      const auto record = LINHUI_API_TRY(view.record(index));
      const Json& reference = record.body().at("rows");
      const auto payments =
          LINHUI_API_TRY(view.rows(*ledger::hash_from_hex(reference.at("root").get<std::string>()),
                                   reference.at("count").get<std::uint64_t>()));
      for (std::uint64_t i = 0; i < payments.size(); ++i) {
        if (Json::parse(payments[i]).at("line") == line) rows.push_back({index, i});
      }
      if (const auto kept = store.get("payment/" + run_id + "/" + place)) {
        about["opened"].push_back(opened(*kept, {"reference"}));
      }
    }
  }
  if (rows.empty()) return to_problem({ledger::ErrorCode::not_found, run_id});
  return LINHUI_API_TRY(ledger::build_proof(view, records, rows, about));
}

}  // namespace linhui::api::app
