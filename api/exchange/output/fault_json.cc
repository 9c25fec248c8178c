#include "api/exchange/output/fault_json.h"

namespace linhui::api::exchange {

nlohmann::ordered_json faults_json(const std::vector<Fault>& faults) {
  auto array = nlohmann::ordered_json::array();
  for (const Fault& fault : faults) {
    array.push_back({{"code", fault.code},
                     {"severity", fault.severity == Severity::warning ? "warning" : "fault"},
                     {"en", fault.sentence.english},
                     {"zh", fault.sentence.chinese},
                     {"file", fault.file},
                     {"layer", fault.layer},
                     {"row", fault.row},
                     {"field", fault.field},
                     {"value", fault.value},
                     {"expected", fault.expected}});
  }
  return array;
}

}  // namespace linhui::api::exchange
