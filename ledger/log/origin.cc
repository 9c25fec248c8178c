#include "ledger/log/origin.h"

#include "ledger/base/hash.h"

namespace linhui::ledger {

std::string ledger_id(const PublicKey& log_key) { return hex(sha256(spki(log_key))).substr(0, 32); }

std::string origin_of(std::string_view id) { return "linhui/" + std::string(id); }

}  // namespace linhui::ledger
