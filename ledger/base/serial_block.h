// A serial block 编码区间: an unbroken range of serial numbers of one project and vintage.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/base/error.h"

namespace linhui::ledger {

// Serial numbers from `first` to `last`, both inclusive, counted from 1 by project and vintage. One
// serial is one credit: 1 t CO2e.
struct SerialBlock {
  std::string project;
  int vintage = 0;  // calendar year of the removal
  std::int64_t first = 0, last = 0;

  std::int64_t credits() const { return last - first + 1; }  // 0 or less for one reversed
  // Whether all of `other` lies in this block. Requires: `other` is not reversed.
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

// LH-<ledger>-<project>-<vintage>-<first>-<last>, without zeros in front. With an empty `ledger`
// the part before the project is left out: for the details of errors, not to be read back.
std::string to_string(const SerialBlock& block, std::string_view ledger);
// The block that such a text names. Nothing where it is of another form, names another ledger or is
// reversed; the limits of form() are not tried. A project's id may hold dashes: numbers are taken
// off the end.
std::optional<SerialBlock> parse_serial_block(std::string_view text, std::string_view ledger);

}  // namespace linhui::ledger
