// One statement of what a JSON object holds, for both directions.
//
// Everything that the ledger reads or writes as JSON (bodies of records, rows, entries of the
// state) is a struct with a form: a function that names each field once, with its limits.
//
//   struct OfferBody {
//     std::string offer, to;
//     template <class Form, class Self>
//     static void form(Form& f, Self& self) {
//       f.id("offer", self.offer);
//       f.id("to", self.to);
//     }
//   };
//
// A FormReader fills the struct and refuses what is missing, of another kind, beyond its limits or
// left over; a FormWriter makes the object. What one writes the other reads, where the struct keeps
// the limits: the writer checks none.
//
// A form is called once for each object, for a reader with fields still at their defaults. It may
// ask for a field only where an earlier one says so (SchemeStep), and refuse by unless() and
// fail().
#pragma once

#include <concepts>
#include <map>
#include <string>
#include <vector>

#include "ledger/base/fields.h"
#include "ledger/base/words.h"

namespace linhui::ledger {

inline constexpr std::int64_t kMaxInteger = (std::int64_t{1} << 53) - 1;  // of canonical JSON
inline constexpr std::int64_t kMaxAmountFen = 9'000'000'000'000'000;  // of any one amount of money
inline constexpr std::size_t kMaxText = 2000;                         // bytes, where unsaid

// Reads one object. Of a field that is wrong the value is of no meaning; the form goes on, and
// done() tells. The methods are the kinds of fields: base/fields.h has the limits of each.
class FormReader {
 public:
  // `where` stands before a field's name in an error: "body". Requires: the object outlives this.
  FormReader(const Json& object, std::string where)
      : fields_(object, where), where_(std::move(where)) {}

  // An optional field that is missing reads as empty; one that is there and empty is refused, so
  // that nothing has two spellings. text_or_empty must be there.
  void id(const char* name, std::string& value) { value = fields_.id(name); }
  void optional_id(const char* name, std::string& value) { value = fields_.optional_id(name); }
  void text(const char* name, std::string& value, std::size_t max = kMaxText) {
    value = fields_.text(name, max);
  }
  void optional_text(const char* name, std::string& value, std::size_t max = kMaxText) {
    value = fields_.optional_text(name, max);
  }
  void text_or_empty(const char* name, std::string& value, std::size_t max = kMaxText) {
    value = fields_.text_or_empty(name, max);
  }
  void day(const char* name, std::string& value) { value = fields_.day(name); }
  void optional_day(const char* name, std::string& value) { value = fields_.optional_day(name); }
  void hash(const char* name, Hash& value) { value = fields_.hash(name); }
  void flag(const char* name, bool& value) { value = fields_.flag(name); }
  // A string as it stands, not empty, whatever its characters.
  void bytes(const char* name, std::string& value, std::size_t max) {
    value = fields_.bytes(name, max);
  }
  // Any string, may be empty: what came from outside and is only kept.
  void any_text(const char* name, std::string& value) {
    const Json& json = fields_.any(name);
    if (json.is_string()) {
      value = json.get<std::string>();
    } else {
      fields_.fail(name);
    }
  }
  // Bytes written in base64, of at most kMaxText characters.
  void base64(const char* name, std::string& value);
  // Digests in base64, as proof files have them; hash() and hashes() are in hex.
  void base64_hashes(const char* name, std::vector<Hash>& values);
  // An integer of [min, max].
  template <std::integral I>
  void whole(const char* name, I& value, std::int64_t min, std::int64_t max) {
    value = static_cast<I>(fields_.whole(name, min, max));
  }
  // These two stay as they are where the field is missing: for files that people write. A writer
  // always writes them.
  template <std::integral I>
  void optional_whole(const char* name, I& value, std::int64_t min, std::int64_t max) {
    fields_.has(name) ? whole(name, value, min, max) : fields_.pass(name);
  }
  void optional_hash(const char* name, Hash& value) {
    fields_.has(name) ? hash(name, value) : fields_.pass(name);
  }
  // How many, or the how manieth: not negative.
  template <std::integral I>
  void count(const char* name, I& value) {
    whole(name, value, 0, kMaxInteger);
  }
  // One of the words of E (base/words.h).
  template <Worded E>
  void word(const char* name, E& value) {
    const auto word = from_word<E>(fields_.string(name));
    if (word) {
      value = *word;
    } else {
      fields_.fail(name);
    }
  }

  // Arrays, of any length and in their order; flags() is an object of true and false by any name.
  // Requires of all but ids(): `values` is empty.
  void ids(const char* name, std::vector<std::string>& values) { values = fields_.ids(name); }
  void hashes(const char* name, std::vector<Hash>& values);
  void wholes(const char* name, std::vector<std::int64_t>& values);
  void flags(const char* name, std::map<std::string, bool>& values);
  // Text by name, each name an id; an empty one is left out. At most 64, of 200 bytes each.
  void optional_texts(const char* name, std::map<std::string, std::string>& values);
  template <Worded E>
  void words(const char* name, std::vector<E>& values) {
    for (const std::string& text : fields_.ids(name)) {
      const auto word = from_word<E>(text);
      if (!word) return fields_.fail(name);
      values.push_back(*word);
    }
  }
  // A struct with a form of its own, and an array of such.
  template <class T>
  void object(const char* name, T& value) {
    inner(fields_.object(name), name, value);
  }
  template <class T>
  void list(const char* name, std::vector<T>& values) {
    for (const Json& entry : fields_.array(name)) inner(entry, name, values.emplace_back());
  }
  // A value that this reader does not look into; it must be there.
  void json(const char* name, Json& value) { value = fields_.any(name); }

  // A refusal of its own for what is well formed and cannot be meant; told after the form's.
  void unless(bool holds, ErrorCode code) {
    if (!holds && !refused_) refused_ = Error{code, where_};
  }
  // Refuses a field that was read well but cannot be meant: record_malformed with its name.
  void fail(const char* name) { fields_.fail(name); }

  // record_malformed with the first field that was wrong, or with one that nobody asked for; then
  // what an inner object or unless() has refused.
  Result<void> done() const;

 private:
  template <class T>
  void inner(const Json& value, const char* name, T& into) {
    FormReader reader(value, where_ + "." + name);
    T::form(reader, into);
    if (auto done = reader.done(); !done.ok() && !refused_) refused_ = std::move(done).error();
  }

  Fields fields_;
  std::string where_;
  std::optional<Error> refused_;
};

// Makes one object, with the same names under the same methods. Checks nothing: canonical() and the
// reader do. An optional text that is empty is left out.
class FormWriter {
 public:
  void id(const char* name, const std::string& value) { object_[name] = value; }
  void optional_id(const char* name, const std::string& value) { optional(name, value); }
  void text(const char* name, const std::string& value, std::size_t = 0) { object_[name] = value; }
  void optional_text(const char* name, const std::string& value, std::size_t = 0) {
    optional(name, value);
  }
  void text_or_empty(const char* name, const std::string& value, std::size_t = 0) {
    object_[name] = value;
  }
  void day(const char* name, const std::string& value) { object_[name] = value; }
  void optional_day(const char* name, const std::string& value) { optional(name, value); }
  void hash(const char* name, const Hash& value) { object_[name] = hex(value); }
  void flag(const char* name, bool value) { object_[name] = value; }
  void bytes(const char* name, const std::string& value, std::size_t) { object_[name] = value; }
  void any_text(const char* name, const std::string& value) { object_[name] = value; }
  void base64(const char* name, const std::string& value) { object_[name] = ledger::base64(value); }
  void base64_hashes(const char* name, const std::vector<Hash>& values) {
    Json& array = object_[name] = Json::array();
    for (const Hash& hash : values) array.push_back(ledger::base64(bytes_of(hash)));
  }
  template <std::integral I>
  void whole(const char* name, I value, std::int64_t, std::int64_t) {
    object_[name] = value;
  }
  template <std::integral I>
  void optional_whole(const char* name, I value, std::int64_t, std::int64_t) {
    object_[name] = value;
  }
  void optional_hash(const char* name, const Hash& value) { hash(name, value); }
  template <std::integral I>
  void count(const char* name, I value) {
    object_[name] = value;
  }
  template <Worded E>
  void word(const char* name, E value) {
    object_[name] = word_of(value);
  }

  void ids(const char* name, const std::vector<std::string>& values) { object_[name] = values; }
  void hashes(const char* name, const std::vector<Hash>& values) {
    Json& array = object_[name] = Json::array();
    for (const Hash& hash : values) array.push_back(hex(hash));
  }
  void wholes(const char* name, const std::vector<std::int64_t>& values) { object_[name] = values; }
  void flags(const char* name, const std::map<std::string, bool>& values) {
    object_[name] = values;
  }
  void optional_texts(const char* name, const std::map<std::string, std::string>& values) {
    if (!values.empty()) object_[name] = values;
  }
  template <Worded E>
  void words(const char* name, const std::vector<E>& values) {
    Json& array = object_[name] = Json::array();
    for (const E value : values) array.push_back(word_of(value));
  }
  template <class T>
  void object(const char* name, const T& value) {
    FormWriter inner;
    T::form(inner, value);
    object_[name] = std::move(inner).take();
  }
  template <class T>
  void list(const char* name, const std::vector<T>& values) {
    Json& array = object_[name] = Json::array();
    for (const T& value : values) {
      FormWriter inner;
      T::form(inner, value);
      array.push_back(std::move(inner).take());
    }
  }
  void json(const char* name, const Json& value) { object_[name] = value; }
  void unless(bool, ErrorCode) {}
  void fail(const char*) {}

  Json take() && { return std::move(object_); }  // the object; the writer is of no use then

 private:
  void optional(const char* name, const std::string& value) {
    if (!value.empty()) object_[name] = value;
  }

  Json object_ = Json::object();
};

// The object of a struct with a form.
template <class T>
Json to_json(const T& value) requires requires(FormWriter& f) {
  T::form(f, value);
}
{
  FormWriter writer;
  T::form(writer, value);
  return std::move(writer).take();
}

// A struct from an object; `where` as FormReader has it. A value of another kind is refused as a
// whole. Errors: record_malformed; what the form itself refuses.
template <class T>
Result<T> from_json(const Json& object, std::string where) {
  FormReader reader(object, std::move(where));
  T value;
  T::form(reader, value);
  if (auto done = reader.done(); !done.ok()) return std::move(done).error();
  return value;
}

}  // namespace linhui::ledger
