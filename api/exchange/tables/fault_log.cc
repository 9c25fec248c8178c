#include "api/exchange/tables/fault_log.h"

#include <algorithm>

namespace linhui::api::exchange {

void FaultLog::add(FaultCode code, Severity severity, Place place, const Words& words) {
  Fault fault = fault_of(code, words);
  fault.severity = severity;
  fault.file = file_;
  fault.layer = layer_;
  fault.row = place.row;
  fault.field = std::move(place.field);
  fault.value = shortened(place.value);
  fault.expected = std::move(place.expected);
  faults_->push_back(std::move(fault));
}

bool has_fault(const std::vector<Fault>& faults) {
  return std::any_of(faults.begin(), faults.end(),
                     [](const Fault& fault) { return fault.severity == Severity::fault; });
}

std::string shortened(std::string_view text, std::size_t limit_bytes) {
  if (text.size() <= limit_bytes) return std::string(text);
  std::size_t end = limit_bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "…";
}

std::string joined(const std::vector<std::string>& names) {
  constexpr std::size_t kMostNames = 40;
  std::string list;
  for (std::size_t i = 0; i < names.size() && i < kMostNames; ++i) {
    if (i > 0) list += ", ";
    list += shortened(names[i]);
  }
  if (names.size() > kMostNames) list += ", …";
  return list;
}

}  // namespace linhui::api::exchange
