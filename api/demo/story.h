// The demonstration's story: what its chapters share. Inside this folder only.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "api/app/desk/amounts.h"
#include "api/app/desk/workspace.h"
#include "api/demo/options.h"
#include "api/exchange/inventory/inventory.h"

namespace linhui::api::demo {

using app::Card;
using app::grouped;
using app::mu_text;
using app::tonnes_text;
using app::yuan_text;
using Done = Outcome<void>;

// Ids of the story's parties and objects; the price in fen a tonne; a day in seconds.
inline constexpr const char* kRegistrar = "bureau";
inline constexpr const char* kDeveloper = "developer";
inline constexpr const char* kVerifier = "verifier";
inline constexpr const char* kBuyer = "buyer";
inline constexpr const char* kSecondBuyer = "airline";
inline constexpr const char* kForest = "DEMO-F01";
inline constexpr const char* kWetland = "DEMO-W01";
inline constexpr const char* kMechanism = "DEMO-TICKET";
inline constexpr const char* kMethod = "AR-CM-001-V01";
inline constexpr const char* kWetlandMethod = "IPCC-2013-WL";
inline constexpr const char* kReport = "DEMO-F01-2025";
inline constexpr const char* kWetlandReport = "DEMO-W01-2025";
inline constexpr const char* kSale = "DEMO-S01";
inline constexpr const char* kOffer = "DEMO-O01";
inline constexpr const char* kScheme = "DEMO-FA01";
inline constexpr const char* kRun = "DEMO-R01";
inline constexpr std::int64_t kPriceFen = 6'250;
inline constexpr std::int64_t kDay = 86'400;

// A document of the story, by its digest: the paper itself is not part of the sample.
ledger::Hash paper(const std::string& name);

std::string number(std::uint64_t value);

// One telling. `options` outlives it; run() once. Its chapters stand in the order in which they are
// told, and each rests on those before it.
class Story {
 public:
  explicit Story(const DemoOptions& options) : options_(options) {}

  Outcome<DemoResult> run();

 private:
  void chapter(std::string english, std::string chinese) {
    if (options_.chapter) options_.chapter({std::move(english), std::move(chinese)});
  }
  void tell(std::string english, std::string chinese) {
    if (options_.tell) options_.tell({std::move(english), std::move(chinese)});
  }

  // What a chapter prepares its records from: the ledger as it stands, on the story's day.
  app::Desk desk() const { return ledger_->desk(); }
  Outcome<std::uint64_t> record(Outcome<app::Prepared> prepared) {
    return ledger_->record(std::move(prepared));
  }
  void wait_days(std::int64_t days) { ledger_->set_clock(ledger_->now() + days * kDay); }
  std::string today() const { return desk().today(); }

  Done create_ledger();
  Done admit_parties();
  Done import_stands();
  Done register_projects();
  Done look_at_wetlands();
  Done file_and_verify();
  Done issue();
  Done sell();
  // Offered to the second buyer, who accepts and retires some of it.
  Done hand_on(const ledger::SerialBlock& newest);
  Done register_rights();
  Done distribute();
  Done tell_lines();
  Done approve_and_publish();
  Done pay();
  Done answer_a_farmer();
  Done prove_the_share();
  Done export_package();
  Done audit();
  Done read_inventory(const char* file, exchange::Inventory& inventory);

  const DemoOptions& options_;
  std::unique_ptr<app::Workspace> ledger_;
  exchange::Inventory forest_, wetland_;
  std::vector<std::string> collectives_;
  std::vector<Card> cards_;
  std::string paid_party_;
  DemoResult result_;
};

}  // namespace linhui::api::demo
