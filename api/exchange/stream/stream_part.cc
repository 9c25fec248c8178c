#include "api/exchange/stream/stream_part.h"

#include <algorithm>
#include <array>

#include "api/exchange/fields/plain_cell.h"
#include "api/exchange/fields/plain_number.h"
#include "api/exchange/fields/word.h"
#include "methodology/findings.h"

namespace linhui::api::exchange {

using methodology::LineYears;
using methodology::Pool;
using methodology::Stand;
using methodology::StockLines;

PartReader::PartReader(const StreamFrame& frame, const InventoryRows& rows, const Layout* layout,
                       SharedSpecies& species)
    : frame_(frame),
      inventory_(rows),
      layout_(layout),
      species_(species),
      from_(frame.method.from_year),
      to_(frame.method.to_year),
      log_(&report_.faults, frame.file),
      malformed_log_(&report_.malformed, frame.file),
      totals_(from_, to_, {Pool::above_ground, Pool::below_ground}) {
  constexpr std::size_t kManyGroups = 1 << 16;
  totals_.reserve(kManyGroups);
}

PartReport PartReader::read(std::size_t part, std::string_view text) {
  part_ = part;
  report_ = PartReport();
  report_.size_bytes = text.size();
  end_of_part_ = text.data() + text.size();
  report_.has_volume.resize(inventory_.columns().volume_year.size());
  last_values_.clear();
  texts_before_.clear();
  CsvRows rows(text, frame_.separator, frame_.header.columns.size());
  cells_ = &rows.cells();
  while (!rows.at_end() && !report_.in_doubt) {
    ++report_.records;
    if (!rows.next()) {
      read_odd(rows);
    } else if (layout_ == nullptr || !read_plain()) {
      std::vector<std::string> cells;
      for (const auto each : rows.cells()) cells.push_back(trimmed(each));
      read_cells(std::move(cells));
    }
  }
  for (auto& [years, lines] : lines_) {
    tally_ +=
        methodology::add_stocks(lines, 0, lines.size(), factors_, *frame_.kernel, totals_.stocks());
    lines.clear();
  }
  report_.ids.sort_into_buckets();
  return std::move(report_);
}

std::vector<PartReader::Group> PartReader::groups() const {
  std::vector<Group> groups;
  for (std::size_t k = 0; k < group_names_.size(); ++k) {
    groups.push_back({part_of_group_[k], group_names_[k]});
  }
  return groups;
}

bool PartReader::read_plain() {
  if (!has_plain_rest() || !read_volumes()) return false;
  const auto area = plain_number(cell(layout_->area), end_of_part_);
  constexpr std::int64_t kLeastArea = 10'000;  // 1 m²; less is a warning
  if (area < kLeastArea || area > methodology::kLargestAreaHa * kPlainUnit) return false;
  const std::uint32_t factor = factor_of_row();
  if (factor == NameNumbers::kNone) return false;
  const std::uint32_t group = group_of_row();
  if (group == NameNumbers::kNone) return false;
  const std::string_view id = cell(layout_->stand_id);
  for (methodology::Finding note : fallbacks_[factor]) {
    note.stand_id = id;
    report_.notes.push_back(std::move(note));
  }
  ++report_.rows;
  report_.ids.add(hash_of(id));
  add_lines(area, factor, group);
  return true;
}

// What the sums do not need, but would be at fault.
bool PartReader::has_plain_rest() {
  const std::string_view kind = cell(layout_->kind), id = cell(layout_->stand_id);
  if ((!kind.empty() && kind != "forest") || id.empty() || may_have_blanks(id)) return false;
  for (const UnusedNumber& wanted : layout_->numbers) {
    const std::string_view text = cell(wanted.column);
    if (text.empty()) continue;
    const std::int64_t number = plain_number(text, end_of_part_);
    if (number == kNotPlain || number < wanted.least || number > wanted.most ||
        (wanted.is_whole && number % kPlainUnit != 0)) {
      return false;
    }
  }
  const auto is_empty = [&](int column) { return cell(column).empty(); };
  return std::all_of(layout_->empty.begin(), layout_->empty.end(), is_empty) && has_plain_texts();
}

// Many a text is that of the row before.
bool PartReader::has_plain_texts() {
  texts_before_.resize(layout_->texts.size());
  for (std::size_t k = 0; k < texts_before_.size(); ++k) {
    const std::string_view text = cell(layout_->texts[k]);
    if (!is_same(text, texts_before_[k]) && !is_plain_cell(text)) return false;
    texts_before_[k] = text;
  }
  return true;
}

bool PartReader::read_volumes() {
  measured_.clear();
  const auto add = [&](int year, std::string_view text) {
    const std::int64_t volume = plain_number(text, end_of_part_);
    if (volume == kNotPlain || volume > methodology::kLargestVolumeM3Ha * kPlainUnit) return false;
    measured_.emplace_back(year, volume);
    return true;
  };
  for (std::size_t i = 0; i < layout_->volumes.size(); ++i) {
    const auto& [year, column] = layout_->volumes[i];
    if (cell(column).empty()) continue;
    report_.has_volume[i] = true;
    if (!add(year, cell(column))) return false;
  }
  if (!cell(layout_->volume).empty()) {
    if (!add(from_, cell(layout_->volume))) return false;
    std::inplace_merge(measured_.begin(), measured_.end() - 1, measured_.end());
    for (std::size_t i = 1; i < measured_.size(); ++i) {
      if (measured_[i].first != measured_[i - 1].first) continue;
      if (measured_[i].second != measured_[i - 1].second) return false;
      measured_.erase(measured_.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }
  return !measured_.empty() && measured_.front().first <= to_ && measured_.back().first >= to_;
}

// One line for each two inventories that enclose years of the period.
void PartReader::add_lines(std::int64_t area, std::uint32_t factor, std::uint32_t group) {
  std::int64_t largest = 0;
  for (const auto& [year, volume] : measured_) largest = std::max(largest, volume);
  largest_m3_ += static_cast<double>(area) * static_cast<double>(largest) / 1e16;
  if (measured_.front().first > from_) {
    add_late(area, factor, group);
  } else {
    totals_.begin(group);
  }
  if (measured_.size() == 1) {
    const auto& [year, volume] = measured_.front();
    return lines_for(0, {year, year, year, year}).add(area, volume, volume, factor, group);
  }
  for (std::size_t i = 0; i + 1 < measured_.size(); ++i) {
    const auto& [begin, begin_volume] = measured_[i];
    const auto& [end, end_volume] = measured_[i + 1];
    const LineYears years{begin, end, std::max(from_, i == 0 ? begin : begin + 1),
                          std::min(to_, end)};
    if (years.first > years.last) continue;
    lines_for(i, years).add(area, begin_volume, end_volume, factor, group);
  }
}

void PartReader::add_late(std::int64_t area, std::uint32_t factor, std::uint32_t group) {
  const auto& [year, volume] = measured_.front();
  std::array<std::int64_t, kStreamPools> counts;
  for (std::size_t pool = 0; pool < kStreamPools; ++pool) {
    counts[pool] = methodology::ColumnLine(factors_.of(factor, pool), area, volume, volume, 1,
                                           methodology::ColumnLine::Size::unknown)
                       .count(0);
  }
  totals_.begin_late(group, year, counts);
  report_.notes.push_back(
      methodology::measured_late(std::string(cell(layout_->stand_id)), year, from_));
}

// Rows that follow one another mostly have the same years.
StockLines& PartReader::lines_for(std::size_t segment, const LineYears& years) {
  if (segment >= lines_of_segment_.size()) lines_of_segment_.resize(segment + 1);
  StockLines*& lines = lines_of_segment_[segment];
  if (lines == nullptr || lines->years != years) {
    lines = &lines_[years];
    lines->years = years;
  }
  return *lines;
}

// NameNumbers::kNone where the species has a fault, or is not plain text.
std::uint32_t PartReader::factor_of_row() {
  const std::string_view species = cell(layout_->species), mix = cell(layout_->composition);
  std::string_view name = species;  // as it stands where it stands alone
  if (!mix.empty()) name = key_.assign(species).append(1, '\0').append(mix);
  const std::uint32_t known = species_names_.find(name);
  if (known != NameNumbers::kNone) return known;
  const auto is_plain = [](std::string_view text) {
    return is_plain_cell(text) && !may_have_blanks(text);
  };
  if (species.empty() || !is_plain(species) || !is_plain(mix)) return NameNumbers::kNone;
  Stand stand;
  stand.species = species;
  stand.composition = mix;
  const auto found = species_.of(stand);
  if (found.pools == nullptr || (frame_.method.strict && !found.species->fallbacks.empty())) {
    return NameNumbers::kNone;
  }
  std::vector<methodology::PoolFactor> by_pool;
  for (const auto& pool : *found.pools) by_pool.push_back({pool.per_m3, pool.per_ha});
  factors_.add(by_pool);
  fallbacks_.push_back(found.species->fallbacks);
  return species_names_.add(name);
}

// NameNumbers::kNone where one of its values is not plain text. Rows of one group mostly follow one
// another.
std::uint32_t PartReader::group_of_row() {
  const std::size_t count = layout_->group.size();
  bool is_last = last_values_.size() == count + 1;
  for (std::size_t k = 0; is_last && k < count; ++k) {
    is_last = is_same(last_values_[k], cell(layout_->group[k]));
  }
  if (is_last) return last_group_;
  last_values_.clear();
  key_.clear();
  for (const int column : layout_->group) {
    last_values_.push_back(cell(column));
    key_.append(cell(column)).append(1, '\0');
  }
  const std::uint32_t known = group_names_.find(key_);
  const bool is_new = known == NameNumbers::kNone;
  if (is_new) {
    for (const std::string_view value : last_values_) {
      if (is_plain_cell(value) && !may_have_blanks(value)) continue;
      last_values_.clear();
      return NameNumbers::kNone;
    }
  }
  last_values_.emplace_back();  // they are whole
  return last_group_ = is_new ? group_of(key_) : known;
}

std::uint32_t PartReader::group_of(std::string_view key) {
  const std::uint32_t group = group_names_.add(key);
  if (group == part_of_group_.size()) {
    part_of_group_.push_back(part_);
    totals_.grow_to(part_of_group_.size());
  }
  return group;
}

}  // namespace linhui::api::exchange
