// Bodies of right.register and scheme.adopt, and the rows of a register of rights.
#pragma once

#include "ledger/bodies/body.h"
#include "ledger/state/party.h"
#include "ledger/state/right.h"
#include "ledger/state/scheme.h"

namespace linhui::ledger {

// A registrar enters a register of rights; holders who are new come in with it.
struct RightRegisterBody {
  static constexpr std::string_view kType = "right.register";
  std::string file;  // where the register is kept; "register" in the record
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
  PartyKind holder_kind = PartyKind::household;  // or collective, company, state_farm
  std::string parent;  // the right that it rests on; empty only where it is not carbon_income
  std::int64_t area_m2 = 0, share_bp = kFullShare;  // this share, in 1/10,000, of this area
  std::string from, to;                             // [from, to), days; `to` empty: without an end
  Hash holder_commitment{}, commitment{};           // of the holder's fields, and of the right's

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

// The project's developer and the collectives say how its income is shared; all of them sign.
struct SchemeAdoptBody {
  static constexpr std::string_view kType = "scheme.adopt";
  std::string scheme, project;
  std::string basis;  // one without it is refused by name: scheme_without_basis
  Hash resolution_sha256{};
  // How long a run is on notice, and which share of those entitled must vote on it.
  std::int64_t notice_days = 0, quorum_num = 1, quorum_den = 1;
  std::vector<SchemeStep> steps;      // in order (shares/scheme_check.h)
  std::vector<std::string> adopters;  // collectives; a run needs those of all its villages

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
