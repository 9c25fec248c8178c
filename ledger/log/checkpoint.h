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

// The log's state at one size. Two of one origin and size with different roots show that the log
// has forked.
struct Checkpoint {
  std::string origin;      // "linhui/<ledger id>"
  std::uint64_t size = 0;  // leaves
  Hash root{};
  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

// The public key of a log in the form that C2SP tools take:
// <name>+<hash in hex>+<base64 of 0x01 ‖ key>. The hash is the first 4 bytes of SHA-256 over the
// name, a newline, 0x01 and the key. Requires of a name here and below: it is not empty and has
// neither spaces nor '+'.
std::string verifier_key(std::string_view name, const PublicKey& key);
// Who signs notes: the key, and the name under which it does.
struct NamedKey {
  std::string name;  // of our logs: the origin
  PublicKey key;
};
// Takes any text. Errors: key_malformed, also where the hash is another's; key_weak.
Result<NamedKey> parse_verifier_key(std::string_view text);

// Signs a text as a signed note. Requires: it is UTF-8, ends in a newline and holds no other
// characters below U+0020.
std::string sign_note(std::string_view text, std::string_view name, const SigningKey& key);
// The text of a note that `key` has signed, with its last newline. Other keys' signatures are
// passed over (a note has at most 100); the first one of this name and hash must fit. Takes any
// bytes. Errors: proof_invalid.
Result<std::string> open_note(std::string_view note, const NamedKey& key);

// Origin, size in decimal, root in base64, a line each. Read back strictly, but for extension lines
// after them, which C2SP allows and which are passed over. What is read back is signed by nobody
// yet: open_checkpoint() is for what comes from outside.
std::string checkpoint_text(const Checkpoint& checkpoint);
Result<Checkpoint> parse_checkpoint(std::string_view text);  // proof_invalid
// open_note() and parse_checkpoint() in one, and the origin must be the key's name. proof_invalid.
Result<Checkpoint> open_checkpoint(std::string_view note, const NamedKey& key);

}  // namespace linhui::ledger
