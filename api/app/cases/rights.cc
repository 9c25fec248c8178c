#include "api/app/cases/rights.h"

#include <algorithm>
#include <thread>

#include "api/app/desk/amounts.h"
#include "api/app/households/household_numbers.h"
#include "api/app/households/pin.h"
#include "ledger/bodies/right.h"

namespace linhui::api::app {
namespace {

using exchange::RightRow;

std::string random_id(const char* letter) { return letter + ledger::hex(ledger::random_bytes(8)); }

std::string new_salt() { return ledger::hex(ledger::random_bytes(16)); }

// Which contract or ownership right an income right of the same certificate and stand rests on.
class Parents {
 public:
  void note(const std::string& certificate, const std::string& stand, const std::string& type,
            const std::string& from, const std::string& to, const std::string& right) {
    if (type != "contract" && type != "ownership") return;
    parents_[certificate + "\n" + stand].push_back({from, to, right});
  }
  // The one in force on the day; empty where there is none.
  std::string of(const RightRow& row) const {
    const auto found = parents_.find(row.certificate_no + "\n" + row.stand_id);
    if (found == parents_.end()) return {};
    for (const Parent& parent : found->second) {
      if (parent.from <= row.from && (parent.to.empty() || row.from < parent.to)) {
        return parent.right;
      }
    }
    return {};
  }

 private:
  struct Parent {
    std::string from, to, right;
  };
  std::map<std::string, std::vector<Parent>> parents_;
};

// Collects one import: who holds, which rights, what goes into the log and what beside it.
class Importer {
 public:
  Importer(const Desk& desk, const PrivateStore& store, bool pin_is_own,
           const std::map<std::string, Card>& earlier)
      : desk_(desk), store_(store), pin_is_own_(pin_is_own), earlier_(earlier) {
    for (const auto& [party, holder] : store_.scan<KeptHolder>()) {
      known_[holder.place_code] = party;
    }
    for (const auto& [id, right] : store_.scan<KeptRight>()) {
      parents_.note(right.certificate_no, right.stand_id, right.type, right.from, right.to, id);
    }
  }

  std::optional<Fault> take(const RightRow& row) {
    const auto holder = holder_of(row);
    if (!holder) {
      return row_fault(row, FaultCode::collective_unknown, row.village);
    }
    if (10'000 * row.percent_num % row.percent_den != 0) {
      return row_fault(row, FaultCode::share_too_fine,
                       std::to_string(row.percent_num) + "/" + std::to_string(row.percent_den));
    }
    ledger::RightRow entry;
    entry.right = random_id("q");
    if (row.type == "carbon_income") {
      entry.parent = parents_.of(row);
      if (entry.parent.empty()) {
        return row_fault(row, FaultCode::contract_missing, row.certificate_no);
      }
    } else {
      parents_.note(row.certificate_no, row.stand_id, row.type, row.from, row.to, entry.right);
    }
    enter_right(row, *holder, entry);
    return std::nullopt;
  }

  // Hashes the PINs of the new cards: slow on purpose, so on all cores.
  void seal_cards() {
    std::vector<KeptCard> sealed(cards_.size());
    {
      std::vector<std::jthread> threads;
      const std::size_t workers = std::max(1u, std::thread::hardware_concurrency());
      for (std::size_t worker = 0; worker < workers; ++worker) {
        threads.emplace_back([&, worker] {
          for (std::size_t i = worker; i < cards_.size(); i += workers) {
            sealed[i] = new_card(cards_[i].pin, !pin_is_own_);
          }
        });
      }
    }
    for (std::size_t i = 0; i < cards_.size(); ++i) kept_.put(sealed[i], cards_[i].household_no);
  }

  PreparedRights finish(const std::string& registrar, const exchange::RightsFile& file) {
    PreparedRights result;
    result.rights = rows_.size();
    result.holders = holder_commitments_.size();
    result.households = cards_.size();
    result.cards = std::move(cards_);
    result.kept = std::move(kept_);
    const std::string rights = grouped(static_cast<std::int64_t>(result.rights)),
                      holders = grouped(static_cast<std::int64_t>(result.holders));
    ledger::RightRegisterBody body;
    body.file = file.file;
    body.register_sha256 = ledger::hash_from_hex(file.sha256).value_or(ledger::Hash{});
    body.rows = ledger::reference_to(rows_);
    result.prepared = desk_.prepare(
        registrar, body,
        {"Registers " + rights + " rights of " + holders + " holders, from " + file.file + ".",
         "登记 " + file.file + " 的权利 " + rights + " 项，权利人 " + holders + " 个。"},
        std::move(rows_));
    return result;
  }

 private:
  static Fault row_fault(const RightRow& row, FaultCode code, const std::string& value) {
    Fault fault = fault_of(code);
    fault.row = row.row;
    fault.value = value;
    return fault;
  }

  void enter_right(const RightRow& row, const std::string& holder, ledger::RightRow& entry) {
    const std::string salt = new_salt();
    const RightDetails details{row.certificate_no, row.basis, row.area_stated, row.area_unit};
    entry.stand_id = row.stand_id;
    entry.type = *ledger::from_word<ledger::RightType>(row.type);
    entry.holder = holder;
    entry.holder_kind = *ledger::from_word<ledger::PartyKind>(row.holder_kind);
    entry.holder_commitment = holder_commitments_[holder];
    entry.commitment = commitment(salt, details);
    entry.area_m2 = row.area_m2;
    entry.share_bp = 10'000 * row.percent_num / row.percent_den;
    entry.from = row.from;
    entry.to = row.to;
    rows_.push_back(ledger::row_bytes(entry));
    kept_.put(KeptRight{row.certificate_no, row.basis, row.area_stated, row.area_unit, salt,
                        row.stand_id, row.type, holder, row.from, row.to},
              entry.right);
    kept_.put(KeptCertificate{entry.right}, ledger::hex(ledger::sha256(row.certificate_no)),
              entry.right);
  }

  // The party that holds: a collective by its village, others by their number in the village.
  // Nothing where the collective is not known.
  std::optional<std::string> holder_of(const RightRow& row) {
    if (row.holder_kind == "collective") {
      const auto collective =
          ledger::read<ledger::Collective>(desk_.state(), row.township, row.village);
      if (!collective) return std::nullopt;
      commit_holder(row, collective->party, kept_salt(collective->party));
      return collective->party;
    }
    const bool household = row.holder_kind == "household";
    const std::string place_code =
        (household ? row.township + "/" + row.village + "/" : "organisation/") + row.holder_code;
    if (const auto known = known_.find(place_code); known != known_.end()) {
      if (!holder_commitments_.contains(known->second)) {
        commit_holder(row, known->second, kept_salt(known->second));
      }
      return known->second;
    }
    const std::string party = random_id(household ? "h" : "o");
    known_[place_code] = party;
    enter_holder(row, place_code, party, household);
    return party;
  }

  void enter_holder(const RightRow& row, const std::string& place_code, const std::string& party,
                    bool household) {
    KeptHolder holder;
    holder.name = row.holder_name;
    holder.kind = row.holder_kind;
    holder.township = row.township;
    holder.village = row.village;
    holder.place_code = place_code;
    holder.phone = row.phone;
    holder.id_no = row.id_no;
    holder.bank_account = row.bank_account;
    holder.salt = new_salt();
    if (household) {
      const auto earlier = earlier_.find(place_code);
      const bool again = earlier != earlier_.end();
      holder.household_no = again ? earlier->second.household_no : new_household_number();
      kept_.put(KeptNumber{party}, holder.household_no);
      cards_.push_back({holder.household_no, again ? earlier->second.pin : new_pin(),
                        masked_name(row.holder_name), row.township, row.village});
    }
    kept_.put(holder, party);
    commit_holder(row, party, holder.salt);
  }

  std::string kept_salt(const std::string& party) const {
    const auto holder = store_.read<KeptHolder>(party);
    return holder ? holder->salt : std::string();
  }

  void commit_holder(const RightRow& row, const std::string& party, const std::string& salt) {
    holder_commitments_.emplace(party,
                                commitment(salt, HolderDetails{row.holder_name, row.holder_kind}));
  }

  const Desk& desk_;
  const PrivateStore& store_;
  bool pin_is_own_;
  const std::map<std::string, Card>& earlier_;
  std::map<std::string, std::string> known_;  // place and code → party
  std::map<std::string, ledger::Hash> holder_commitments_;
  Parents parents_;
  ledger::Rows rows_;
  PrivateChanges kept_;
  std::vector<Card> cards_;
};

}  // namespace

Outcome<PreparedRights> prepare_rights(const Desk& desk, const PrivateStore& store,
                                       const std::string& registrar,
                                       const exchange::RightsFile& file, bool pin_is_own,
                                       const std::map<std::string, Card>& earlier) {
  if (!file.usable()) return faults_problem(Code::rights_refused, file.faults);
  Importer importer(desk, store, pin_is_own, earlier);
  std::vector<const RightRow*> ordered;
  for (const RightRow& row : file.rows) ordered.push_back(&row);
  // Contracts before the carbon income that rests on them, whatever the order of the sheet.
  std::stable_sort(ordered.begin(), ordered.end(), [](const RightRow* a, const RightRow* b) {
    return (a->type == "carbon_income") < (b->type == "carbon_income");
  });
  std::vector<Fault> faults;
  for (const RightRow* row : ordered) {
    if (auto fault = importer.take(*row)) {
      fault->file = file.file;
      faults.push_back(std::move(*fault));
    }
  }
  if (!faults.empty()) return faults_problem(Code::rights_refused, std::move(faults));
  importer.seal_cards();
  return importer.finish(registrar, file);
}

namespace {

// What is kept beside the register until its command has told everything.
KeptPending pending_of_file(const PreparedRights& ready, const std::string& source) {
  KeptPending pending = pending_of(ready.kept);
  pending.source = source;
  for (const Card& card : ready.cards) {
    pending.cards.push_back(
        {card.household_no, card.pin, card.masked_name, card.township, card.village});
  }
  pending.rights = ready.rights;
  pending.holders = ready.holders;
  pending.households = ready.households;
  return pending;
}

Card card_of(const PendingCard& card) {
  return {card.household_no, card.pin, card.masked_name, card.township, card.village};
}

std::map<std::string, Card> cards_by_place(const KeptPending& pending) {
  std::map<std::string, Card> by_number, by_place;
  for (const PendingCard& card : pending.cards) by_number[card.household_no] = card_of(card);
  const std::string prefix = std::string(KeptHolder::kFamily) + "/";
  for (const PendingEntry& waiting : pending.entries) {
    if (!waiting.key.starts_with(prefix)) continue;
    const auto holder = ledger::from_json<KeptHolder>(waiting.entry, "");
    const auto card = by_number.find(holder.ok() ? holder.value().household_no : "");
    if (card != by_number.end()) by_place[holder.value().place_code] = card->second;
  }
  return by_place;
}

RightsImport done_before(std::uint64_t index, const std::string& request,
                         const KeptPending& pending) {
  RightsImport done{index, pending.rights, pending.holders, pending.households, {}, request};
  for (const PendingCard& card : pending.cards) done.cards.push_back(card_of(card));
  return done;
}

}  // namespace

Outcome<RightsImport> import_rights(Workspace& workspace, const std::string& registrar,
                                    const exchange::RightsFile& file, bool pin_is_own,
                                    const CardKeeper& cards) {
  PrivateStore store(workspace.private_folder());
  LINHUI_API_TRY(settle(workspace.view(), store, true));
  std::map<std::string, Card> earlier;
  const auto keep = [&](const std::vector<Card>& made) {
    return cards.keep ? cards.keep(made) : Outcome<void>();
  };
  for (const auto& [request, pending] : store.scan<KeptPending>()) {
    if (pending.source != file.sha256) continue;
    const auto view = workspace.view();
    if (const auto recorded = ledger::read<ledger::Request>(view.state(), request)) {
      RightsImport done = done_before(recorded->index, request, pending);
      LINHUI_API_TRY(keep(done.cards));
      return done;
    }
    earlier = cards_by_place(pending);
  }
  PreparedRights ready =
      LINHUI_API_TRY(prepare_rights(workspace.desk(), store, registrar, file, pin_is_own, earlier));
  const std::string request = request_of(ready.prepared);
  const auto index = LINHUI_API_TRY(
      record_beside(workspace, std::move(ready.prepared), pending_of_file(ready, file.sha256),
                    {[&] { return keep(ready.cards); }, cards.take_back}));
  return RightsImport{index,  ready.rights, ready.holders, ready.households, std::move(ready.cards),
                      request};
}

}  // namespace linhui::api::app
