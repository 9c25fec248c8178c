// Bodies of the records that make, move and end credits. `serials` must lie in one block.
#pragma once

#include "ledger/bodies/body.h"

namespace linhui::ledger {

// One vintage's serials, both inclusive; the last `buffer` of them are withheld.
struct IssuedVintage {
  int vintage = 0;
  std::int64_t first = 0, last = 0, buffer = 0;
  friend bool operator==(const IssuedVintage&, const IssuedVintage&) = default;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.whole("vintage", self.vintage, 1900, 2200);
    f.whole("first", self.first, 1, 999'999'999'999);
    f.whole("last", self.last, 1, 999'999'999'999);
    f.whole("buffer", self.buffer, 0, 999'999'999'999);
  }
};

// A registrar issues on a verified report. The vintages are what plan_issue() (shares/issuance.h)
// gives, and nothing else is taken.
struct CreditIssueBody {
  static constexpr std::string_view kType = "credit.issue";
  std::string report;
  std::vector<IssuedVintage> vintages;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("report", self.report);
    f.list("vintages", self.vintages);
  }
};

// The holder offers credits to another party without money; they are locked until it answers.
struct CreditOfferBody {
  static constexpr std::string_view kType = "credit.offer";
  std::string offer, to;
  SerialBlock serials;
  std::string note, expires;  // either may be empty; cannot be accepted from that day on

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("offer", self.offer);
    f.id("to", self.to);
    f.object("serials", self.serials);
    f.optional_text("note", self.note);
    f.optional_day("expires", self.expires);
  }
};

// credit.accept and credit.decline, by whom it was offered to, and credit.withdraw, by who offered.
struct OfferAnswerBody {
  std::string offer;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.id("offer", self.offer);
  }
};

// The holder uses credits up for somebody's claim, for good.
struct CreditRetireBody {
  static constexpr std::string_view kType = "credit.retire";
  SerialBlock serials;
  std::string beneficiary, purpose;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.object("serials", self.serials);
    f.text("beneficiary", self.beneficiary, 300);
    f.text("purpose", self.purpose, 500);
  }
};

// The holder takes credits out without a claim, for good.
struct CreditCancelBody {
  static constexpr std::string_view kType = "credit.cancel";
  SerialBlock serials;
  std::string reason;

  template <class Form, class Self>
  static void form(Form& f, Self& self) {
    f.object("serials", self.serials);
    f.text("reason", self.reason, 500);
  }
};

}  // namespace linhui::ledger
