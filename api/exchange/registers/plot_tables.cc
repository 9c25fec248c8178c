#include "api/exchange/registers/plot_tables.h"

#include <algorithm>
#include <map>

#include "api/exchange/fields/cells.h"
#include "api/exchange/tables/fault_log.h"
#include "api/exchange/tables/table.h"

namespace linhui::api::exchange {
namespace {

using methodology::Decimal;

struct SampleColumn {
  std::string name;
  std::vector<std::string> also;  // other names of the column
  bool needed = true;
};

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

// A table whose columns have been found.
class SampleTable {
 public:
  SampleTable(const std::string& path, std::vector<SampleColumn> columns,
              std::vector<Fault>& faults)
      : log_(&faults, own_name(path)), columns_(std::move(columns)) {
    const auto format = identify_file(path, log_);
    if (!format) return;
    if (*format != FileFormat::xlsx && *format != FileFormat::csv) {
      log_.fault(FaultCode::format_unknown_sample,
                 {.value = own_name(path), .expected = ".xlsx .csv"});
      return;
    }
    auto table = read_table(path, *format, {}, log_);
    if (table && find_columns(*table)) table_ = std::move(table);
  }

  // `read(row)` for every row of a table that could be read.
  template <class Read>
  void for_each(const Read& read) {
    if (!table_) return;
    for (const TableRow& row : table_->rows) {
      row_ = &row;
      read();
    }
  }

  std::string text(const std::string& name, bool needed = true) {
    const auto column = index_.find(name);
    const std::string cell = column == index_.end() ? "" : row_->cells[column->second];
    if (cell.empty() && needed) {
      log_.fault(FaultCode::sample_value_missing, place(name, ""));
    }
    return cell;
  }

  std::optional<Decimal> number(const std::string& name, bool needed = true) {
    const std::string cell = text(name, needed);
    if (cell.empty()) return std::nullopt;
    auto value = parse_number(cell, table_->stores_doubles);
    if (!value) {
      log_.fault(FaultCode::number_malformed, place(name, cell));
    }
    return value;
  }

  void fault(FaultCode code, const std::string& name, const std::string& value) {
    log_.fault(code, place(name, value));
  }

 private:
  Place place(const std::string& name, const std::string& value) const {
    return {.row = row_->row, .field = name, .value = shortened(value)};
  }

  bool find_columns(const Table& table) {
    bool all = true;
    for (const SampleColumn& column : columns_) {
      std::size_t found = table.columns.size();
      for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const std::string written = lower(table.columns[i]);
        const bool fits = written == column.name ||
                          std::count(column.also.begin(), column.also.end(), written) > 0;
        if (fits && found == table.columns.size()) found = i;
      }
      if (found < table.columns.size()) {
        index_[column.name] = found;
      } else if (column.needed) {
        log_.fault(FaultCode::column_missing_sample,
                   {.field = column.name, .expected = column.name + " " + joined(column.also)});
        all = false;
      }
    }
    return all;
  }

  FaultLog log_;
  std::vector<SampleColumn> columns_;
  std::optional<Table> table_;
  std::map<std::string, std::size_t> index_;
  const TableRow* row_ = nullptr;
};

const SampleColumn kStratum{"stratum", {"碳层", "层"}};
const SampleColumn kPlot{"plot_id", {"样地号", "样地", "plot"}};

}  // namespace

std::vector<StratumRow> read_strata(const std::string& path, std::vector<Fault>& faults) {
  SampleTable table(path,
                    {kStratum,
                     {"area_ha", {"面积", "面积_ha", "面积(ha)"}},
                     {"mean", {"均值", "平均值"}, false},
                     {"sd", {"标准差"}, false}},
                    faults);
  std::vector<StratumRow> strata;
  table.for_each([&] {
    StratumRow row;
    row.name = table.text("stratum");
    row.area_ha = table.number("area_ha").value_or(Decimal(0));
    row.mean = table.number("mean", false);
    row.sd = table.number("sd", false);
    strata.push_back(std::move(row));
  });
  return strata;
}

std::vector<PlotRow> read_plots(const std::string& path, std::vector<Fault>& faults) {
  SampleTable table(path,
                    {kPlot,
                     kStratum,
                     {"area_m2", {"样地面积", "面积_m2", "面积(m2)"}, false},
                     {"value", {"值"}, false}},
                    faults);
  std::vector<PlotRow> plots;
  table.for_each([&] {
    PlotRow row;
    row.plot_id = table.text("plot_id");
    row.stratum = table.text("stratum");
    row.area_m2 = table.number("area_m2", false);
    row.value = table.number("value", false);
    plots.push_back(std::move(row));
  });
  return plots;
}

std::vector<methodology::TalliedTree> read_trees(const std::string& path,
                                                 std::vector<Fault>& faults) {
  SampleTable table(path,
                    {kPlot,
                     {"species", {"树种", "树种名称"}},
                     {"dbh_cm", {"胸径", "dbh", "胸径_cm"}},
                     {"height_m", {"树高", "height", "树高_m"}, false},
                     {"count", {"株数"}, false}},
                    faults);
  std::vector<methodology::TalliedTree> trees;
  table.for_each([&] {
    methodology::TalliedTree tree;
    tree.plot_id = table.text("plot_id");
    tree.species = table.text("species");
    tree.dbh_cm = table.number("dbh_cm").value_or(Decimal(0));
    tree.height_m = table.number("height_m", false);
    if (const auto count = table.number("count", false)) {
      const bool whole = denominator(count->rational()) == 1;
      if (!whole || *count < Decimal(1) || *count > Decimal(1'000'000)) {
        table.fault(FaultCode::sample_value_invalid, "count", count->str());
      } else {
        tree.count = static_cast<std::size_t>(numerator(count->rational()));
      }
    }
    trees.push_back(std::move(tree));
  });
  return trees;
}

}  // namespace linhui::api::exchange
