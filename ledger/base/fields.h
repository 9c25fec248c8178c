// Reading the fields of a JSON object: every one that is missing, of the wrong kind or left over
// makes the whole refused, with its name.
//
// Nothing is refused on the way: each method gives some value of its type where the field is wrong,
// and done() tells the first that was. So a caller reads all fields and asks once.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/base/canonical_json.h"
#include "ledger/base/hash.h"

namespace linhui::ledger {

class Fields {
 public:
  // `where` stands before the field's name in an error: "body.report". A value that is no object is
  // refused as a whole, by `where`. Requires: `object`, and every name asked for, outlive this;
  // what is given by reference or as a view lies in `object`.
  Fields(const Json& object, std::string where);

  bool has(const char* name) const;
  // An id: 1 to 64 of letters, digits, '.', '_', '-', '+', starting with a letter or digit.
  std::string id(const char* name);
  std::string optional_id(const char* name);
  // Text for people: 1 to `max` bytes, and is_clean_text() (canonical_json.h).
  std::string text(const char* name, std::size_t max);
  std::string optional_text(const char* name, std::size_t max);
  // A string of 1 to `max` bytes of any kind.
  std::string bytes(const char* name, std::size_t max);
  // A value of any kind. One that is missing is refused, and reads as null.
  const Json& any(const char* name);
  // An integer of [min, max].
  std::int64_t whole(const char* name, std::int64_t min, std::int64_t max);
  bool flag(const char* name);
  std::string day(const char* name);  // "2026-11-23"
  std::string optional_day(const char* name);
  Hash hash(const char* name);  // 64 hex digits, lower case
  const Json& object(const char* name);
  const Json& array(const char* name);
  std::vector<std::string> ids(const char* name);  // an array of ids
  // Text of at most `max` bytes that may be empty, but must be there.
  std::string text_or_empty(const char* name, std::size_t max);
  // The string of this name as it stands; empty where there is none or another kind of value, which
  // is then for the caller to refuse.
  std::string_view string(const char* name);

  // Refuses a field that was read well but cannot be meant.
  void fail(const char* name);
  // Counts the field as asked for, whether it is there or not.
  void pass(const char* name) { seen_.push_back(name); }

  // record_malformed with the first field that was wrong, or with one that nobody asked for.
  Result<void> done() const;

 private:
  const Json* find(const char* name);

  const Json& object_;
  std::string where_;
  std::vector<std::string_view> seen_;  // names outlive the reading
  std::string failed_;
};

// Whether text has the form of an id, as id() takes it: it holds no '/' and is never "..", so it
// may stand in keys and in the names of files.
bool is_id(std::string_view text);

}  // namespace linhui::ledger
