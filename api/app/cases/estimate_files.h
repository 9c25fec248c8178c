// Where an estimate goes: files of every kind that people take it in.
#pragma once

#include <optional>
#include <ostream>
#include <string>

#include "api/app/cases/estimates.h"

namespace linhui::api::app {

enum class EstimateChart { stock, change, map };  // what a picture shows
// Nothing for a word that is none of them.
std::optional<EstimateChart> chart_named(const std::string& word);

// The file's ending says what it is: .csv and .json (rows, or sums where there are any), .xlsx (the
// same as a workbook), .gpkg and .geojson (a map of the stands), .svg and .png (a picture).
struct EstimateFile {
  std::string path;
  EstimateChart chart = EstimateChart::stock;
  Language language = Language::english;  // of workbooks, maps and pictures
};

// Whether an estimate, or its sums, can be written there; to be asked before anything is read.
// Errors (usage): output_format_unknown, by_not_for_format.
Outcome<void> check_estimate_file(const std::string& path, bool sums);
// Whether the file holds rows alone, so that an estimate of sums alone will do. Also for no file.
bool takes_sums_alone(const std::string& path);

// Writes the whole file or leaves what was there. Uses every processor for sums as CSV.
// Requires: check_estimate_file() found nothing; an estimate of sums alone only where
// takes_sums_alone().
// Errors: file_not_writable, shapes_missing, sheet_too_long, chart_empty, picture_failed.
Outcome<void> write_estimate(const EstimateFile& file, const InventoryEstimate& estimate);

// The same as text: rows or sums as CSV; the whole as a JSON document (docs/cli.md), with warnings
// of the inventory, events and forecasts.
void write_estimate_csv(std::ostream& to, const InventoryEstimate& estimate);
void write_estimate_json(std::ostream& to, const InventoryEstimate& estimate);

}  // namespace linhui::api::app
