// Rows of a large file that are taken one by one, as the general way takes them.
#include <algorithm>
#include <array>

#include "api/exchange/fields/plain_cell.h"
#include "api/exchange/stream/stream_part.h"
#include "api/exchange/tables/csv_reader.h"
#include "api/exchange/tables/encoding.h"
#include "api/exchange/tables/normal_form.h"
#include "methodology/stands/stand_check.h"

namespace linhui::api::exchange {

using methodology::Pool;
using methodology::Stand;

// Takes the next record as read_csv_table() does.
void PartReader::read_odd(CsvRows& rows) {
  const long long row = report_.records;
  std::string_view text = rows.rest();
  constexpr std::size_t kLongRecord = 1 << 16;
  const std::size_t size = size_of_records(text, frame_.separator, 1);
  if (size > kLongRecord && has_unclosed_quote(text, frame_.separator)) {
    rows.skip(text.size());
    return report_unclosed_quote(row, malformed_log_);
  }
  CsvReader reader(text, frame_.separator);
  std::vector<std::string> cells = reader.next_record();
  text = text.substr(0, reader.position());
  rows.skip(text.size());
  report_.in_doubt = !(frame_.is_marked ? is_utf8(text) : is_plain_utf8(text));
  if (report_.in_doubt) return;
  if (reader.unclosed()) return report_unclosed_quote(row, malformed_log_);
  if (is_blank_record(cells)) return;
  if (!fits_header(cells, frame_.header.columns.size(), row, malformed_log_)) return;
  read_cells(std::move(cells));
}

void PartReader::read_cells(std::vector<std::string> cells) {
  if (is_blank_record(cells)) return;
  TableRow row{report_.records, std::move(cells), nullptr};
  for (std::string& text : row.cells) {
    if (!(frame_.is_marked ? is_utf8(text) : is_plain_utf8(text))) report_.in_doubt = true;
    normalise(text);
  }
  if (report_.in_doubt) return;
  const std::size_t before = report_.faults.size();
  const Stand stand = inventory_.read(row, nullptr, nullptr, log_).stand;
  ++report_.rows;
  if (!stand.stand_id.empty()) report_.ids.add(hash_of(stand.stand_id));
  std::size_t i = 0;
  for (const auto& [year, column] : inventory_.columns().volume_year) {
    if (stand.volume_m3_ha_by_year.contains(year)) report_.has_volume[i] = true;
    ++i;
  }
  const bool is_sound = std::all_of(
      report_.faults.begin() + static_cast<std::ptrdiff_t>(before), report_.faults.end(),
      [](const Fault& fault) { return fault.severity == Severity::warning; });
  if (is_sound && frame_.column_faults.empty()) estimate(stand);
}

// As the method does, check by check.
void PartReader::estimate(const Stand& stand) {
  methodology::Findings of_stand, of_species;
  methodology::check_stands({stand}, methodology::StandKind::forest, frame_.method_id, of_stand);
  SharedSpecies::Found found;
  if (stand.kind == methodology::StandKind::forest) {
    found = species_.of(stand);
    methodology::check_species(stand, *found.species, frame_.method.strict, of_species,
                               report_.notes);
    methodology::check_volumes(stand, frame_.method, of_species, report_.notes);
  }
  const bool is_whole = of_stand.empty() && of_species.empty();
  for (auto& finding : of_stand) {
    report_.of_stands.push_back({std::move(finding), report_.records});
  }
  for (auto& finding : of_species) {
    report_.of_species.push_back({std::move(finding), report_.records});
  }
  if (is_whole) add_rows(stand, *found.pools);
}

void PartReader::add_rows(const Stand& stand, const std::vector<methodology::LinearPool>& pools) {
  std::vector<methodology::EstimateRow> rows;
  methodology::add_linear_rows(stand, 0, pools, frame_.method, rows);
  std::string key;
  for (const auto column : frame_.keys.columns) {
    key.append(methodology::value_of(stand, column)).append(1, '\0');
  }
  const std::uint32_t group = group_of(key);
  std::array<std::int64_t, kStreamPools> first = {};
  for (const auto& row : rows) {
    if (row.pool == Pool::total) continue;
    const std::size_t pool = row.pool == Pool::above_ground ? 0 : 1;
    const std::int64_t count = row.stock->ten_thousandths();
    totals_.stocks().add(group, pool, row.year, count);
    if (row.year == rows.front().year) first[pool] = count;
    ++tally_.rational;
  }
  if (rows.empty()) return;
  if (rows.front().year > from_) {
    totals_.begin_late(group, rows.front().year, first);
  } else {
    totals_.begin(group);
  }
  double largest = 0;
  for (const auto& [year, volume] : methodology::measurements_of(stand, from_)) {
    largest = std::max(largest, volume->rational().convert_to<double>());
  }
  largest_m3_ += largest * stand.area_ha.rational().convert_to<double>();
}

}  // namespace linhui::api::exchange
