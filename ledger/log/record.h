// A record: one fact that someone with a key asserts, as canonical JSON, and the leaf of the log
// that it becomes. docs/records.md has the format.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/base/canonical_json.h"
#include "ledger/base/hash.h"
#include "ledger/log/signing.h"

namespace linhui::ledger {

inline constexpr std::size_t kMaxLeafBytes = 65'535;  // one entry of a C2SP entry bundle

// One signature on a record, over signing_input(). Ed25519: the algorithm's name stands beside it
// in the leaf.
struct Signature {
  std::string key;  // key id, hex
  std::string sig;  // 64 bytes
  // The public key (SPKI in DER) under which check_signatures_ahead() has found it to fit; empty
  // where nobody has looked.
  std::string fits = {};
};

// Rows beside the log, named in a record's body as "rows": {"root": …, "count": …}. Each is one
// canonical JSON value; their order counts.
using Rows = std::vector<std::string>;

// What a caller hands to the writer.
struct Submission {
  std::string record;                 // canonical bytes
  std::vector<Signature> signatures;  // in any order
  Rows rows;                          // canonical rows, where the record names some
};

// A record as read back: bytes and their meaning. What is here has the form of a record; whether
// the ledger takes it, rules/apply.h says.
class Record {
 public:
  std::string bytes;                  // canonical, as signed
  std::vector<Signature> signatures;  // in order of key id

  const std::string& type() const { return type_; }  // "credit.issue": an id; may be unknown
  const std::string& ledger() const { return ledger_; }
  // The caller's id of this request: sent again, the record is recorded once.
  const std::string& request() const { return request_; }
  const std::string& time() const { return time_; }  // "2026-11-23T08:00:00Z", the author's claim
  const std::string& by() const { return by_; }      // the party that asserts
  const Json& body() const { return body_; }         // an object; its fields are not looked at yet

  // The envelope around a body. `bytes` is what the envelope was read from; it is kept, not
  // compared, and there are no signatures yet. Errors: record_malformed with the field.
  static Result<Record> read(const Json& envelope, std::string bytes);

 private:
  std::string type_, ledger_, request_, time_, by_;
  Json body_;
};

// The bytes that a signature covers: "linhui record v1", a newline, the record. The line before
// keeps a signature on a record from being taken for one on anything else.
std::string signing_input(std::string_view record);
// Requires: `record` is canonical (make_record()): these bytes are what the leaf will hold.
Signature sign_record(std::string_view record, const SigningKey& key);

// The leaf of a record and its signatures, sorted by key id. Takes any bytes for a record: what is
// wrong with them parse_leaf() finds. The same record and signatures, in any order, give the same
// bytes.
std::string leaf_of(std::string_view record, std::vector<Signature> signatures);
// Checks the form of the whole leaf but for the body's own fields: canonical JSON, the envelope,
// signatures of the right length in order of key id, each key once; there may be none. Whether they
// fit is for rules/signatures.h. Errors: record_too_large, not_canonical, record_malformed.
Result<Record> parse_leaf(std::string_view leaf);

// Builds the canonical bytes of a record. Checks nothing: parse_leaf() and the type's rule do.
// Requires: all text is valid UTF-8 in NFC, all numbers are integers within 2^53 - 1.
std::string make_record(std::string_view type, std::string_view ledger, std::string_view request,
                        std::string_view time, std::string_view by, const Json& body);

// The Merkle root over rows (merkle.h), each row a leaf. Hashes all rows.
Hash rows_root(const Rows& rows);

}  // namespace linhui::ledger
