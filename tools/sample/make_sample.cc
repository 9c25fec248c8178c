// make_sample FOLDER: writes the sample district. The same every time; all of it invented.
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>

#include "tools/sample/writers.h"

namespace linhui::sample {

void write_readme(const District& district, const std::string& folder) {
  std::ofstream out(std::filesystem::path(folder) / "README.md");
  out << "# Sample district / 示例区县\n\n"
         "**Everything here is synthetic.** No place, stand, household, contract or figure is "
         "real; the growing stocks follow a made-up curve, not a yield table. The files are "
         "written by `tools/sample` (`make_sample FOLDER`) from a fixed seed, the same every "
         "time.\n\n"
         "**全部为合成演示数据**:地名、小班、农户、合同和数值均为虚构,"
         "蓄积量不是生长收获表数据。\n\n"
         "| file | what |\n|---|---|\n"
         "| `forest_stands.shp` `.shx` `.dbf` `.prj` | "
      << district.stands.size()
      << " afforestation stands planted 2012–2018, growing stock at the end of 2020 and 2025; "
         "survey field names, GBK text without .cpg, CGCS2000 3-degree Gauss-Krüger 108° E "
         "(EPSG:4545) |\n"
         "| `wetlands.gpkg` | "
      << district.wetlands.size()
      << " wetlands, CGCS2000 (EPSG:4490) |\n"
         "| `rights.xlsx` | contracts and carbon income of "
      << district.households.size()
      << " households, the village collectives and one operator |\n\n"
         "In `rights.xlsx`, on purpose: a few contracts have no right to carbon income, so their "
         "share is held; a few split it 60 to 40 with the operator; one changes hands on "
         "2023-07-01. The identity number `000000000000000000` is not one that can be issued.\n";
  if (!out) throw std::runtime_error("cannot write README.md");
}

}  // namespace linhui::sample

int main(int argc, char** argv) {
  using namespace linhui::sample;
  if (argc != 2) {
    std::cerr << "usage: make_sample FOLDER\n";
    return 2;
  }
  try {
    const std::string folder = argv[1];
    std::filesystem::create_directories(folder);
    start_writers();
    const District district = make_district();
    write_forest(district, folder);
    write_wetlands(district, folder);
    write_rights(district, folder);
    write_readme(district, folder);
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "make_sample: " << error.what() << "\n";
    return 3;
  }
}
