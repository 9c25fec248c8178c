#include "methodology/methods/ar_cm/ar_cm_tables.h"

namespace linhui::methodology {

// No density, expansion factor or ratio comes near; keeps every figure far inside int64.
const TableSchema kArCmSpecies = {"species_ar_cm_001.csv",
                                  {"species_zh", "species_latin"},
                                  {"D_t_m3", "BEF", "R", "CF"},
                                  {"species_zh"},
                                  10};

TreeFactors tree_factors(ParameterTable& table, std::size_t row) {
  // parse() has seen to it that each is a number.
  const auto value = [&](const char* column) { return table.look_up(row, column)->rational(); };
  return {value("D_t_m3"), value("BEF"), value("R"), value("CF")};
}

}  // namespace linhui::methodology
