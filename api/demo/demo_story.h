// The demonstration's story: what its chapters share. Inside this folder only.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "api/app/answers/benefits.h"
#include "api/app/cases/projects.h"
#include "api/app/cases/stand_rows.h"
#include "api/demo/demo.h"
#include "ledger/base/calendar.h"

namespace linhui::api::app::demo {

using ledger::get_state;
using ledger::key_of;
using Done = Outcome<void>;

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
inline constexpr const char* kSale = "DEMO-S01";
inline constexpr const char* kScheme = "DEMO-FA01";
inline constexpr const char* kRun = "DEMO-R01";
inline constexpr std::int64_t kPriceFen = 6'250;
inline constexpr std::int64_t kDay = 86'400;

// A document of the story, by its digest: the paper itself is not part of the sample.
std::string paper(const std::string& name);

std::string number(std::uint64_t value);

// "1,234.5678" of 0.0001 t.
std::string tonnes(std::int64_t e4);

class Story {
 public:
  explicit Story(const DemoOptions& options) : options_(options) {}

  Outcome<DemoResult> run() {
    const std::vector<Done (Story::*)()> chapters = {&Story::create_ledger,
                                                     &Story::import_stands,
                                                     &Story::register_projects,
                                                     &Story::look_at_wetlands,
                                                     &Story::file_and_verify,
                                                     &Story::issue,
                                                     &Story::sell,
                                                     &Story::register_rights,
                                                     &Story::distribute,
                                                     &Story::answer_a_farmer,
                                                     &Story::export_package,
                                                     &Story::audit};
    for (const auto chapter : chapters) {
      LINHUI_API_TRY((this->*chapter)());
    }
    return result_;
  }

 private:
  void chapter(std::string english, std::string chinese) {
    if (options_.chapter) options_.chapter({std::move(english), std::move(chinese)});
  }
  void tell(std::string english, std::string chinese) {
    if (options_.tell) options_.tell({std::move(english), std::move(chinese)});
  }

  // A use case's outcome: its problem, or nothing after keeping the value.
  template <class T>
  static Done keep(Outcome<T> outcome, T* value = nullptr) {
    if (!outcome.ok()) return std::move(outcome).problem();
    if (value) *value = std::move(outcome).value();
    return {};
  }
  Done submit(Assertion assertion) { return keep(ledger_->submit(assertion)); }
  void wait_days(std::int64_t days) { ledger_->set_clock(ledger_->now() + days * kDay); }
  std::string today() const { return ledger::day_text(ledger::shanghai_day(ledger_->now())); }

  Done create_ledger();
  Done admit_parties();
  Done import_stands();
  Done register_projects();
  Done look_at_wetlands();
  Done file_and_verify();
  Done issue();
  Done sell();
  Done register_rights();
  Done distribute();
  Done approve_and_publish();
  Done pay();
  Done answer_a_farmer();
  Done export_package();
  Done audit();
  Done read_inventory(const char* file, exchange::Inventory& inventory);

  const DemoOptions& options_;
  std::unique_ptr<Workspace> ledger_;
  exchange::Inventory forest_, wetland_;
  std::vector<std::string> collectives_;
  std::vector<Card> cards_;
  std::string paid_party_;
  DemoResult result_;
};

}  // namespace linhui::api::app::demo
