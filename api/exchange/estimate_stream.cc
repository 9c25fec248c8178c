#include "api/exchange/estimate_stream.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <future>
#include <map>
#include <mutex>
#include <set>
#include <thread>
#include <unordered_map>

#include "api/exchange/csv_layout.h"
#include "api/exchange/plain_csv.h"
#include "api/exchange/table.h"
#include "methodology/findings.h"
#include "methodology/methods/ar_cm_species.h"
#include "methodology/numbers/sha256.h"

namespace linhui::api::exchange {
namespace {

using methodology::GroupColumn;
using methodology::LineYears;
using methodology::Pool;
using methodology::Stand;
using methodology::StockLines;
using methodology::StockSums;

constexpr std::size_t kPartBytes = 1 << 20;
constexpr std::int64_t kUnit = 100'000'000;  // of plain_number()
constexpr std::int64_t kLeastArea = 10'000;  // 1 m²; less is a warning
constexpr double kLargestSum = 4e18;         // counts; far from what int64 cannot hold
constexpr std::size_t kPools = 2;
const Pool kPoolNames[kPools] = {Pool::above_ground, Pool::below_ground};

// White space at either end, or what may be the ideographic space: trimmed() knows.
bool may_have_blanks(std::string_view cell) {
  if (cell.empty()) return false;
  const auto is_blank = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
  return is_blank(cell.front()) || is_blank(cell.back()) || cell.starts_with("\xE3\x80\x80") ||
         cell.ends_with("\xE3\x80\x80");
}

struct Factor {
  std::uint32_t index = 0;
  methodology::Findings fallbacks;  // without stand_id
};

// Species and compositions of the whole file, looked up once; for all threads.
class SharedSpecies {
 public:
  explicit SharedSpecies(methodology::SpeciesTable table)
      : table_(std::move(table)), trees_(table_) {}

  // Adds the factors to `columns`. Nothing where the species has a fault.
  std::optional<Factor> add_to(methodology::FactorColumns& columns, std::string_view species,
                               std::string_view composition) {
    const std::scoped_lock lock(mutex_);
    Stand stand;
    stand.species = species;
    stand.composition = composition;
    const auto& found = table_.of(stand);
    if (!found.faults.empty()) return std::nullopt;
    std::vector<methodology::PoolFactor> by_pool;
    for (const auto& pool : trees_.of(stand)) by_pool.push_back({pool.per_m3, pool.per_ha});
    if (by_pool.size() != kPools) return std::nullopt;
    for (const auto& factor : by_pool) {
      largest_per_m3_ = std::max(largest_per_m3_, factor.per_m3.value.convert_to<double>());
    }
    if (seen_.emplace(stand.composition.empty() ? "" : stand.composition, stand.species).second) {
      examples_.push_back(stand);
    }
    return Factor{columns.add(by_pool), found.fallbacks};
  }

  const std::vector<Stand>& examples() const { return examples_; }
  double largest_per_m3() const { return largest_per_m3_; }

 private:
  std::mutex mutex_;
  methodology::SpeciesTable table_;
  methodology::LiveTrees trees_;
  std::set<std::pair<std::string, std::string>> seen_;
  std::vector<Stand> examples_;  // one stand of each species and composition
  double largest_per_m3_ = 0;
};

// What a part of the file comes to.
struct Part {
  bool is_plain = true;
  std::vector<std::uint64_t> ids;   // hashes
  std::vector<std::string> groups;  // values, each with a NUL behind
  std::vector<StockSums> sums;      // one
  std::vector<bool> has_volume;     // of Layout::volumes
  std::vector<std::pair<std::string, std::uint32_t>> fallback_ids;  // stand and factor
  std::vector<methodology::Findings> fallbacks;                     // by factor
  double largest_m3 = 0;                                            // Σ A · V: bounds every sum
  methodology::RoundingTally tally;
};

class PartReader {
 public:
  PartReader(const Layout& layout, const EstimateStreamOptions& options, int from, int to,
             SharedSpecies& species)
      : layout_(layout),
        options_(options),
        from_(from),
        to_(to),
        species_(species),
        factors_(kPools),
        cells_(layout.columns) {}

  Part read(std::string_view rows) {
    part_ = Part();
    lines_.clear();
    group_by_key_.clear();
    last_key_.clear();
    part_.has_volume.resize(layout_.volumes.size());
    part_.is_plain = is_plain(rows);
    while (part_.is_plain && !rows.empty()) {
      const std::string_view line = next_line(rows);
      if (!line.empty()) part_.is_plain = read_row(line);
    }
    if (!part_.is_plain) return std::move(part_);
    StockSums& sums = part_.sums.emplace_back(from_, to_, kPools);
    sums.grow_to(part_.groups.size());
    for (const auto& [years, lines] : lines_) {
      part_.tally += methodology::add_stocks(lines, 0, lines.size(), factors_,
                                             methodology::kernel_of(options_.instructions), sums);
    }
    if (!part_.fallback_ids.empty()) part_.fallbacks = fallbacks_;
    return std::move(part_);
  }

 private:
  std::string_view cell(int column) const {
    return column < 0 ? std::string_view() : cells_[static_cast<std::size_t>(column)];
  }

  // False where the row needs the general way.
  bool read_row(std::string_view line) {
    if (!split_line(line, cells_)) return false;
    for (const int column : layout_.trimmed) {
      if (may_have_blanks(cell(column))) return false;
    }
    for (const int column : layout_.empty) {
      if (!cell(column).empty()) return false;
    }
    for (const int column : layout_.numbers) {
      const auto number = plain_number(cell(column));
      if (!cell(column).empty() && (!number || *number > 100 * kUnit)) return false;
    }
    const std::string_view kind = cell(layout_.kind), id = cell(layout_.stand_id);
    if ((!kind.empty() && kind != "forest") || id.empty() || cell(layout_.species).empty()) {
      return false;
    }
    const auto area = plain_number(cell(layout_.area));
    if (!area || *area < kLeastArea || *area > methodology::kLargestAreaHa * kUnit) return false;
    const auto factor = factor_of(cell(layout_.species), cell(layout_.composition));
    if (!factor || !read_volumes()) return false;
    if (!fallbacks_[*factor].empty()) {
      if (options_.method.strict) return false;
      part_.fallback_ids.emplace_back(id, *factor);
    }
    part_.ids.push_back(hash_of(id));
    add_lines(*area, *factor, group_of_row());
    return true;
  }

  bool read_volumes() {
    measured_.clear();
    const auto add = [&](int year, std::string_view text) {
      const auto volume = plain_number(text);
      if (!volume || *volume > methodology::kLargestVolumeM3Ha * kUnit) return false;
      measured_.emplace_back(year, *volume);
      return true;
    };
    for (std::size_t i = 0; i < layout_.volumes.size(); ++i) {
      const auto& [year, column] = layout_.volumes[i];
      if (cell(column).empty()) continue;
      part_.has_volume[i] = true;
      if (!add(year, cell(column))) return false;
    }
    if (!cell(layout_.volume).empty()) {
      if (!add(from_, cell(layout_.volume))) return false;
      std::inplace_merge(measured_.begin(), measured_.end() - 1, measured_.end());
      for (std::size_t i = 1; i < measured_.size(); ++i) {
        if (measured_[i].first != measured_[i - 1].first) continue;
        if (measured_[i].second != measured_[i - 1].second) return false;
        measured_.erase(measured_.begin() + static_cast<std::ptrdiff_t>(i));
      }
    }
    return !measured_.empty() && measured_.front().first <= from_ && measured_.back().first >= to_;
  }

  // One line for each two inventories that enclose years of the period.
  void add_lines(std::int64_t area, std::uint32_t factor, std::uint32_t group) {
    std::int64_t largest = 0;
    for (const auto& [year, volume] : measured_) largest = std::max(largest, volume);
    part_.largest_m3 += static_cast<double>(area) * static_cast<double>(largest);
    if (measured_.size() == 1) {
      const auto& [year, volume] = measured_.front();
      return lines_for({year, year, year, year}).add(area, volume, volume, factor, group);
    }
    for (std::size_t i = 0; i + 1 < measured_.size(); ++i) {
      const auto& [begin, begin_volume] = measured_[i];
      const auto& [end, end_volume] = measured_[i + 1];
      const LineYears years{begin, end, std::max(from_, i == 0 ? begin : begin + 1),
                            std::min(to_, end)};
      if (years.first > years.last) continue;
      lines_for(years).add(area, begin_volume, end_volume, factor, group);
    }
  }

  StockLines& lines_for(const LineYears& years) {
    StockLines& lines = lines_[years];
    lines.years = years;
    return lines;
  }

  // Nothing where the species has a fault. Stands of one species often follow one another.
  std::optional<std::uint32_t> factor_of(std::string_view species, std::string_view composition) {
    name_.assign(species).append(1, '\0').append(composition);
    const auto found = factor_by_name_.find(name_);
    if (found != factor_by_name_.end()) return found->second;
    auto factor = species_.add_to(factors_, species, composition);
    if (!factor) return std::nullopt;
    factor_by_name_.emplace(name_, factor->index);
    fallbacks_.push_back(std::move(factor->fallbacks));
    return factor->index;
  }

  std::uint32_t group_of_row() {
    key_.clear();
    for (const int column : layout_.group) key_.append(cell(column)).append(1, '\0');
    if (!part_.groups.empty() && key_ == last_key_) return last_group_;
    const auto [found, is_new] =
        group_by_key_.emplace(key_, static_cast<std::uint32_t>(part_.groups.size()));
    if (is_new) part_.groups.push_back(key_);
    last_key_ = key_;
    return last_group_ = found->second;
  }

  static std::uint64_t hash_of(std::string_view id) {
    // Two that collide only send the file the general way.
    const std::uint64_t hash = std::hash<std::string_view>()(id);
    return hash == 0 ? 1 : hash;
  }

  const Layout& layout_;
  const EstimateStreamOptions& options_;
  int from_, to_;
  SharedSpecies& species_;
  methodology::FactorColumns factors_;
  std::vector<methodology::Findings> fallbacks_;  // by factor
  std::unordered_map<std::string, std::uint32_t> factor_by_name_, group_by_key_;
  std::vector<std::string_view> cells_;
  std::vector<std::pair<int, std::int64_t>> measured_;  // year, 10^-8 m³/ha
  std::map<LineYears, StockLines> lines_;
  std::string name_, key_, last_key_;
  std::uint32_t last_group_ = 0;
  Part part_;
};

// Parts put together, in their order.
class Whole {
 public:
  Whole(int from, int to, std::size_t volumes) : sums_(from, to, kPools), has_volume_(volumes) {}

  void add(Part part) {
    std::vector<std::uint32_t> group_of;
    for (std::string& key : part.groups) {
      const auto [found, is_new] =
          group_by_key_.emplace(key, static_cast<std::uint32_t>(groups_.size()));
      if (is_new) groups_.push_back(std::move(key));
      group_of.push_back(found->second);
    }
    sums_.grow_to(groups_.size());
    sums_.add(part.sums.front(), group_of);
    ids_.insert(ids_.end(), part.ids.begin(), part.ids.end());
    for (std::size_t i = 0; i < has_volume_.size(); ++i) {
      has_volume_[i] = has_volume_[i] || part.has_volume[i];
    }
    for (auto& [id, factor] : part.fallback_ids) {
      for (methodology::Finding note : part.fallbacks[factor]) {
        note.stand_id = id;
        notes_.push_back(std::move(note));
      }
    }
    largest_m3_ += part.largest_m3 / kUnit / kUnit;
    tally_ += part.tally;
  }

  bool has_duplicates() const {
    std::size_t size = std::bit_ceil(ids_.size() * 2 + 1);
    std::vector<std::uint64_t> table(size);
    constexpr std::size_t kAhead = 16;
    for (std::size_t i = 0; i < ids_.size(); ++i) {
      if (i + kAhead < ids_.size()) __builtin_prefetch(&table[ids_[i + kAhead] & (size - 1)]);
      std::size_t at = ids_[i] & (size - 1);
      for (; table[at] != 0; at = (at + 1) & (size - 1)) {
        if (table[at] == ids_[i]) return true;
      }
      table[at] = ids_[i];
    }
    return false;
  }

  const StockSums& sums() const { return sums_; }
  const std::vector<std::string>& groups() const { return groups_; }
  const std::vector<bool>& has_volume() const { return has_volume_; }
  std::vector<methodology::Finding>& notes() { return notes_; }
  std::size_t stands() const { return ids_.size(); }
  double largest_m3() const { return largest_m3_; }
  const methodology::RoundingTally& tally() const { return tally_; }

 private:
  StockSums sums_;
  std::vector<std::string> groups_;
  std::unordered_map<std::string, std::uint32_t> group_by_key_;
  std::vector<std::uint64_t> ids_;
  std::vector<bool> has_volume_;
  std::vector<methodology::Finding> notes_;
  double largest_m3_ = 0;
  methodology::RoundingTally tally_;
};

// Reads all parts by some threads. False where one is not plain.
class PartsReader {
 public:
  PartsReader(std::vector<std::string_view> parts, Whole& whole)
      : parts_(std::move(parts)), whole_(whole) {}

  bool read(const Layout& layout, const EstimateStreamOptions& options, int from, int to,
            SharedSpecies& species) {
    std::vector<std::thread> others;
    const auto work = [&] { read_some(PartReader(layout, options, from, to, species), options); };
    for (std::size_t k = 1; k < options.threads; ++k) others.emplace_back(work);
    work();
    for (std::thread& other : others) other.join();
    return is_plain_;
  }

 private:
  void read_some(PartReader reader, const EstimateStreamOptions& options) {
    while (is_plain_) {
      const std::size_t mine = next_++;
      if (mine >= parts_.size()) return;
      Part part = reader.read(parts_[mine]);
      if (!part.is_plain) is_plain_ = false;
      const std::scoped_lock lock(mutex_);
      waiting_.emplace(mine, std::move(part));
      while (is_plain_ && !waiting_.empty() && waiting_.begin()->first == added_) {
        whole_.add(std::move(waiting_.begin()->second));
        waiting_.erase(waiting_.begin());
        ++added_;
        if (options.progress) options.progress(added_, parts_.size());
      }
    }
  }

  std::vector<std::string_view> parts_;
  Whole& whole_;
  std::atomic<std::size_t> next_ = 0;
  std::atomic<bool> is_plain_ = true;
  std::mutex mutex_;
  std::map<std::size_t, Part> waiting_;
  std::size_t added_ = 0;
};

// The period asked for; the first and the last year of the columns where none is.
std::optional<std::pair<int, int>> period_of(const Layout& layout,
                                             const methodology::EstimateOptions& options) {
  if ((options.from_year == 0 || options.to_year == 0) && layout.volumes.empty()) {
    return std::nullopt;
  }
  const int from = options.from_year ? options.from_year : layout.volumes.front().first;
  const int to = options.to_year ? options.to_year : layout.volumes.back().first;
  const bool is_usual = from >= methodology::kFirstYear && to <= methodology::kLastYear &&
                        from <= to && to - from <= methodology::kLongestPeriodYears;
  return is_usual ? std::optional(std::pair(from, to)) : std::nullopt;
}

std::vector<Stand> group_stands(const Whole& whole, const methodology::RollUpKeys& keys) {
  std::vector<Stand> stands;
  for (const std::string& key : whole.groups()) {
    Stand stand;
    std::string_view rest = key;
    for (const GroupColumn column : keys.columns) {
      const std::size_t end = rest.find('\0');
      const std::string value(rest.substr(0, end));
      rest.remove_prefix(end + 1);
      if (column == GroupColumn::admin_code) stand.admin_code = value;
      if (column == GroupColumn::township) stand.township = value;
      if (column == GroupColumn::village) stand.village = value;
      if (column == GroupColumn::species) stand.species = value;
    }
    stands.push_back(std::move(stand));
  }
  return stands;
}

// The sums as rows of an estimate in which every group is one stand.
std::vector<methodology::EstimateRow> group_rows(const StockSums& sums, int from, int to) {
  std::vector<methodology::EstimateRow> rows;
  rows.reserve(sums.groups() * static_cast<std::size_t>(to - from + 1) * (kPools + 1));
  for (std::size_t group = 0; group < sums.groups(); ++group) {
    methodology::StandRows out(group, rows);
    for (int year = from; year <= to; ++year) {
      out.begin_year(year);
      for (std::size_t pool = 0; pool < kPools; ++pool) {
        out.add_stock(kPoolNames[pool],
                      methodology::TonnesCO2e::of_ten_thousandths(sums.count(group, pool, year)));
      }
      out.end_year();
    }
  }
  return rows;
}

// What the method says of an inventory with these species: its tables, its notes on the whole.
std::optional<methodology::Estimate> frame_of(const methodology::Method& method,
                                              std::vector<Stand> examples,
                                              const methodology::EstimateOptions& options) {
  for (std::size_t i = 0; i < examples.size(); ++i) {
    examples[i].stand_id = std::to_string(i);
    examples[i].area_ha = 1;
    examples[i].volume_m3_ha_by_year = {{options.from_year, 0}, {options.to_year, 0}};
  }
  auto outcome = method.estimate(examples, options, methodology::shipped_tables());
  auto* estimate = std::get_if<methodology::Estimate>(&outcome);
  if (estimate == nullptr || !estimate->terms.empty()) return std::nullopt;
  std::erase_if(estimate->notes, [](const auto& note) { return !note.stand_id.empty(); });
  estimate->rows.clear();
  return std::move(*estimate);
}

}  // namespace

std::optional<GroupEstimate> estimate_csv_by_group(const std::string& path,
                                                   const methodology::Method& method,
                                                   const EstimateStreamOptions& options) {
  if (method.declaration().id != "AR-CM-001-V01" || !options.method.settings.empty()) return {};
  const auto file = MappedFile::open(path);
  if (!file) return std::nullopt;
  std::string_view rows = file->bytes();
  if (rows.starts_with("\xEF\xBB\xBF")) rows.remove_prefix(3);
  const auto layout = layout_of(next_line(rows), options);
  if (!layout) return std::nullopt;
  const auto period = period_of(*layout, options.method);
  auto table =
      methodology::SpeciesTable::build(methodology::kArCmSpecies, methodology::shipped_tables());
  auto* species_table = std::get_if<methodology::SpeciesTable>(&table);
  if (!period || species_table == nullptr) return std::nullopt;
  const auto [from, to] = *period;

  auto digest =
      std::async(std::launch::async, [&] { return methodology::sha256_hex(file->bytes()); });
  SharedSpecies species(std::move(*species_table));
  Whole whole(from, to, layout->volumes.size());
  PartsReader parts(parts_of(rows, kPartBytes), whole);
  if (!parts.read(*layout, options, from, to, species)) return std::nullopt;
  const auto& seen = whole.has_volume();
  const bool period_stands = (options.method.from_year != 0 || seen.front()) &&
                             (options.method.to_year != 0 || seen.back());
  if (whole.stands() == 0 || !period_stands || whole.has_duplicates()) return std::nullopt;
  if (whole.largest_m3() * species.largest_per_m3() * 2 * 10'000 > kLargestSum) return {};

  methodology::EstimateOptions chosen = options.method;
  chosen.from_year = from;
  chosen.to_year = to;
  auto frame = frame_of(method, species.examples(), chosen);
  if (!frame) return std::nullopt;
  GroupEstimate result;
  result.estimate = std::move(*frame);
  result.estimate.notes.insert(result.estimate.notes.begin(), whole.notes().begin(),
                               whole.notes().end());
  result.estimate.rows = group_rows(whole.sums(), from, to);
  const auto summary = methodology::summarise(result.estimate);
  if (!summary) return std::nullopt;
  result.estimate.summary = *summary;
  result.groups = group_stands(whole, options.keys);
  result.sha256 = digest.get();
  result.stands = whole.stands();
  result.tally = whole.tally();
  return result;
}

}  // namespace linhui::api::exchange
