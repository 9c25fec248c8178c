// Parts of a large CSV file turned into sums by group: rows that are simple in columns, the others
// one by one as read_inventory() and the method take them. Internal to api/exchange.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/exchange/inventory/inventory_rows.h"
#include "api/exchange/stream/csv_layout.h"
#include "api/exchange/stream/csv_rows.h"
#include "api/exchange/stream/id_hashes.h"
#include "api/exchange/stream/name_numbers.h"
#include "api/exchange/stream/shared_species.h"
#include "methodology/results/group_totals.h"

namespace linhui::api::exchange {

// What all parts have in common.
struct StreamFrame {
  std::string file;  // its own name
  char separator = ',';
  bool is_marked = false;  // as UTF-8 by its first bytes
  std::size_t header_bytes = 0;
  Table header;  // no rows
  std::vector<Fault> column_faults;
  methodology::RollUpKeys keys;
  methodology::EstimateOptions method;  // with the years of the period
  std::string method_id;
  const methodology::Kernel* kernel = nullptr;
};

// What the method finds in a stand, and in which row.
struct RowFinding {
  methodology::Finding finding;
  long long row = 0;
};

// What a part says, in the order of its rows, which count from 1.
struct PartReport {
  std::size_t size_bytes = 0;
  long long records = 0;  // blank and malformed ones too
  std::size_t rows = 0;   // stands
  bool in_doubt = false;  // of its encoding: nothing else holds
  PartIds ids;
  std::vector<bool> has_volume;                   // by column of growing stock
  std::vector<Fault> malformed, faults;           // those of rows; warnings too
  std::vector<RowFinding> of_stands, of_species;  // the method's faults: stands are checked first
  std::vector<methodology::Finding> notes;
};

// For one thread; several readers share frame, rows, layout and species.
class PartReader {
 public:
  // Groups keep the number of the part in which they first appear.
  struct Group {
    std::size_t part = 0;
    std::string_view values;  // each with a NUL behind; the reader's
  };

  // The arguments outlive the reader. `layout`: null where no row is to be taken as it stands.
  PartReader(const StreamFrame& frame, const InventoryRows& rows, const Layout* layout,
             SharedSpecies& species);

  // Parts come in their order, not each of them to this reader. Their sums are kept; `text` need
  // not live on.
  PartReport read(std::size_t part, std::string_view text);

  std::vector<Group> groups() const;
  const methodology::GroupTotals& totals() const { return totals_; }
  const methodology::RoundingTally& tally() const { return tally_; }
  double largest_m3() const { return largest_m3_; }  // Σ A · V: bounds every sum

 private:
  std::string_view cell(int column) const {
    return column < 0 ? std::string_view() : (*cells_)[static_cast<std::size_t>(column)];
  }

  // Rows in columns. False where the row has to be taken the other way.
  bool read_plain();
  bool has_plain_rest();
  bool has_plain_texts();
  bool read_volumes();
  void add_lines(std::int64_t area, std::uint32_t factor, std::uint32_t group);
  void add_late(std::int64_t area, std::uint32_t factor, std::uint32_t group);
  methodology::StockLines& lines_for(std::size_t segment, const methodology::LineYears& years);
  std::uint32_t factor_of_row();
  std::uint32_t group_of_row();
  std::uint32_t group_of(std::string_view key);

  // Rows one by one.
  void read_odd(CsvRows& rows);
  void read_cells(std::vector<std::string> cells);
  void estimate(const methodology::Stand& stand);
  void add_rows(const methodology::Stand& stand, const std::vector<methodology::LinearPool>& pools);

  const StreamFrame& frame_;
  const InventoryRows& inventory_;
  const Layout* layout_;
  SharedSpecies& species_;
  const int from_, to_;

  std::size_t part_ = 0;
  const char* end_of_part_ = nullptr;
  PartReport report_;
  FaultLog log_, malformed_log_;
  const std::vector<std::string_view>* cells_ = nullptr;
  std::vector<std::string_view> texts_before_;          // of Layout::texts
  std::vector<std::pair<int, std::int64_t>> measured_;  // year, 10^-8 m³/ha
  std::map<methodology::LineYears, methodology::StockLines> lines_;
  std::vector<methodology::StockLines*> lines_of_segment_;  // of the row before

  NameNumbers species_names_;  // species and composition: number of the factor
  methodology::FactorColumns factors_{kStreamPools};
  std::vector<methodology::Findings> fallbacks_;  // by factor
  NameNumbers group_names_;
  std::vector<std::size_t> part_of_group_;
  std::string key_;
  std::vector<std::string_view> last_values_;  // of group_of_row()
  std::uint32_t last_group_ = 0;

  methodology::GroupTotals totals_;
  methodology::RoundingTally tally_;
  double largest_m3_ = 0;
};

}  // namespace linhui::api::exchange
