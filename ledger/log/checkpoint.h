// Signed statements of the log's size and root: C2SP tlog-checkpoint in a C2SP signed note.
// https://c2sp.org/tlog-checkpoint, https://c2sp.org/signed-note
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "ledger/base/hash.h"
#include "ledger/base/result.h"
#include "ledger/log/signing.h"

namespace linhui::ledger {

struct Checkpoint {
  std::string origin;  // "linhui/<ledger id>"
  std::uint64_t size = 0;
  Hash root{};
  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

// The public key of a log in the form that C2SP tools take:
// <name>+<hash in hex>+<base64 of 0x01 ‖ key>.
std::string verifier_key(std::string_view name, const PublicKey& key);
struct NamedKey {
  std::string name;
  PublicKey key;
};
Result<NamedKey> parse_verifier_key(std::string_view text);  // key_malformed

// Signs a text as a signed note. Requires: it ends in a newline; `name` has neither spaces nor '+'.
std::string sign_note(std::string_view text, std::string_view name, const SigningKey& key);
// The text of a note that `key` has signed (other signatures are passed over); proof_invalid.
Result<std::string> open_note(std::string_view note, const NamedKey& key);

// Origin, size in decimal, root in base64, a line each. Read back strictly, but for extension lines
// after them, which C2SP allows and which are passed over.
std::string checkpoint_text(const Checkpoint& checkpoint);
Result<Checkpoint> parse_checkpoint(std::string_view text);  // proof_invalid
// open_note() and parse_checkpoint() in one, and the origin must be the key's name. proof_invalid.
Result<Checkpoint> open_checkpoint(std::string_view note, const NamedKey& key);

}  // namespace linhui::ledger
