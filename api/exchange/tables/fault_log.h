// Where readers put what they find wrong. Internal to api/exchange.
//
// Their codes and sentences stand in api/errors.def.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/problem.h"

namespace linhui::api::exchange {

// Which cell; what stays empty is not known or does not apply.
struct Place {
  long long row = 0;  // as in Fault
  std::string field = {}, value = {}, expected = {};
};

// For one thread. Appends; nothing that is told is taken back.
class FaultLog {
 public:
  // `faults` outlives the log.
  FaultLog(std::vector<Fault>* faults, std::string file)
      : faults_(faults), file_(std::move(file)) {}

  // Of the faults from now on.
  void set_layer(std::string layer) { layer_ = std::move(layer); }
  // `words` stand for the `{}` of the code's sentence (api/errors.def).
  void fault(FaultCode code, Place place = {}, const Words& words = {}) {
    add(code, Severity::fault, std::move(place), words);
  }
  void warn(FaultCode code, Place place = {}, const Words& words = {}) {
    add(code, Severity::warning, std::move(place), words);
  }

 private:
  void add(FaultCode code, Severity severity, Place place, const Words& words);

  std::vector<Fault>* faults_;
  std::string file_, layer_;
};

bool has_fault(const std::vector<Fault>& faults);

// At most `limit_bytes` of a UTF-8 text, whole characters, an ellipsis where it was cut: a cell
// may hold a megabyte, a message should not.
std::string shortened(std::string_view text, std::size_t limit_bytes = 80);

// "a, b, c", at most 40 names; what is left off is not counted.
std::string joined(const std::vector<std::string>& names);

}  // namespace linhui::api::exchange
