#include "api/app/households/holders.h"

#include <algorithm>
#include <thread>

#include "api/app/households/pin.h"
#include "ledger/state/state.h"

namespace linhui::api::app {
namespace {

using exchange::RightRow;
using ledger::get_state;
using ledger::key_of;

constexpr std::string_view kAlphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";  // no 0 O 1 I
constexpr std::size_t kNumberLength = 10;

// Luhn's rule over the alphabet: catches every single wrong character and neighbours swapped.
char check_character(std::string_view body) {
  const auto base = static_cast<int>(kAlphabet.size());
  int sum = 0, factor = 2;
  for (std::size_t i = body.size(); i-- > 0;) {
    const int product = factor * static_cast<int>(kAlphabet.find(body[i]));
    sum += product / base + product % base;
    factor = 3 - factor;
  }
  return kAlphabet[static_cast<std::size_t>((base - sum % base) % base)];
}

// The characters of UTF-8 text.
std::vector<std::string> characters(const std::string& text) {
  std::vector<std::string> result;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) result.emplace_back();
    if (!result.empty()) result.back() += c;
  }
  return result;
}

// Collects one import: who holds, which rights, what goes into the log and what beside it.
class Importer {
 public:
  Importer(Workspace& workspace, bool pin_is_own)
      : view_(workspace.view()), store_(workspace.private_folder()), pin_is_own_(pin_is_own) {
    for (const auto& [key, value] : store_.scan("holder/")) {
      known_[value.value("place_code", "")] = key.substr(7);
    }
    for (const auto& [key, value] : store_.scan("right/")) {
      note_parent(value.value("certificate_no", ""), value.value("stand_id", ""),
                  value.value("type", ""), value.value("from", ""), value.value("to", ""),
                  key.substr(6));
    }
  }

  std::optional<Problem> take(const RightRow& row) {
    const auto holder = holder_of(row);
    if (holder.empty()) {
      return row_problem(row, "collective_unknown",
                         {"The village's collective is not admitted to this ledger.",
                          "该村集体经济组织尚未在本账本登记。"},
                         row.village);
    }
    if (10'000 * row.percent_num % row.percent_den != 0) {
      return row_problem(row, "share_too_fine",
                         {"A share must be a whole number of hundredths of a percent.",
                          "份额须为万分之一的整数倍。"},
                         std::to_string(row.percent_num) + "/" + std::to_string(row.percent_den));
    }
    const std::string right = "q" + ledger::hex(ledger::random_bytes(8));
    const std::string salt = ledger::hex(ledger::random_bytes(16));
    const Json personal = {{"certificate_no", row.certificate_no},
                           {"basis", row.basis},
                           {"area_stated", row.area_stated},
                           {"area_unit", row.area_unit}};
    Json entry = {{"right", right},
                  {"stand_id", row.stand_id},
                  {"type", row.type},
                  {"holder", holder},
                  {"holder_kind", row.holder_kind},
                  {"holder_commitment", holder_commitments_[holder]},
                  {"commitment", commitment(salt, personal)},
                  {"area_m2", row.area_m2},
                  {"share_bp", 10'000 * row.percent_num / row.percent_den},
                  {"from", row.from}};
    if (!row.to.empty()) entry["to"] = row.to;
    if (row.type == "carbon_income") {
      const std::string parent = parent_of(row);
      if (parent.empty()) {
        return row_problem(row, "contract_missing",
                           {"A right to carbon income needs the contract or ownership right of the "
                            "same certificate and stand, in force when it begins.",
                            "碳汇收益权须有同一权证、同一小班且在起始日有效的承包权或所有权。"},
                           row.certificate_no);
      }
      entry["parent"] = parent;
    } else {
      note_parent(row.certificate_no, row.stand_id, row.type, row.from, row.to, right);
    }
    rows_.push_back(ledger::canonical(entry));
    Json kept = personal;
    kept.update({{"salt", salt},
                 {"stand_id", row.stand_id},
                 {"type", row.type},
                 {"holder", holder},
                 {"from", row.from},
                 {"to", row.to}});
    private_["right/" + right] = kept;
    private_["certificate/" + ledger::hex(ledger::sha256(row.certificate_no)) + "/" + right] =
        Json{{"right", right}};
    return std::nullopt;
  }

  // Hashes the PINs of the new cards: slow on purpose, so on all cores.
  void seal_cards() {
    std::vector<Json> sealed(cards_.size());
    std::vector<std::thread> threads;
    const std::size_t workers = std::max(1u, std::thread::hardware_concurrency());
    for (std::size_t worker = 0; worker < workers; ++worker) {
      threads.emplace_back([&, worker] {
        for (std::size_t i = worker; i < cards_.size(); i += workers) {
          sealed[i] = new_card(cards_[i].pin, !pin_is_own_);
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    for (std::size_t i = 0; i < cards_.size(); ++i) {
      private_["card/" + cards_[i].household_no] = std::move(sealed[i]);
    }
  }

  const ledger::Rows& rows() const { return rows_; }
  const std::map<std::string, std::optional<Json>>& private_entries() const { return private_; }
  RightsImport result() {
    RightsImport result;
    result.rights = rows_.size();
    result.holders = holder_commitments_.size();
    result.households = cards_.size();
    result.cards = std::move(cards_);
    return result;
  }

 private:
  std::optional<Problem> row_problem(const RightRow& row, const char* code, Text sentence,
                                     const std::string& value) const {
    Fault fault;
    fault.code = code;
    fault.sentence = sentence;
    fault.row = row.row;
    fault.value = value;
    return faults_problem(code, std::move(sentence), {fault});
  }

  struct Parent {
    std::string from, to, right;
  };
  void note_parent(const std::string& certificate, const std::string& stand,
                   const std::string& type, const std::string& from, const std::string& to,
                   const std::string& right) {
    if (type == "contract" || type == "ownership") {
      parents_[certificate + "\n" + stand].push_back({from, to, right});
    }
  }
  std::string parent_of(const RightRow& row) const {
    const auto found = parents_.find(row.certificate_no + "\n" + row.stand_id);
    if (found == parents_.end()) return {};
    for (const Parent& parent : found->second) {
      if (parent.from <= row.from && (parent.to.empty() || row.from < parent.to)) {
        return parent.right;
      }
    }
    return {};
  }

  // The party that holds: a collective by its village, others by their number in the village.
  std::string holder_of(const RightRow& row) {
    std::string party;
    if (row.holder_kind == "collective") {
      const auto entry = get_state(view_.state(), key_of("collective", row.township, row.village));
      if (!entry) return {};
      party = entry->at("party");
    } else {
      const bool household = row.holder_kind == "household";
      const std::string place_code =
          (household ? row.township + "/" + row.village + "/" : "organisation/") + row.holder_code;
      if (const auto known = known_.find(place_code); known != known_.end()) {
        party = known->second;
      } else {
        party = (household ? "h" : "o") + ledger::hex(ledger::random_bytes(8));
        known_[place_code] = party;
        enter_holder(row, place_code, party, household);
      }
    }
    if (!holder_commitments_.contains(party)) {
      holder_commitments_[party] = commitment_of_holder(row, party);
    }
    return party;
  }

  void enter_holder(const RightRow& row, const std::string& place_code, const std::string& party,
                    bool household) {
    Json entry = {{"name", row.holder_name},
                  {"kind", row.holder_kind},
                  {"township", row.township},
                  {"village", row.village},
                  {"place_code", place_code},
                  {"phone", row.phone},
                  {"id_no", row.id_no},
                  {"bank_account", row.bank_account},
                  {"salt", ledger::hex(ledger::random_bytes(16))}};
    if (household) {
      const std::string number = new_household_number();
      const std::string pin = new_pin();
      entry["household_no"] = number;
      private_["number/" + number] = Json{{"party", party}};
      cards_.push_back({number, pin, masked_name(row.holder_name), row.township, row.village});
    }
    private_["holder/" + party] = entry;
  }

  std::string commitment_of_holder(const RightRow& row, const std::string& party) const {
    const auto fresh = private_.find("holder/" + party);
    const auto entry = fresh != private_.end() ? fresh->second : store_.get("holder/" + party);
    const std::string salt = entry ? entry->value("salt", "") : "";
    return commitment(salt, {{"name", row.holder_name}, {"kind", row.holder_kind}});
  }

  ledger::LedgerView view_;
  PrivateStore store_;
  bool pin_is_own_;
  std::map<std::string, std::string> known_;  // place and code → party
  std::map<std::string, std::string> holder_commitments_;
  std::map<std::string, std::vector<Parent>> parents_;
  ledger::Rows rows_;
  std::map<std::string, std::optional<Json>> private_;
  std::vector<Card> cards_;
};

}  // namespace

std::string new_household_number() {
  std::string number;
  for (const char byte : ledger::random_bytes(kNumberLength - 1)) {
    number += kAlphabet[static_cast<unsigned char>(byte) % kAlphabet.size()];
  }
  return number + check_character(number);
}

bool is_household_number(std::string_view text) {
  if (text.size() != kNumberLength) return false;
  for (const char c : text) {
    if (kAlphabet.find(c) == std::string_view::npos) return false;
  }
  return check_character(text.substr(0, kNumberLength - 1)) == text.back();
}

std::string tidy_household_number(std::string_view typed) {
  std::string tidy;
  for (const char c : typed) {
    if (c == ' ' || c == '-') continue;
    tidy += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return tidy;
}

std::string masked_name(const std::string& name) {
  const auto parts = characters(name);
  if (parts.size() < 2) return "*";
  std::string masked = parts[0] + "*";
  return parts.size() > 2 ? masked + parts.back() : masked;
}

std::string masked_certificate(const std::string& number) {
  const auto parts = characters(number);
  if (parts.size() <= 4) return number;
  std::string masked = "…";
  for (std::size_t i = parts.size() - 4; i < parts.size(); ++i) masked += parts[i];
  return masked;
}

std::string commitment(const std::string& salt_hex, const Json& fields) {
  return ledger::hex(ledger::sha256(salt_hex + "\n" + fields.dump()));
}

Outcome<RightsImport> import_rights(Workspace& workspace, const std::string& registrar,
                                    const exchange::RightsFile& file, bool pin_is_own) {
  const Text refused = {"The register of rights has faults; nothing was imported.",
                        "林权登记表有错误，未导入任何内容。"};
  if (!file.usable()) return faults_problem("rights_refused", refused, file.faults);
  Importer importer(workspace, pin_is_own);
  std::vector<const RightRow*> ordered;
  for (const RightRow& row : file.rows) ordered.push_back(&row);
  // Contracts before the carbon income that rests on them, whatever the order of the sheet.
  std::stable_sort(ordered.begin(), ordered.end(), [](const RightRow* a, const RightRow* b) {
    return (a->type == "carbon_income") < (b->type == "carbon_income");
  });
  std::vector<Fault> faults;
  for (const RightRow* row : ordered) {
    if (auto problem = importer.take(*row)) {
      for (Fault& fault : problem->faults) {
        fault.file = file.file;
        faults.push_back(std::move(fault));
      }
    }
  }
  if (!faults.empty()) return faults_problem("rights_refused", refused, std::move(faults));

  importer.seal_cards();
  // The private part first: if the ledger then refuses, it holds nothing that anything refers to,
  // and is taken back.
  PrivateStore store(workspace.private_folder());
  LINHUI_API_TRY(store.write(importer.private_entries()));
  auto index = workspace.submit({"right.register",
                                 registrar,
                                 {{"register", file.file},
                                  {"register_sha256", file.sha256},
                                  {"rows", ledger::rows_reference(importer.rows())}},
                                 importer.rows()});
  if (!index.ok()) {
    std::map<std::string, std::optional<Json>> undo;
    for (const auto& [key, value] : importer.private_entries()) undo[key] = std::nullopt;
    static_cast<void>(store.write(undo));  // the ledger's refusal is what is told
    return index.problem();
  }
  RightsImport result = importer.result();
  result.index = index.value();
  return result;
}

}  // namespace linhui::api::app
