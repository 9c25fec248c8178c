#include "api/exchange/output/estimate_book.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <map>

#include "api/exchange/output/charts.h"
#include "api/exchange/output/sheet.h"
#include "api/exchange/tables/table.h"
#include "methodology/parameters/csv.h"

namespace linhui::api::exchange {
namespace {

using methodology::Pool;
using methodology::TonnesCO2e;

constexpr double kTextWidth = 16, kFigureWidth = 18;

const std::string& heading_of(const std::string& column, Language language) {
  static const std::map<std::string, Text> kHeadings = {
      {"admin_code", {"admin_code", "行政区代码"}},
      {"township", {"township", "乡镇"}},
      {"village", {"village", "村(社区)"}},
      {"stand_id", {"stand_id", "小班号"}},
      {"species", {"species", "优势树种"}},
      {"age_class", {"age_class", "龄组"}},
      {"year", {"year", "年份"}},
      {"pool", {"pool", "碳库"}},
      {"stock", {"stock_tCO2e", "储量(t CO2e)"}},
      {"change", {"change_tCO2e", "变化(t CO2e)"}}};
  return kHeadings.at(column).in(language);
}

// Stocks and changes by year and pool, of the whole. A failure leaves it empty: a total that fits
// as an estimate's may not fit as a sum of stocks, and the sheet is then left out.
methodology::RollUp by_year_and_pool(const EstimateBook& book) {
  const methodology::RollUpKeys keys = {{}, true, true};
  auto sums = methodology::roll_up(book.estimate, book.stands, keys, book.tables);
  auto* whole = std::get_if<methodology::RollUp>(&sums);
  return whole ? std::move(*whole) : methodology::RollUp();
}

struct YearTable {
  std::string sheet;
  std::vector<int> years;
  std::vector<Pool> stock_pools, change_pools;  // columns: year, stocks, changes; totals last
};

YearTable write_years(Book& workbook, const EstimateBook& book) {
  const Language language = book.language;
  const auto sums = by_year_and_pool(book);
  std::map<int, std::map<Pool, const methodology::RollUpRow*>> cells;
  YearTable table;
  const auto add = [](std::vector<Pool>& pools, Pool pool) {
    if (std::find(pools.begin(), pools.end(), pool) == pools.end()) pools.push_back(pool);
  };
  for (const auto& row : sums.rows) {
    cells[*row.year][row.pool] = &row;
    if (row.stock) add(table.stock_pools, row.pool);
    if (row.change) add(table.change_pools, row.pool);
  }
  std::sort(table.stock_pools.begin(), table.stock_pools.end());
  std::sort(table.change_pools.begin(), table.change_pools.end());
  Sheet sheet(workbook, Text{"by year", "按年"}.in(language));
  table.sheet = sheet.name();
  std::vector<std::string> headings = {heading_of("year", language)};
  for (const Pool pool : table.stock_pools) {
    headings.push_back(heading_of("stock", language) + " " + pool_name(pool, language));
  }
  for (const Pool pool : table.change_pools) {
    headings.push_back(heading_of("change", language) + " " + pool_name(pool, language));
  }
  std::vector<double> widths(headings.size(), kFigureWidth);
  widths[0] = 8;
  sheet.widths(widths);
  sheet.headings(headings);
  for (const auto& [year, pools] : cells) {
    table.years.push_back(year);
    sheet.whole(year);
    const auto row_of = [&](Pool pool) {
      const auto found = pools.find(pool);
      return found == pools.end() ? methodology::RollUpRow() : *found->second;
    };
    for (const Pool pool : table.stock_pools) sheet.figure(row_of(pool).stock);
    for (const Pool pool : table.change_pools) sheet.figure(row_of(pool).change);
    sheet.next_row();
  }
  worksheet_freeze_panes(sheet.worksheet(), 1, 1);
  return table;
}

void add_chart(Book& workbook, lxw_worksheet* on, unsigned at_row, const YearTable& table,
               bool changes, Language language) {
  const auto& pools = changes ? table.change_pools : table.stock_pools;
  if (pools.empty() || table.years.empty()) return;
  lxw_chart* chart = workbook_add_chart(
      workbook.workbook(), changes ? LXW_CHART_COLUMN_STACKED : LXW_CHART_AREA_STACKED);
  const std::size_t first = 1 + (changes ? table.stock_pools.size() : 0);
  const auto last_row = static_cast<lxw_row_t>(table.years.size());
  for (std::size_t i = 0; i < pools.size(); ++i) {
    if (pools[i] == Pool::total) continue;
    const auto column = static_cast<lxw_col_t>(first + i);
    lxw_chart_series* series = chart_add_series(chart, nullptr, nullptr);
    chart_series_set_categories(series, table.sheet.c_str(), 1, 0, last_row, 0);
    chart_series_set_values(series, table.sheet.c_str(), 1, column, last_row, column);
    chart_series_set_name(series, pool_name(pools[i], language).c_str());
    lxw_chart_fill fill = {};
    fill.color = static_cast<lxw_color_t>(
        std::stoul(std::string(pool_colour(pools[i]).substr(1)), nullptr, 16));
    chart_series_set_fill(series, &fill);
  }
  const Text title = changes ? Text{"Change by pool, t CO2e", "各碳库年变化(t CO2e)"}
                             : Text{"Carbon stock by pool, t CO2e", "各碳库碳储量(t CO2e)"};
  chart_title_set_name(chart, title.in(language).c_str());
  chart_axis_set_num_format(chart->y_axis, "#,##0");
  chart_axis_set_label_position(chart->x_axis, LXW_CHART_AXIS_LABEL_POSITION_LOW);
  chart_legend_set_position(chart, LXW_CHART_LEGEND_RIGHT);
  lxw_chart_options place = {};
  place.x_scale = 1.4;
  place.y_scale = 1.2;
  worksheet_insert_chart_opt(on, at_row, changes ? 3 : 0, chart, &place);
}

void write_summary(Book& workbook, Sheet& sheet, const EstimateBook& book) {
  const auto in = [&](const char* english, const char* chinese) {
    return Text{english, chinese}.in(book.language);
  };
  const auto& estimate = book.estimate;
  const auto& summary = estimate.summary;
  sheet.widths({34, 24, 60});
  sheet.text(in("Carbon estimate", "碳汇估算"), workbook.title());
  sheet.next_row();
  const auto text_line = [&](const std::string& label, const std::string& value) {
    sheet.text(label);
    sheet.text(value);
    sheet.next_row();
  };
  const auto figure_line = [&](const std::string& label, TonnesCO2e figure) {
    sheet.text(label);
    sheet.figure(figure);
    sheet.next_row();
  };
  text_line(in("method", "方法学"), estimate.method_id + " " + estimate.method_version);
  text_line(in("period", "期间"), std::to_string(estimate.options.from_year) + "-" +
                                      std::to_string(estimate.options.to_year));
  text_line(in("stands", "小班数"), std::to_string(book.stands.size()));
  figure_line(in("change of the pools, t CO2e", "碳库变化(t CO2e)"), summary.change);
  figure_line(in("baseline, t CO2e", "基线(t CO2e)"), summary.baseline);
  figure_line(in("leakage, t CO2e", "泄漏(t CO2e)"), summary.leakage);
  figure_line(in("project emissions, t CO2e", "项目排放(t CO2e)"), summary.project_emissions);
  const auto& uncertainty = summary.uncertainty_half_width_percent;
  text_line(in("uncertainty, half-width, %", "不确定性(半宽，%)"),
            uncertainty ? uncertainty->str() : in("not assessed", "未评估"));
  figure_line(in("deduction, t CO2e", "扣减(t CO2e)"), summary.deduction);
  figure_line(in("net, t CO2e", "净清除量(t CO2e)"), summary.net);
  if (summary.net_source) {
    text_line(in("net SOURCE", "净排放源"),
              in("it gives off more than it takes up", "期间内排放多于吸收"));
  }
  text_line(in("input", "输入文件"), book.input_file);
  text_line(in("SHA-256 of the input", "输入文件 SHA-256"), book.input_sha256);
  text_line(in("SHA-256 of the parameter set", "参数集 SHA-256"), estimate.parameter_set_sha256);
  sheet.next_row();
  sheet.headings(
      {in("parameter table", "参数表"), in("confidence", "可信度"), in("SHA-256", "SHA-256")});
  for (const auto& table : estimate.tables) {
    std::string counts;
    for (const auto& [confidence, count] : table.values_by_confidence) {
      counts += (counts.empty() ? "" : ", ") + std::to_string(count) + " " + confidence;
    }
    sheet.text(table.name);
    sheet.text(counts);
    sheet.text(table.sha256);
    sheet.next_row();
  }
  sheet.next_row();
  sheet.text(in("Figures are exact to 0.0001 t CO2e; every sum is a sum of rounded rows.",
                "数值精确到 0.0001 t CO2e;各合计均为逐行舍入值之和。"));
  sheet.next_row();
}

void write_estimate_rows(Book& workbook, const EstimateBook& book) {
  Sheet sheet(workbook, Text{"rows", "明细"}.in(book.language));
  std::vector<std::string> headings;
  const auto name = [&](const char* column) {
    headings.push_back(heading_of(column, book.language));
  };
  if (book.sums != nullptr) {
    for (const auto column : book.sums->keys.columns) name(methodology::name_of(column));
    if (book.sums->keys.by_year) name("year");
    if (book.sums->keys.by_pool) name("pool");
  } else {
    for (const char* column : {"stand_id", "year", "pool"}) name(column);
  }
  name("stock");
  name("change");
  sheet.widths(std::vector<double>(headings.size(), kTextWidth));
  sheet.headings(headings);
  const auto add = [&](std::optional<int> year, std::optional<Pool> pool,
                       const std::optional<TonnesCO2e>& stock,
                       const std::optional<TonnesCO2e>& change) {
    if (year) sheet.whole(*year);
    if (pool) {
      sheet.text(book.language == Language::chinese ? pool_name(*pool, book.language)
                                                    : methodology::name_of(*pool));
    }
    sheet.figure(stock);
    sheet.figure(change);
    sheet.next_row();
  };
  if (book.sums != nullptr) {
    for (const auto& row : book.sums->rows) {
      for (const auto& value : book.sums->groups[row.group]) sheet.text(value);
      add(row.year, book.sums->keys.by_pool ? std::optional(row.pool) : std::nullopt, row.stock,
          row.change);
    }
  } else {
    for (const auto& row : book.estimate.rows) {
      sheet.text(book.stands[row.stand].stand_id);
      add(row.year, row.pool, row.stock, row.change);
    }
  }
  sheet.freeze_and_filter(headings.size());
}

// Every table that the estimate rests on, as it stands, with its sources and confidences.
void write_tables(Book& workbook, const EstimateBook& book) {
  std::vector<std::string> names;
  for (const auto& table : book.estimate.tables) names.push_back(table.name);
  if (book.sums != nullptr) {
    for (const auto& table : book.sums->tables) names.push_back(table.name);
  }
  for (const std::string& name : names) {
    const auto bytes = book.tables.find(name);
    if (bytes == book.tables.end()) continue;
    const auto parsed = methodology::parse_csv(bytes->second);
    const auto* rows = std::get_if<std::vector<methodology::CsvRow>>(&parsed);
    if (rows == nullptr || rows->empty()) continue;
    Sheet sheet(workbook, name.substr(0, name.rfind('.')));
    sheet.widths(std::vector<double>(rows->front().size(), kTextWidth));
    sheet.headings(rows->front());
    for (std::size_t i = 1; i < rows->size(); ++i) {
      for (const std::string& cell : (*rows)[i]) sheet.text(cell);  // as the table writes it
      sheet.next_row();
    }
    sheet.freeze_and_filter(rows->front().size());
  }
}

void write_notes(Book& workbook, const EstimateBook& book) {
  const auto in = [&](const char* english, const char* chinese) {
    return Text{english, chinese}.in(book.language);
  };
  Sheet sheet(workbook, in("notes", "说明"));
  sheet.widths({26, 18, 18, 24, 90});
  sheet.headings({in("code", "代码"), in("stand", "小班"), in("field", "字段"), in("value", "值"),
                  in("note", "说明")});
  auto notes = book.estimate.notes;
  if (book.sums != nullptr) {
    notes.insert(notes.end(), book.sums->notes.begin(), book.sums->notes.end());
  }
  if (notes.size() >= kSheetRowsMost) notes.resize(kSheetRowsMost - 1);
  for (const auto& note : notes) {
    for (const auto* text : {&note.code, &note.stand_id, &note.field, &note.value}) {
      sheet.text(*text);
    }
    sheet.text(in(note.english.c_str(), note.chinese.c_str()), workbook.wrapped());
    sheet.next_row();
  }
  sheet.freeze_and_filter(5);
}

Problem not_writable(const std::string& path) {
  return problem_of(Code::file_not_writable,
                    path + (errno != 0 ? std::string(": ") + std::strerror(errno) : ""));
}

}  // namespace

Outcome<void> write_estimate_book(const std::string& path, const EstimateBook& book) {
  const std::size_t rows = book.sums ? book.sums->rows.size() : book.estimate.rows.size();
  if (rows >= kSheetRowsMost) {
    return problem_of(Code::sheet_too_long,
                      std::to_string(rows) + " > " + std::to_string(kSheetRowsMost - 1));
  }
  errno = 0;
  // Tried here, as the library would say on stderr that it cannot.
  if (!std::ofstream(path, std::ios::binary)) return not_writable(path);
  Book workbook(path);
  {
    Sheet summary(workbook, Text{"summary", "汇总"}.in(book.language));
    write_summary(workbook, summary, book);
    const YearTable years = write_years(workbook, book);
    add_chart(workbook, summary.worksheet(), summary.row() + 1, years, false, book.language);
    add_chart(workbook, summary.worksheet(), summary.row() + 1, years, true, book.language);
    write_estimate_rows(workbook, book);
    write_tables(workbook, book);
    write_notes(workbook, book);
  }
  if (!workbook.close()) return not_writable(path);
  // The library does not look at every write: a full disk leaves a short file.
  std::vector<Fault> faults;
  FaultLog log(&faults, own_name(path));
  if (!identify_file(path, log)) return not_writable(path);
  return {};
}

}  // namespace linhui::api::exchange
