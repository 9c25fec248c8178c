// Inventories, the stands that they brought, and what projects claim of them.
#pragma once

#include <array>

#include "ledger/state/entry.h"

namespace linhui::ledger {

// By the root of its rows, in hex.
struct Inventory {
  static constexpr std::string_view kFamily = "inventory";
  static constexpr ErrorCode kMissing = ErrorCode::inventory_not_found;
  std::string project, by;
  std::uint64_t row_count = 0;
  std::int64_t area_m2 = 0;
  std::uint64_t index = 0;  // of inventory.import

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("project", self.project);
    f.id("by", self.by);
    f.count("count", self.row_count);
    f.count("area_m2", self.area_m2);
    f.count("index", self.index);
  }
};

// A stand as its newest inventory has it. Its number is `by`'s: nobody else may say what it is.
struct Stand {
  static constexpr std::string_view kFamily = "stand";
  std::string by;
  Hash inventory{};
  std::uint64_t row = 0;  // of that inventory
  std::int64_t area_m2 = 0;
  std::string kind, township, village;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("by", self.by);
    f.hash("inventory", self.inventory);
    f.count("row", self.row);
    f.count("area_m2", self.area_m2);
    f.text_or_empty("kind", self.kind);
    f.text_or_empty("township", self.township);
    f.text_or_empty("village", self.village);
  }
};

// That a project has a stand for these years, both inclusive. Its shape is the inventory row's.
struct Claim {
  static constexpr std::string_view kFamily = "claim";
  Hash inventory{};
  std::uint64_t row = 0;
  int from = 0, to = 0;

  bool meets(const Claim& other) const { return from <= other.to && other.from <= to; }

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.hash("inventory", self.inventory);
    f.count("row", self.row);
    f.count("from", self.from);
    f.count("to", self.to);
  }
};

// The same claim in each cell that the stand's box touches, with the box: least longitude and
// latitude, greatest longitude and latitude, degrees × 10⁷.
struct GroundClaim {
  static constexpr std::string_view kFamily = "cell";
  Claim claim;
  std::vector<std::int64_t> box;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    Claim::form(f, self.claim);
    f.wholes("box", self.box);
    if (self.box.size() != 4) f.fail("box");
  }
};

}  // namespace linhui::ledger
