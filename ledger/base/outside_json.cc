#include "ledger/base/outside_json.h"

#include <set>
#include <vector>

namespace linhui::ledger {
namespace {

// Walks the text without making anything of it. The parser itself does not recurse.
class Guard : public nlohmann::json_sax<Json> {
 public:
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(); }
  bool start_array(std::size_t) override { return open(); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    if (names_.back().insert(name).second) return true;
    problem_ = "the name " + name.substr(0, 60) + " twice in one object";
    return false;
  }
  bool parse_error(std::size_t position, const std::string&, const Json::exception&) override {
    problem_ = "not JSON in UTF-8 at byte " + std::to_string(position);
    return false;
  }
  const std::string& problem() const { return problem_; }

 private:
  bool open() {
    if (names_.size() == kMaxJsonDepth) {
      problem_ = "nested deeper than " + std::to_string(kMaxJsonDepth);
      return false;
    }
    names_.emplace_back();
    return true;
  }
  bool close() {
    names_.pop_back();
    return true;
  }

  std::vector<std::set<std::string>> names_;  // of each open container
  std::string problem_;
};

}  // namespace

Result<Json> parse_outside(std::string_view bytes, std::size_t max_bytes) {
  if (bytes.size() > max_bytes) {
    return Error{ErrorCode::json_malformed, "larger than " + std::to_string(max_bytes) + " bytes"};
  }
  Guard guard;
  if (!Json::sax_parse(bytes, &guard, Json::input_format_t::json, true)) {
    return Error{ErrorCode::json_malformed, guard.problem()};
  }
  return Json::parse(bytes, nullptr, false);
}

}  // namespace linhui::ledger
