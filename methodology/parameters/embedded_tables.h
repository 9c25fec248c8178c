// The parameter tables as they stand in methodology/data, compiled into the library.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace linhui::methodology {

// File name → its bytes.
const std::map<std::string, std::string_view>& embedded_tables();

}  // namespace linhui::methodology
