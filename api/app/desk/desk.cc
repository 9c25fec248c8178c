#include "api/app/desk/desk.h"

#include <algorithm>

#include "ledger/base/calendar.h"

namespace linhui::api::app {

std::string Desk::today() const { return ledger::day_text(ledger::shanghai_day(now_)); }

Prepared Desk::prepare_json(std::string_view type, const std::string& by, const Json& body,
                            Text summary, ledger::Rows rows,
                            const std::vector<std::string>& also) const {
  Prepared prepared;
  prepared.record =
      ledger::make_record(type, view_.id(), random_request(), ledger::time_text(now_), by, body);
  prepared.rows = std::move(rows);
  prepared.signers.push_back(by);
  for (const std::string& party : also) {
    const auto& signers = prepared.signers;
    if (std::find(signers.begin(), signers.end(), party) == signers.end()) {
      prepared.signers.push_back(party);
    }
  }
  prepared.summary = std::move(summary);
  return prepared;
}

std::string random_request() { return "r" + ledger::hex(ledger::random_bytes(12)); }

std::string name_of_party(const ledger::View& state, const std::string& party) {
  const auto entry = ledger::read<ledger::Party>(state, party);
  return entry && !entry->name.empty() ? entry->name + " (" + party + ")" : party;
}

}  // namespace linhui::api::app
