// Shapefile, GeoPackage, GeoJSON and XLSX through GDAL.
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>

#include "api/exchange/tables/encoding.h"
#include "api/exchange/tables/gdal_session.h"
#include "api/exchange/tables/table.h"
#include "methodology/numbers/decimal.h"

namespace linhui::api::exchange {
namespace {

const char* driver_name(FileFormat format) {
  switch (format) {
    case FileFormat::shapefile:
      return "ESRI Shapefile";
    case FileFormat::geopackage:
      return "GPKG";
    case FileFormat::geojson:
      return "GeoJSON";
    case FileFormat::xlsx:
      return "XLSX";
    case FileFormat::csv:
      break;
  }
  return "";
}

void unreadable(const std::string& why, FaultLog& log) {
  log.fault(FaultCode::file_unreadable_reader, {}, {shortened(why, 300)});
}

GDALDatasetUniquePtr open_file(const std::string& path, FileFormat format) {
  const char* const drivers[] = {driver_name(format), nullptr};
  // No recoding of a DBF: it is read elsewhere, and a wrong .cpg should not stop the shapes.
  const char* const shapefile_options[] = {"ENCODING=", nullptr};
  return GDALDatasetUniquePtr(
      GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers,
                        format == FileFormat::shapefile ? shapefile_options : nullptr, nullptr));
}

OGRLayer* choose_layer(GDALDataset& dataset, const std::string& wanted, FaultLog& log) {
  std::vector<std::string> names;
  for (OGRLayer* layer : dataset.GetLayers()) names.emplace_back(layer->GetName());
  if (wanted.empty() && !names.empty()) return dataset.GetLayer(0);
  const auto found = std::find(names.begin(), names.end(), wanted);
  if (!names.empty() && found != names.end()) {
    return dataset.GetLayer(static_cast<int>(found - names.begin()));
  }
  log.fault(FaultCode::layer_not_found, {.value = wanted, .expected = joined(names)},
            {joined(names)});
  return nullptr;
}

// Text as stored; a double as its shortest decimal.
std::string cell_text(const OGRFeature& feature, int index) {
  if (!feature.IsFieldSetAndNotNull(index)) return {};
  if (feature.GetFieldDefnRef(index)->GetType() != OFTReal) return feature.GetFieldAsString(index);
  const double value = feature.GetFieldAsDouble(index);
  const auto decimal = methodology::Decimal::from_double(value);
  return decimal ? decimal->str() : feature.GetFieldAsString(index);
}

bool is_blank(const TableRow& row) {
  return !row.shape && std::all_of(row.cells.begin(), row.cells.end(),
                                   [](const std::string& cell) { return cell.empty(); });
}

class LayerReader {
 public:
  LayerReader(OGRLayer& layer, FileFormat format, const TableOptions& options, FaultLog& log)
      : layer_(layer), format_(format), options_(options), log_(log) {}

  Table read() {
    Table table;
    table.layer = layer_.GetName();
    table.stores_doubles = true;
    table.is_geojson = format_ == FileFormat::geojson;
    table.has_shapes = format_ != FileFormat::xlsx && layer_.GetGeomType() != wkbNone;
    if (const auto* projection = layer_.GetSpatialRef()) table.projection = *projection;
    read_columns(table);
    const auto total = static_cast<std::uint64_t>(std::max<GIntBig>(layer_.GetFeatureCount(), 0));
    for (auto& feature : layer_) {
      ++count_;
      TableRow row = read_row(*feature, table);
      if (!is_blank(row)) table.rows.push_back(std::move(row));
      if (options_.progress && count_ % 1000 == 0) options_.progress(count_, total);
    }
    return table;
  }

 private:
  void read_columns(Table& table) {
    OGRFeatureDefn* definition = layer_.GetLayerDefn();
    for (int i = 0; i < definition->GetFieldCount(); ++i) {
      const std::string name = definition->GetFieldDefn(i)->GetNameRef();
      if (!is_utf8(name)) wrong_encoding({});
      table.columns.push_back(is_utf8(name) ? trimmed(name) : "?");
    }
  }

  // A sheet's rows are counted as Excel counts them: GDAL's number of a row is that of the sheet.
  TableRow read_row(OGRFeature& feature, const Table& table) {
    TableRow row;
    row.row = format_ == FileFormat::xlsx ? feature.GetFID() : static_cast<long long>(count_);
    for (int i = 0; i < feature.GetFieldCount(); ++i) {
      const std::string text = cell_text(feature, i);
      if (!is_utf8(text)) wrong_encoding({.row = row.row, .field = table.columns[i]});
      row.cells.push_back(is_utf8(text) ? trimmed(text) : "");
    }
    row.shape.reset(feature.StealGeometry());
    return row;
  }

  void wrong_encoding(Place place) {
    place.expected = "UTF-8";
    log_.fault(FaultCode::encoding_wrong_utf8, std::move(place));
  }

  OGRLayer& layer_;
  FileFormat format_;
  const TableOptions& options_;
  FaultLog& log_;
  std::uint64_t count_ = 0;
};

// The shapes of a Shapefile beside the rows of its .dbf.
std::optional<Table> read_shapefile(OGRLayer& layer, const std::string& path,
                                    const TableOptions& options, FaultLog& log) {
  auto table = read_dbf_table(path, options, log);
  if (!table) return std::nullopt;
  table->layer = layer.GetName();
  table->has_shapes = true;
  if (const auto* projection = layer.GetSpatialRef()) table->projection = *projection;
  std::uint64_t done = 0;
  for (TableRow& row : table->rows) {
    const OGRFeatureUniquePtr feature(layer.GetFeature(row.row - 1));
    if (feature) row.shape.reset(feature->StealGeometry());
    if (options.progress && ++done % 1000 == 0) options.progress(done, table->rows.size());
  }
  return table;
}

}  // namespace

std::optional<Table> read_ogr_table(const std::string& path, FileFormat format,
                                    const TableOptions& options, FaultLog& log) {
  start_gdal();
  GdalQuiet quiet;
  const GdalOption headers("OGR_XLSX_HEADERS", "FORCE");
  const GdalOption types("OGR_XLSX_FIELD_TYPES", "STRING");
  if (format == FileFormat::geojson && !is_utf8(read_bytes(path).value_or(""))) {
    log.fault(FaultCode::encoding_wrong_geojson, {.expected = "UTF-8"});
    return std::nullopt;
  }
  const auto dataset = open_file(path, format);
  if (!dataset || quiet.failed()) {
    unreadable(quiet.message(), log);
    return std::nullopt;
  }
  OGRLayer* layer =
      choose_layer(*dataset, format == FileFormat::shapefile ? "" : options.layer, log);
  if (!layer) return std::nullopt;
  auto table = format == FileFormat::shapefile ? read_shapefile(*layer, path, options, log)
                                               : LayerReader(*layer, format, options, log).read();
  if (quiet.failed()) {
    unreadable(quiet.message(), log);
    return std::nullopt;
  }
  return table;
}

}  // namespace linhui::api::exchange
