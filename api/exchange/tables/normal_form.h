// Text in Unicode's normalisation form C: one letter, one byte string. Files from some systems
// write "é" as two characters; names that look the same must be the same.
#pragma once

#include <string>

namespace linhui::api::exchange {

// Leaves ASCII, and what is not UTF-8, as it is.
void normalise(std::string& text);

}  // namespace linhui::api::exchange
