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

// One signature on a record. Ed25519: the algorithm's name stands beside it in the leaf.
struct Signature {
  std::string key;  // key id, hex
  std::string sig;  // 64 bytes
  // The public key (SPKI in DER) under which check_signatures_ahead() has found it to fit; empty
  // where nobody has looked.
  std::string fits = {};
};

// Rows beside the log, named in a record's body as "rows": {"root": …, "count": …}.
using Rows = std::vector<std::string>;

// What a caller hands to the writer.
struct Submission {
  std::string record;                 // canonical bytes
  std::vector<Signature> signatures;  // in any order
  Rows rows;                          // canonical rows, where the record names some
};

// A record as read back: bytes and their meaning.
class Record {
 public:
  std::string bytes;
  std::vector<Signature> signatures;  // in order of key id

  const std::string& type() const { return type_; }
  const std::string& ledger() const { return ledger_; }
  const std::string& request() const { return request_; }
  const std::string& time() const { return time_; }  // "2026-11-23T08:00:00Z"
  const std::string& by() const { return by_; }
  const Json& body() const { return body_; }

  // The envelope around a body. Errors: record_malformed.
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
// wrong with them parse_leaf() finds.
std::string leaf_of(std::string_view record, std::vector<Signature> signatures);
// Checks the form of the whole leaf but for the body's own fields: canonical JSON, the envelope,
// signatures of the right length in order of key id, each key once. Whether they fit is for
// rules/signatures.h. Errors: not_canonical, record_malformed, record_too_large.
Result<Record> parse_leaf(std::string_view leaf);

// Builds the canonical bytes of a record. Checks nothing: parse_leaf() and the type's rule do.
// Requires: all text is valid UTF-8 in NFC, all numbers are integers within 2^53 - 1.
std::string make_record(std::string_view type, std::string_view ledger, std::string_view request,
                        std::string_view time, std::string_view by, const Json& body);

// The Merkle root over rows (merkle.h), each row a leaf; and the {"root","count"} object that a
// body carries.
Hash rows_root(const Rows& rows);
Json rows_reference(const Rows& rows);

}  // namespace linhui::ledger
