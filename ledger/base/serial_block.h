// A serial block 编码区间: an unbroken range of serial numbers of one project and vintage.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/base/error.h"

namespace linhui::ledger {

// Serial numbers from `first` to `last`, both inclusive, counted from 1.
struct SerialBlock {
  std::string project;
  int vintage = 0;  // calendar year of the removal
  std::int64_t first = 0, last = 0;

  std::int64_t credits() const { return last - first + 1; }
  bool contains(const SerialBlock& other) const {
    return project == other.project && vintage == other.vintage && first <= other.first &&
           other.last <= last;
  }
  friend bool operator==(const SerialBlock&, const SerialBlock&) = default;

  // As records hold it. Refused where reversed: credits_not_positive.
  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    constexpr std::int64_t kMaxSerial = 999'999'999'999;
    f.id("project", self.project);
    f.whole("vintage", self.vintage, 1900, 2200);
    f.whole("first", self.first, 1, kMaxSerial);
    f.whole("last", self.last, 1, kMaxSerial);
    f.unless(self.first <= self.last, ErrorCode::credits_not_positive);
  }
};

// LH-<ledger>-<project>-<vintage>-<first>-<last>
std::string to_string(const SerialBlock& block, std::string_view ledger);
// The block that such a text names, where it names this ledger.
std::optional<SerialBlock> parse_serial_block(std::string_view text, std::string_view ledger);

}  // namespace linhui::ledger
