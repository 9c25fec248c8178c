// Small files for the tests of cases: in a folder that goes away, beside the golden ones.
#pragma once

#include "api/app/cases/estimates.h"
#include "tests/api/app/outcomes.h"
#include "tests/api/exchange/exchange_fixture.h"

namespace linhui::api::app {

// Three stands of AR-CM-001-V01, measured in 2020 and 2022.
inline constexpr const char* kThreeStands =
    "stand_id,area_ha,species,age,village,volume_m3_ha_2020,volume_m3_ha_2022\n"
    "A,12.35,马尾松,12,关口,88.2,101.7\n"
    "B,3.1,杉木,22,\"白土, 上\",40,61.3\n"
    "C,0.8,柏木,,关口,15,14.9\n";

class CaseFiles : public testing::Test {
 protected:
  // AR-CM-001-V01 over a file of the folder.
  EstimateBasis basis(const std::string& text = kThreeStands) const {
    EstimateBasis basis;
    basis.inventory.file = folder_.write("stands.csv", text);
    basis.method = "AR-CM-001-V01";
    return basis;
  }
  static std::string golden(const std::string& name) {
    return std::string(LINHUI_SOURCE_DIR) + "/tests/golden/ar_cm_001/" + name;
  }

  const ScratchFolder folder_;
};

// Of the first fault that a refusal lists.
template <class T>
std::string fault_of(const Outcome<T>& outcome) {
  return outcome.ok() || outcome.problem().faults.empty() ? code_of(outcome)
                                                          : outcome.problem().faults[0].code;
}

}  // namespace linhui::api::app
