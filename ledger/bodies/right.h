// Bodies of right.register and scheme.adopt, and the rows of a register of rights.
#pragma once

#include "ledger/bodies/body.h"
#include "ledger/state/party.h"
#include "ledger/state/right.h"
#include "ledger/state/scheme.h"

namespace linhui::ledger {

struct RightRegisterBody {
  static constexpr std::string_view kType = "right.register";
  std::string file;
  Hash register_sha256{};
  RowsReference rows;  // of RightRow

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.text("register", self.file, 300);
    f.hash("register_sha256", self.register_sha256);
    f.object("rows", self.rows);
  }
};

// One right of one holder on one stand. Commitments hide names and certificates.
struct RightRow {
  std::string right, stand_id;
  RightType type = RightType::ownership;
  std::string holder;
  PartyKind holder_kind = PartyKind::household;
  std::string parent;  // the right that it rests on; may be empty
  std::int64_t area_m2 = 0, share_bp = kFullShare;
  std::string from, to;  // [from, to), days; `to` empty: without an end
  Hash holder_commitment{}, commitment{};

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("right", self.right);
    f.text("stand_id", self.stand_id, 120);
    f.word("type", self.type);
    f.id("holder", self.holder);
    f.word("holder_kind", self.holder_kind);
    f.optional_id("parent", self.parent);
    f.whole("area_m2", self.area_m2, 1, 1'000'000'000'000);
    f.whole("share_bp", self.share_bp, 1, kFullShare);
    f.day("from", self.from);
    f.optional_day("to", self.to);
    f.hash("holder_commitment", self.holder_commitment);
    f.hash("commitment", self.commitment);
  }
};

struct SchemeAdoptBody {
  static constexpr std::string_view kType = "scheme.adopt";
  std::string scheme, project;
  std::string basis;  // one without it is refused by name: scheme_without_basis
  Hash resolution_sha256{};
  std::int64_t notice_days = 0, quorum_num = 1, quorum_den = 1;
  std::vector<SchemeStep> steps;
  std::vector<std::string> adopters;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("scheme", self.scheme);
    f.id("project", self.project);
    f.optional_text("basis", self.basis);
    f.hash("resolution_sha256", self.resolution_sha256);
    f.whole("notice_days", self.notice_days, 1, 365);
    f.whole("quorum_num", self.quorum_num, 1, 1000);
    f.whole("quorum_den", self.quorum_den, 1, 1000);
    f.list("steps", self.steps);
    f.ids("adopters", self.adopters);
  }
};

}  // namespace linhui::ledger
