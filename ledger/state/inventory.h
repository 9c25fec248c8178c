// Inventories, the stands that they brought, and what projects claim of them.
#pragma once

#include <array>

#include "ledger/state/entry.h"

namespace linhui::ledger {

// A survey of stands, by the root of its rows, in hex. Written by inventory.import, for good: the
// same rows come in once in a ledger.
struct Inventory {
  static constexpr std::string_view kFamily = "inventory";
  static constexpr ErrorCode kMissing = ErrorCode::inventory_not_found;
  std::string project, by;  // that it is for, registered or not yet; who brought it in
  std::uint64_t row_count = 0;
  std::int64_t area_m2 = 0;  // the sum of its stands'
  std::uint64_t index = 0;   // of inventory.import

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
// Each inventory.import of `by` that has the number writes it anew. Invariant: no type of rights on
// it comes to more than its area, so an import that leaves too little is refused.
struct Stand {
  static constexpr std::string_view kFamily = "stand";
  std::string by;
  Hash inventory{};
  std::uint64_t row = 0;  // of that inventory
  std::int64_t area_m2 = 0;
  std::string kind, township, village;  // the methods' word for it, and where; each may be empty

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
// Written by project.register under a mechanism, for good: no other project may claim the number,
// or more than 1 % of the smaller one's ground, in a year of these (ground/claims.h).
struct Claim {
  static constexpr std::string_view kFamily = "claim";
  Hash inventory{};
  std::uint64_t row = 0;
  int from = 0, to = 0;

  // Whether some year is in both.
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
