// Whether a method can estimate a stand with what the inventory and the tables give: found by
// trying, so that the answer is the method's own.
#pragma once

#include <vector>

#include "methodology/method.h"
#include "methodology/planning/eligibility.h"

namespace linhui::methodology {

// The method's answer. Verdict unknown: an input is missing; no: parameters are, or the stand is at
// fault.
struct Estimable {
  Verdict verdict = Verdict::yes;  // unknown: an input is missing; no: parameters are, or it is
                                   // at fault
  Findings faults;                 // why not
  Findings notes;                  // what the method would say of its estimate: fallbacks
};

// Of a fault, by its code: a field that is not given (…_missing, but for parameters_missing) may
// yet be found: unknown. Anything else stands against the stand: no.
Verdict verdict_of(const Finding& fault);

// One answer a stand, in their order. Each is tried at its own last measured year, so that stands
// measured in different years do not fault each other; `year` stands where it has none. A wetland
// is tried over two years, as its fluxes begin with the second. Faults of the whole (no tables, a
// setting missing) are each stand's. Of `options`, the period is not used.
std::vector<Estimable> check_estimable(const Method& method, const std::vector<Stand>& stands,
                                       const EstimateOptions& options, int year,
                                       const TableFiles& tables);

}  // namespace linhui::methodology
