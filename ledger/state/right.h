// Forest rights 林权 on stands: three entries a right, written together by right.register and never
// changed.
#pragma once

#include "ledger/state/entry.h"

namespace linhui::ledger {

// ownership      所有权
// contract       承包权: the holder has the ground under contract
// management     经营权
// carbon_income  碳汇收益权: to income from the ground's credits; rests on another right to the
//                same stand, which is not of this type
//
// On no day do the rights of one type on a stand come to more than its area (area × share). A
// distribution goes by carbon_income, and by contract where that leaves ground open.
enum class RightType { ownership, contract, management, carbon_income };
constexpr auto words_of(RightType) {
  return std::to_array<std::string_view>({"ownership", "contract", "management", "carbon_income"});
}

inline constexpr std::int64_t kFullShare = 10'000;   // share_bp, 1/10,000, of one who has it all
inline constexpr std::int64_t kOpenEnd = 2'932'896;  // 9999-12-31: a right without an end

// Under its id: whose it is, and where.
struct Right {
  static constexpr std::string_view kFamily = "right";
  std::string stand_id;
  RightType type = RightType::ownership;
  std::string holder;
  std::uint64_t index = 0;  // of right.register

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.text("stand_id", self.stand_id);
    f.word("type", self.type);
    f.id("holder", self.holder);
    f.count("index", self.index);
  }
};

// The same right as its stand sees it: how much of the ground, and when. Invariant: from < to.
struct StandRight {
  static constexpr std::string_view kFamily = "stand_right";
  RightType type = RightType::ownership;
  std::string holder;
  std::string parent;  // the right that it rests on; empty only where it is not carbon_income
  std::int64_t area_m2 = 0, share_bp = kFullShare;  // this share of this area is the holder's
  std::int64_t from = 0, to = kOpenEnd;             // [from, to), days since 1970-01-01

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.word("type", self.type);
    f.id("holder", self.holder);
    f.text_or_empty("parent", self.parent);
    f.count("area_m2", self.area_m2);
    f.count("share_bp", self.share_bp);
    f.whole("from", self.from, -kMaxInteger, kMaxInteger);
    f.whole("to", self.to, -kMaxInteger, kMaxInteger);
  }
};

// The same right as its holder sees it: what scan_under<HolderRight>(view, …, party) finds.
struct HolderRight {
  static constexpr std::string_view kFamily = "holder_right";
  std::string stand_id;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.text("stand_id", self.stand_id);
  }
};

}  // namespace linhui::ledger
