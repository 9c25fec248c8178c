#include "api/app/answers/benefits.h"

#include <algorithm>

#include "api/app/answers/words.h"
#include "api/app/desk/amounts.h"
#include "api/app/households/household_numbers.h"
#include "ledger/base/calendar.h"
#include "ledger/bodies/run.h"
#include "ledger/proof.h"
#include "ledger/shares/allocate.h"
#include "ledger/state/inventory.h"
#include "ledger/state/project.h"
#include "ledger/state/right.h"
#include "ledger/state/run.h"
#include "ledger/state/sale.h"
#include "ledger/state/scheme.h"
#include "ledger/store/log_keys.h"

namespace linhui::api::app {
namespace {

std::string day_or_empty(std::int64_t day) {
  return day >= ledger::kOpenEnd ? std::string() : ledger::day_text(day);
}

// A weight in m² · days, exact: shares of 1/10,000 leave at most four decimals.
std::string area_days(const ledger::BigInteger& value) {
  std::string whole = ledger::BigInteger(value / ledger::kFullShare).str();
  for (std::size_t i = whole.size(); i > 3; i -= 3) whole.insert(i - 3, ",");
  std::string decimals =
      ledger::padded(ledger::BigInteger(value % ledger::kFullShare).convert_to<std::int64_t>(), 4);
  decimals.erase(decimals.find_last_not_of('0') + 1);
  return decimals.empty() ? whole : whole + "." + decimals;
}
std::string area_days(const std::string& weight) { return area_days(ledger::BigInteger(weight)); }

std::string fraction(std::int64_t num, std::int64_t den) {
  return std::to_string(num) + "/" + std::to_string(den);
}

// One share of one party, told from the sale down: which step took what, and what it left.
class ShareStory {
 public:
  struct Sources {
    const ledger::RunCalculateBody& body;
    const ledger::Scheme& scheme;
    const ledger::ShareLine& line;
  };
  ShareStory(const Sources& sources, ShareAnswer& share)
      : body_(sources.body), scheme_(sources.scheme), line_(sources.line), share_(share) {}

  void tell() {
    std::int64_t left_fen = body_.amount_fen;
    for (const ledger::StepOutcome& taken : body_.steps) {
      tell_step(taken);
      left_fen = taken.left_fen;
    }
    tell_village(left_fen);
  }

 private:
  const ledger::SchemeStep* step_named(const std::string& name) const {
    const auto found = std::find_if(scheme_.steps.begin(), scheme_.steps.end(),
                                    [&](const auto& step) { return step.step == name; });
    return found == scheme_.steps.end() ? nullptr : &*found;
  }

  void add(const ledger::SchemeStep* step, std::string arithmetic, std::int64_t amount_fen,
           std::int64_t left_fen) {
    Text label = step ? Text{step->label_en, step->label_zh} : Text{};
    share_.steps.push_back({std::move(label), std::move(arithmetic), yuan_text(amount_fen),
                            yuan_text(left_fen), step ? step->basis : ""});
  }

  // An invoice has no arithmetic.
  void tell_step(const ledger::StepOutcome& taken) {
    const ledger::SchemeStep* step = step_named(taken.step);
    const bool percent = step && step->kind == ledger::StepKind::percent;
    add(step, percent ? yuan_text(taken.of_fen) + " × " + fraction(step->num, step->den) : "",
        taken.amount_fen, taken.left_fen);
  }

  // From the village's pool to the holder's line.
  void tell_village(std::int64_t left_fen) {
    const ledger::VillageOutcome* own = nullptr;
    ledger::BigInteger weights = 0;
    for (const ledger::VillageOutcome& village : body_.villages) {
      weights += ledger::BigInteger(village.weight);
      if (village.village == line_.village && village.township == line_.township) own = &village;
    }
    if (!own) return;
    share_.steps.push_back({{"Your village's part, by area and days", "本村份额（按面积与天数）"},
                            yuan_text(left_fen) + " × " + area_days(own->weight) + " / " +
                                area_days(weights) + " m²·d",
                            yuan_text(own->amount_fen),
                            yuan_text(own->amount_fen),
                            ""});
    for (const ledger::SchemeStep& step : scheme_.steps) {
      if (step.kind != ledger::StepKind::collective) continue;
      add(&step, yuan_text(own->amount_fen) + " × " + fraction(step.num, step.den),
          own->collective_fen, own->holders_fen);
    }
    if (line_.kind != ledger::LineKind::holder) return;
    const ledger::SchemeStep* step = step_named(line_.step);
    const bool equal = step && step->by == ledger::ShareBy::equal;
    const std::string part =
        equal ? line_.weight + " / " + line_.weight_total
              : area_days(line_.weight) + " / " + area_days(line_.weight_total) + " m²·d";
    add(step, yuan_text(line_.of_fen) + " × " + part, line_.amount_fen, line_.amount_fen);
  }

  const ledger::RunCalculateBody& body_;
  const ledger::Scheme& scheme_;
  const ledger::ShareLine& line_;
  ShareAnswer& share_;
};

void set_status(const ledger::View& state, const PrivateStore& store, const ledger::Run& run,
                const std::string& run_id, const ledger::ShareLine& line, ShareAnswer& share) {
  using Status = ShareAnswer::Status;
  using ledger::RunState;
  const std::string place = ledger::line_id(line.line);
  const auto paid = ledger::read<ledger::Payment>(state, run_id, place);
  if (line.held) {
    share.status = Status::held;
    share.status_text = {"Held", "暂存"};
    share.held_reason = {
        "No document yet says who receives the carbon income of this ground. The money is kept for "
        "it in this distribution; please bring your contract to the village.",
        "这块林地尚无碳汇收益归属的书面依据，款项在本次分配中为其保留，请携合同到村委会办理。"};
  } else if (paid) {
    share.status = Status::paid;
    share.status_text = {"Paid", "已支付"};
    share.paid_on = paid->paid_on;
    if (const auto kept = store.read<KeptPayment>(run_id, place)) {
      share.payment_reference = kept->reference;
    }
  } else if (run.state == RunState::final || run.state == RunState::part_paid ||
             run.state == RunState::paid) {
    share.status = Status::final_unpaid;
    share.status_text = {"Final, not paid yet", "已确定，待支付"};
  } else if (run.state == RunState::published) {
    share.status = Status::published;
    share.status_text = {"Published, notice running", "公示中"};
  } else {
    share.status = Status::calculated;
    share.status_text = {"Calculated, not published yet", "已测算，未公示"};
  }
}

Outcome<ShareAnswer> share_answer(const ledger::LedgerView& view, const PrivateStore& store,
                                  const std::string& run_id, std::uint64_t line_number) {
  const ledger::View& state = view.state();
  const auto run = LINHUI_API_TRY(ledger::need<ledger::Run>(state, run_id));
  const auto scheme = LINHUI_API_TRY(ledger::need<ledger::Scheme>(state, run.scheme));
  const auto sale = LINHUI_API_TRY(ledger::need<ledger::Sale>(state, run.sale));
  const auto project = LINHUI_API_TRY(ledger::need<ledger::Project>(state, run.project));
  const auto record = LINHUI_API_TRY(view.record(run.index));
  const auto body = LINHUI_API_TRY(ledger::body_of<ledger::RunCalculateBody>(record));
  const auto row = state.get(ledger::Table::row, ledger::row_key(run.root, line_number));
  if (!row) return to_problem({ledger::ErrorCode::rows_missing, run_id});
  const auto line = LINHUI_API_TRY(ledger::row_of<ledger::ShareLine>(*row));

  ShareAnswer share;
  share.run = run_id;
  share.project = run.project;
  share.project_name = project.name;
  share.scheme = run.scheme;
  share.period_from = run.from;
  share.period_to = run.to;
  share.tonnes = grouped(sale.tonnes);
  share.price_yuan = yuan_text(sale.price_fen_per_tonne);
  share.gross_yuan = yuan_text(sale.amount_fen);
  share.record_index = run.index;
  ShareStory({body, scheme, line}, share).tell();
  share.amount_yuan = yuan_text(line.amount_fen);
  share.amount_capital = capital_yuan(line.amount_fen);
  set_status(state, store, run, run_id, line, share);
  return share;
}

// The party's lines, run by run, as the state's index has them.
std::vector<std::pair<std::string, std::uint64_t>> lines_of(const ledger::View& state,
                                                            const std::string& party) {
  std::vector<std::pair<std::string, std::uint64_t>> lines;
  const ledger::Visit<ledger::Share> each = [&](std::string_view id, const ledger::Share&) {
    const auto slash = id.find('/');
    lines.emplace_back(id.substr(0, slash), std::stoull(std::string(id.substr(slash + 1))));
    return true;
  };
  ledger::scan_under<ledger::Share>(state, each, party);
  return lines;
}

void add_land(const ledger::View& state, const PrivateStore& store, const std::string& party,
              FarmerAnswer& answer) {
  const ledger::Visit<ledger::HolderRight> each = [&](std::string_view id,
                                                      const ledger::HolderRight& held) {
    const std::string right(id);
    const auto detail = ledger::read<ledger::StandRight>(state, held.stand_id, right);
    const auto stand = ledger::read<ledger::Stand>(state, held.stand_id);
    if (!detail || !stand) return true;
    LandLine line;
    line.stand_id = held.stand_id;
    line.township = stand->township;
    line.village = stand->village;
    line.right = in_words(detail->type);
    line.area_m2 = detail->area_m2;
    line.area_mu = mu_text(line.area_m2);
    line.from = ledger::day_text(detail->from);
    line.to = day_or_empty(detail->to);
    if (const auto kept = store.read<KeptRight>(right)) {
      line.certificate = masked_certificate(kept->certificate_no);
      line.basis = kept->basis;
    }
    answer.land.push_back(std::move(line));
    return true;
  };
  ledger::scan_under<ledger::HolderRight>(state, each, party);
}

// A commitment opened: the salt and the fields whose hash the log holds.
template <class Details>
struct Opened {
  std::string salt;
  Details fields;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.any_text("salt", self.salt);
    f.object("fields", self.fields);
  }
};

// What a share's proof says besides what it proves.
struct AboutShare {
  std::string party, run;
  std::vector<Opened<HolderDetails>> holder;  // none or one
  std::vector<Opened<PaymentDetails>> opened;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("party", self.party);
    f.id("run", self.run);
    if (!self.holder.empty()) f.object("holder", self.holder.front());
    f.list("opened", self.opened);
  }
};

// Adds a line's payment: its row beside run.pay, and the bank's reference opened.
Outcome<void> add_payment(const ledger::LedgerView& view, const PrivateStore& store,
                          const std::string& run, std::uint64_t line,
                          std::vector<ledger::RowPick>& rows, AboutShare& about) {
  const std::string place = ledger::line_id(static_cast<std::int64_t>(line));
  const auto paid = ledger::read<ledger::Payment>(view.state(), run, place);
  if (!paid) return {};
  const auto record = LINHUI_API_TRY(view.record(paid->index));
  const auto body = LINHUI_API_TRY(ledger::body_of<ledger::RunPayBody>(record));
  const auto payments = LINHUI_API_TRY(view.rows(body.rows.root, body.rows.count));
  for (std::uint64_t i = 0; i < payments.size(); ++i) {
    const auto payment = LINHUI_API_TRY(ledger::row_of<ledger::PaidLine>(payments[i]));
    if (payment.line == static_cast<std::int64_t>(line)) rows.push_back({paid->index, i});
  }
  if (const auto kept = store.read<KeptPayment>(run, place)) {
    about.opened.push_back({kept->salt, {kept->reference}});
  }
  return {};
}

}  // namespace

Outcome<FarmerAnswer> answer_for(const ledger::LedgerView& view, const PrivateStore& store,
                                 const std::string& party) {
  LINHUI_API_TRY(ledger::need<ledger::Party>(view.state(), party));
  FarmerAnswer answer;
  if (const auto holder = store.read<KeptHolder>(party)) {
    answer.household_no = holder->household_no;
    answer.masked_name = masked_name(holder->name);
    answer.township = holder->township;
    answer.village = holder->village;
  }
  add_land(view.state(), store, party, answer);
  for (const auto& [run, line] : lines_of(view.state(), party)) {
    answer.shares.push_back(LINHUI_API_TRY(share_answer(view, store, run, line)));
  }
  return answer;
}

std::vector<std::string> holders_of_certificate(const PrivateStore& store,
                                                const std::string& certificate_no) {
  std::vector<std::string> parties;
  const std::string digest = ledger::hex(ledger::sha256(certificate_no));
  for (const auto& [id, entry] : store.scan<KeptCertificate>(digest)) {
    const auto right = store.read<KeptRight>(entry.right);
    if (!right || right->holder.empty()) continue;
    if (std::find(parties.begin(), parties.end(), right->holder) == parties.end()) {
      parties.push_back(right->holder);
    }
  }
  return parties;
}

std::string holder_of_number(const PrivateStore& store, const std::string& household_no) {
  const auto number = store.read<KeptNumber>(tidy_household_number(household_no));
  return number ? number->party : std::string();
}

Outcome<Json> prove_share(const ledger::LedgerView& view, const PrivateStore& store,
                          const std::string& party, const std::string& run_id) {
  const auto run = LINHUI_API_TRY(ledger::need<ledger::Run>(view.state(), run_id));
  const auto sale = LINHUI_API_TRY(ledger::need<ledger::Sale>(view.state(), run.sale));
  const auto scheme = LINHUI_API_TRY(ledger::need<ledger::Scheme>(view.state(), run.scheme));
  std::vector<ledger::RowPick> rows;
  AboutShare about;
  about.party = party;
  about.run = run_id;
  if (const auto holder = store.read<KeptHolder>(party)) {
    about.holder.push_back({holder->salt, {holder->name, holder->kind}});
  }
  for (const auto& [line_run, line] : lines_of(view.state(), party)) {
    if (line_run != run_id) continue;
    rows.push_back({run.index, line});
    LINHUI_API_TRY(add_payment(view, store, run_id, line, rows, about));
  }
  if (rows.empty()) return to_problem({ledger::ErrorCode::not_found, run_id});
  return LINHUI_API_TRY(ledger::build_proof(view, {run.index, sale.index, scheme.index}, rows,
                                            ledger::to_json(about)));
}

}  // namespace linhui::api::app
