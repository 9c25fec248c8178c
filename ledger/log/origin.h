// Which ledger a log is: its id follows from the key that signs its checkpoints.
#pragma once

#include "ledger/log/signing.h"

namespace linhui::ledger {

// The first 32 hex digits of SHA-256 over the log key's SubjectPublicKeyInfo in DER: 128 bits, so
// that nobody finds another key for the id. Every record names it, and so commits to the key.
std::string ledger_id(const PublicKey& log_key);
std::string origin_of(std::string_view ledger_id);  // "linhui/<ledger id>"

}  // namespace linhui::ledger
