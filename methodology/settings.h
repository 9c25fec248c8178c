// The choices that a method leaves to the project (`--set name=value`), against what it declares.
//
// A method reads its settings by these functions alone, so that what `linhui method show` lists is
// what the code takes.
//
//   check_options(options, declaration_, faults);   // once, with the other checks
//   if (!faults.empty()) return faults;
//   if (setting_of(options, declaration_, "litter") == "tier1") …
#pragma once

#include <optional>
#include <string>

#include "methodology/method.h"

namespace linhui::methodology {

// Every fault of the settings at once: a name that the method does not have, a value that the
// setting cannot take, and a setting without a default that was not given (code setting_unknown,
// setting_missing). Every method asks this of its options.
void check_settings(const EstimateOptions& options, const MethodDeclaration& method,
                    Findings& faults);

// What holds for the run: the value given, otherwise the default; empty where there is neither.
// Requires: the method declares the setting.
const std::string& setting_of(const EstimateOptions& options, const MethodDeclaration& method,
                              const std::string& name);
// The same for a setting that takes a decimal. Nothing where it was not given and has no default.
// Requires: check_settings found no fault.
std::optional<Decimal> decimal_setting(const EstimateOptions& options,
                                       const MethodDeclaration& method, const std::string& name);

}  // namespace linhui::methodology
