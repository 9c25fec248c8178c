// The parameter tables as they stand in methodology/data, compiled into the library.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace linhui::methodology {

// File name → its bytes.
// Made by embed_tables.cmake when the library is built; the views live as long as the program.
const std::map<std::string, std::string_view>& embedded_tables();

}  // namespace linhui::methodology
