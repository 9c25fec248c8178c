// What a household is told: its land, its shares with their arithmetic, and who looked.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "api/text.h"

namespace linhui::api::app {

// A right of the household on one stand. Areas in m²; mu are for display (1 mu = 2000/3 m²).
struct LandLine {
  std::string stand_id, township, village;
  Text right;               // "contract right" 承包权 ...
  std::string certificate;  // masked but for its last four characters
  std::int64_t area_m2 = 0;
  std::string area_mu;   // two decimals, rounded half to even, for display
  std::string from, to;  // [from, to), calendar days; `to` may be empty
  std::string basis;     // the document that says so
};

// One step of the waterfall, as arithmetic that a person can redo.
struct WaterfallStep {
  Text label;               // "Risk reserve" 风险储备
  std::string arithmetic;   // "272,937.50 × 20/100"
  std::string amount_yuan;  // "54,587.50"
  std::string left_yuan;    // what is left after it
  std::string basis;        // contract clause, charter, statute
};

// What one run gives the household. Amounts of money are texts for display: "1,234.50".
struct ShareAnswer {
  std::string run, project, project_name, scheme;
  std::string period_from, period_to;
  std::string tonnes, price_yuan, gross_yuan;  // of the sale behind it
  std::vector<WaterfallStep> steps;            // from the gross to the household's own share
  std::string amount_yuan;                     // the household's share
  std::string amount_capital;                  // 大写
  enum class Status { calculated, published, final_unpaid, paid, held } status;
  Text status_text;
  Text held_reason;                        // only where held
  std::string paid_on, payment_reference;  // only where paid
  std::uint64_t record_index = 0;          // of run.calculate in the log
};

// One try at the household's card.
struct Access {
  std::string time, from;  // when, and over what (phone page, village office)
  bool granted = false;
};

// Personal: goes to whoever has shown the card, and nowhere else.
struct FarmerAnswer {
  std::string household_no, masked_name, township, village;
  bool pin_must_change = false;  // still the sealed slip's PIN
  std::vector<LandLine> land;
  std::vector<ShareAnswer> shares;
  std::vector<Access> accesses;  // newest first, at most 20
};

}  // namespace linhui::api::app
