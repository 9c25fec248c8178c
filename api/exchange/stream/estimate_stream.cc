#include "api/exchange/stream/estimate_stream.h"

#include <algorithm>
#include <memory>
#include <tuple>

#include "api/exchange/fields/plain_cell.h"
#include "api/exchange/stream/in_order.h"
#include "api/exchange/stream/record_source.h"
#include "api/exchange/stream/stream_whole.h"
#include "api/exchange/tables/csv_reader.h"
#include "api/exchange/tables/normal_form.h"
#include "methodology/findings.h"
#include "methodology/methods/shared/estimate_rows.h"
#include "methodology/stands/stand_check.h"

namespace linhui::api::exchange {
namespace {

using methodology::GroupColumn;
using methodology::Pool;
using methodology::Stand;

constexpr double kLargestSum = 4e18;  // counts; far from what int64 cannot hold

// What the header says; `source` goes on behind it. Nothing where it is not plain, or lies on more
// than one line.
std::optional<StreamFrame> frame_of(RecordSource& source, const std::string& path) {
  StreamFrame frame;
  frame.file = own_name(path);
  std::string_view line = source.header();
  frame.header_bytes = line.size();
  frame.is_marked = line.starts_with("\xEF\xBB\xBF");
  if (frame.is_marked) line.remove_prefix(3);
  if (line.empty() || !is_plain_utf8(line)) return std::nullopt;
  frame.separator = find_separator(line);
  CsvReader reader(line, frame.separator);
  frame.header.columns = reader.next_header();
  if (!reader.at_end() || reader.unclosed() || frame.header.columns.empty()) return std::nullopt;
  for (std::string& column : frame.header.columns) normalise(column);
  source.begin_behind(frame.header_bytes, frame.separator);
  return frame;
}

bool can_stream(const methodology::Method& method, const EstimateStreamOptions& options) {
  const auto& columns = options.keys.columns;
  return method.declaration().id == "AR-CM-001-V01" && options.method.settings.empty() &&
         std::none_of(columns.begin(), columns.end(), [](GroupColumn column) {
           return column == GroupColumn::stand || column == GroupColumn::age_class;
         });
}

std::vector<std::string> values_of(std::string_view key) {
  std::vector<std::string> values;
  while (!key.empty()) {
    const std::size_t end = key.find('\0');
    values.emplace_back(key.substr(0, end));
    key.remove_prefix(end + 1);
  }
  return values;
}

// What the method says of an inventory with these species: its tables, its notes on the whole.
std::optional<methodology::Estimate> estimate_of_examples(
    const methodology::Method& method, std::vector<Stand> examples,
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

methodology::RollUpPieces pieces_of_totals(std::shared_ptr<const methodology::GroupTotals> totals,
                                           const methodology::RollUpKeys& keys) {
  const std::size_t at_a_time = methodology::kRowsOfPiece / 32, groups = totals->groups();
  const auto rows = [totals, keys, at_a_time, groups](std::size_t piece) {
    return totals->rows(keys, piece * at_a_time, std::min((piece + 1) * at_a_time, groups));
  };
  return {(groups + at_a_time - 1) / at_a_time, rows};
}

// One reading of a file for one period.
class Reading {
 public:
  Reading(const StreamFrame& frame, const InventoryRows& inventory,
          const std::optional<Layout>& layout, SharedSpecies& species)
      : frame_(frame), inventory_(inventory), layout_(layout), species_(species) {}

  void read(RecordSource& source, const EstimateStreamOptions& options) {
    for (std::size_t k = 0; k < options.threads; ++k) {
      readers_.push_back(std::make_unique<PartReader>(frame_, inventory_,
                                                      layout_ ? &*layout_ : nullptr, species_));
    }
    const auto make_worker = [&](std::size_t k) {
      return [&source, reader = readers_[k].get()](std::size_t part, Bytes bytes) {
        PartReport report = reader->read(part, bytes.view());
        source.put_back(std::move(bytes));
        return report;
      };
    };
    const auto take = [&](PartReport part) {
      whole_.add(std::move(part));
      if (options.progress) options.progress(whole_.size_bytes(), source.size_bytes());
    };
    in_order(
        options.threads, [&] { return source.next(); }, make_worker, take);
    is_read_ = !source.has_failed();
    if (is_read_) sha256_ = source.sha256();
  }

  // Whether the rows say what they are by themselves.
  bool is_usable() const {
    return is_read_ && !whole_.in_doubt() && (whole_.rows() > 0 || whole_.malformed().count() > 0);
  }

  // What the inventory's reader says, or nothing where that is no fault: find_repeats() and the
  // lists of the parts, in its order.
  std::optional<StreamRefusal> refusal(const std::string& path, std::size_t threads) {
    const IdHashes::Repeats repeats = whole_.ids().find_repeats(threads);
    FirstOnes<Fault> twice;
    if (!repeats.hashes.empty()) find_duplicates(path, repeats, twice);
    const bool is_refused =
        whole_.has_inventory_faults() || twice.count() > 0 || has_fault(frame_.column_faults);
    if (!is_refused) return std::nullopt;
    StreamRefusal refusal;
    refusal.faults = whole_.malformed().first();
    std::uint64_t count = whole_.malformed().count();
    const auto append = [&](const std::vector<Fault>& faults, std::uint64_t of) {
      refusal.faults.insert(refusal.faults.end(), faults.begin(), faults.end());
      count += of;
    };
    if (whole_.rows() == 0) {
      FaultLog log(&refusal.faults, frame_.file);
      report_no_rows(log);
      ++count;
    } else {
      append(frame_.column_faults, frame_.column_faults.size());
      std::vector<Fault> of_rows;
      std::merge(twice.first().begin(), twice.first().end(), whole_.faults().first().begin(),
                 whole_.faults().first().end(), std::back_inserter(of_rows),
                 [](const Fault& a, const Fault& b) { return a.row < b.row; });
      // Beyond the first ones duplicates are counted by their hashes alone.
      append(of_rows, (twice.count() < kStreamFaults ? twice.count() : repeats.count) +
                          whole_.faults().count());
    }
    if (refusal.faults.size() > kStreamFaults) refusal.faults.resize(kStreamFaults);
    refusal.left_off = count - refusal.faults.size();
    return refusal;
  }

  std::optional<StreamRefusal> refusal_by_method() {
    if (whole_.of_stands().count() + whole_.of_species().count() == 0) return std::nullopt;
    StreamRefusal refusal;
    for (const auto* each : {&whole_.of_stands(), &whole_.of_species()}) {
      for (const RowFinding& found : each->first()) {
        if (refusal.findings.size() == kStreamFaults) break;
        refusal.findings.push_back(found.finding);
        refusal.rows.push_back(found.row);
      }
      refusal.left_off += each->count();
    }
    refusal.left_off -= refusal.findings.size();
    return refusal;
  }

  // Nothing where the sums might not fit.
  std::optional<GroupEstimate> estimate(const methodology::Method& method) {
    const auto shared = std::make_shared<methodology::GroupTotals>(
        frame_.method.from_year, frame_.method.to_year,
        std::vector<Pool>{Pool::above_ground, Pool::below_ground});
    auto& totals = *shared;
    std::vector<PartReader*> readers;
    for (const auto& reader : readers_) readers.push_back(reader.get());
    whole_.add_sums(readers, totals);
    if (whole_.largest_m3() * species_.largest_per_m3() * 2 * 10'000 > kLargestSum) return {};
    auto estimate = estimate_of_examples(method, species_.examples(), frame_.method);
    if (!estimate) return std::nullopt;
    GroupEstimate result;
    result.estimate = std::move(*estimate);
    auto& notes = result.estimate.notes;
    notes.insert(notes.begin(), whole_.notes().begin(), whole_.notes().end());
    for (std::size_t pool = 0; pool < kStreamPools; ++pool) {
      const Pool name = pool == 0 ? Pool::above_ground : Pool::below_ground;
      result.estimate.rows.push_back({0, 0, name, std::nullopt, totals.change(pool)});
    }
    const auto summary = methodology::summarise(result.estimate);
    result.estimate.rows.clear();
    if (!summary) return std::nullopt;
    result.estimate.summary = *summary;
    result.sums.keys = frame_.keys;
    for (const std::string& key : whole_.groups()) result.sums.groups.push_back(values_of(key));
    result.rows = pieces_of_totals(shared, frame_.keys);
    result.sha256 = sha256_;
    result.stands = whole_.rows();
    result.tally = whole_.tally();
    result.warnings = std::move(whole_.faults().first());
    result.left_off = whole_.faults().count() - result.warnings.size();
    return result;
  }

  const std::vector<bool>& has_volume() const { return whole_.has_volume(); }

 private:
  // Of stand numbers whose hashes are there more than once: those that are there themselves.
  void find_duplicates(const std::string& path, const IdHashes::Repeats& repeats,
                       FirstOnes<Fault>& twice) const {
    const auto source = RecordSource::open(path, RecordSource::Digest::none);
    if (!source || source->header().size() != frame_.header_bytes) return;
    source->begin_behind(frame_.header_bytes, frame_.separator);
    InventoryRows::FirstRows first_rows;
    std::vector<Fault> faults, ignored;
    FaultLog log(&faults, frame_.file), ignored_log(&ignored, frame_.file);
    long long row = 2;
    while (auto part = source->next()) {
      CsvReader reader(part->view(), frame_.separator);
      for (; !reader.at_end() && twice.count() < kStreamFaults; ++row) {
        TableRow record{row, reader.next_record(), nullptr};
        if (reader.unclosed() || is_blank_record(record.cells)) continue;
        ignored.clear();
        if (!fits_header(record.cells, frame_.header.columns.size(), row, ignored_log)) continue;
        for (std::string& cell : record.cells) normalise(cell);
        const std::string id = inventory_.stand_id(record, ignored_log);
        const auto& among = repeats.hashes;
        if (id.empty() || !std::binary_search(among.begin(), among.end(), hash_of(id))) continue;
        const auto [first, fresh] = first_rows.emplace(id, row);
        if (fresh) continue;
        faults.clear();
        inventory_.report_duplicate(id, row, first->second, log);
        twice.add(std::move(faults.back()));
      }
      source->put_back(std::move(*part));
    }
  }

  const StreamFrame& frame_;
  const InventoryRows& inventory_;
  const std::optional<Layout>& layout_;
  SharedSpecies& species_;
  bool is_read_ = false;
  std::string sha256_;
  std::vector<std::unique_ptr<PartReader>> readers_;
  Whole whole_;
};

// Of the columns that hold a figure: the years that take the place of those not asked for.
std::optional<std::pair<int, int>> period_of(const std::map<int, int>& columns,
                                             const std::vector<bool>& has_volume,
                                             const methodology::EstimateOptions& options) {
  int from = options.from_year, to = options.to_year;
  std::size_t i = 0;
  for (const auto& [year, column] : columns) {
    if (!has_volume[i++]) continue;
    if (from == 0) from = year;
    if (options.to_year == 0) to = year;
  }
  return from == 0 || to == 0 ? std::nullopt : std::optional(std::pair(from, to));
}

}  // namespace

std::optional<StreamOutcome> estimate_csv_by_group(const std::string& path,
                                                   const methodology::Method& method,
                                                   const EstimateStreamOptions& options) {
  if (!can_stream(method, options)) return std::nullopt;
  auto source = RecordSource::open(path, RecordSource::Digest::sha256);
  if (!source) return std::nullopt;
  auto frame = frame_of(*source, path);
  auto table =
      methodology::SpeciesTable::build(methodology::kArCmSpecies, methodology::shipped_tables());
  auto* species_table = std::get_if<methodology::SpeciesTable>(&table);
  if (!frame || species_table == nullptr) return std::nullopt;
  FaultLog log(&frame->column_faults, frame->file);
  const InventoryRows inventory(frame->header, options.map, frame->column_faults, log);
  std::optional<Layout> layout;
  if (frame->column_faults.empty()) {
    layout = layout_of(inventory.columns(), frame->header.columns.size(), options.keys);
  }
  frame->keys = options.keys;
  frame->method = options.method;
  frame->method_id = method.declaration().id;
  frame->kernel = &methodology::kernel_of(options.instructions);
  SharedSpecies species(std::move(*species_table));

  const auto& columns = inventory.columns().volume_year;
  auto period = period_of(columns, std::vector<bool>(columns.size(), true), options.method);
  while (period) {
    std::tie(frame->method.from_year, frame->method.to_year) = *period;
    methodology::Findings of_options;
    methodology::check_options(frame->method, method.declaration(), of_options);
    if (!of_options.empty()) return std::nullopt;
    Reading reading(*frame, inventory, layout, species);
    reading.read(*source, options);
    if (!reading.is_usable()) return std::nullopt;
    if (auto refusal = reading.refusal(path, options.threads)) return std::move(*refusal);
    const auto measured = period_of(columns, reading.has_volume(), options.method);
    if (measured != period) {  // a column at either end is empty: once more
      period = measured;
      source = RecordSource::open(path, RecordSource::Digest::sha256);
      if (!source || source->header().size() != frame->header_bytes) return std::nullopt;
      source->begin_behind(frame->header_bytes, frame->separator);
      continue;
    }
    if (auto refusal = reading.refusal_by_method()) return std::move(*refusal);
    auto estimate = reading.estimate(method);
    if (!estimate) return std::nullopt;
    return std::move(*estimate);
  }
  return std::nullopt;
}

}  // namespace linhui::api::exchange
