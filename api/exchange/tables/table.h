// A file as rows of text and shapes, before anything is understood. Internal to api/exchange.
#pragma once

#include <ogr_geometry.h>
#include <ogr_spatialref.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/exchange/tables/fault_log.h"

namespace linhui::api::exchange {

struct TableRow {
  long long row = 0;               // as the person counts it
  std::vector<std::string> cells;  // one a column; UTF-8 in NFC, trimmed; empty: no value
  OGRGeometryUniquePtr shape;      // in the table's coordinate system; may be null
};

struct Table {
  std::string layer;
  std::vector<std::string> columns;  // UTF-8 in NFC, as written
  std::vector<TableRow> rows;
  bool has_shapes = false;      // the layer has a geometry column
  bool stores_doubles = false;  // numbers were doubles: the shortest decimal is meant
  bool is_geojson = false;      // WGS 84 where it says nothing (RFC 7946)
  std::optional<OGRSpatialReference> projection;  // nothing: not said
};

// By the file's ending: .shp, .gpkg, .geojson or .json, .xlsx, .csv or .txt.
enum class FileFormat { shapefile, geopackage, geojson, xlsx, csv };

struct TableOptions {
  std::string layer;     // empty: the first
  std::string encoding;  // as to_utf8() takes its name; empty: found out
  // Called on the reading thread now and then, in rows; may be empty. CSV calls none.
  std::function<void(std::uint64_t done, std::uint64_t total)> progress;
};

// The format that the file's name says, after a look whether its first bytes agree and it is as
// long as it says it is. Faults: file_not_found, file_unreadable, file_empty, format_unknown.
std::optional<FileFormat> identify_file(const std::string& path, FaultLog& log);

// Reads the whole file. Nothing where it cannot be read; the faults say why.
std::optional<Table> read_table(const std::string& path, FileFormat format,
                                const TableOptions& options, FaultLog& log);

// RFC 4180, separated by comma, semicolon or tab (whichever the header has most of).
std::optional<Table> read_csv_table(const std::string& path, const TableOptions& options,
                                    FaultLog& log);
// The attributes of a shapefile: every value as written. `rows[i].row` is i + 1; a deleted record
// leaves no row.
std::optional<Table> read_dbf_table(const std::string& path, const TableOptions& options,
                                    FaultLog& log);
// Shapefile, GeoPackage, GeoJSON and XLSX through GDAL.
std::optional<Table> read_ogr_table(const std::string& path, FileFormat format,
                                    const TableOptions& options, FaultLog& log);

void report_no_rows(FaultLog& log);  // file_empty

// The file's bytes; nothing where it cannot be read.
std::optional<std::string> read_bytes(const std::string& path);
// The name without folders, as valid UTF-8.
std::string own_name(const std::string& path);
// Without leading and trailing blanks: ASCII white space and the ideographic space U+3000.
std::string trimmed(std::string_view text);
// A shapefile's companion (`.dbf`, `.shx` …), whichever case its extension has; empty: none.
std::string companion(const std::string& path, std::string_view extension);

}  // namespace linhui::api::exchange
