// The sample district as the files that bureaux hand over. Each writer throws std::runtime_error
// where GDAL refuses.
#pragma once

#include <string>

#include "tools/sample/district.h"

namespace linhui::sample {

void start_writers();

// forest_stands.shp with .shx .dbf .prj: EPSG:4545, survey field names, GBK text and no .cpg.
void write_forest(const District& district, const std::string& folder);
// wetlands.gpkg: EPSG:4490.
void write_wetlands(const District& district, const std::string& folder);
// rights.xlsx: contracts and carbon income of the households and collectives.
void write_rights(const District& district, const std::string& folder);
// README.md: that all of it is synthetic, and what is in it.
void write_readme(const District& district, const std::string& folder);

}  // namespace linhui::sample
