// linhui method diff, export: what another parameter set changes, and the tables as a folder.
#include <filesystem>

#include "api/app/cases/parameter_sets.h"
#include "methodology/results/estimate_compare.h"
#include "tools/linhui/amounts.h"
#include "tools/linhui/inventory_input.h"
#include "tools/linhui/method_verbs.h"
#include "tools/linhui/parameter_set.h"
#include "tools/linhui/setting_input.h"

namespace linhui::cli {
namespace {

using api::app::ComparedEstimates;
using methodology::Changed;
using methodology::TableChange;
using methodology::TonnesCO2e;

constexpr std::size_t kChangesShown = 50;  // in text; JSON has all

struct MethodDiffOptions {
  std::string a, b, method, gwp = "AR5", folder;
  int from = 0, to = 0;
  InventoryInput input;
  SettingInput settings;
};

std::string key_text(const TableChange& table, const methodology::RowChange& row) {
  std::string text;
  for (std::size_t i = 0; i < row.key.size(); ++i) {
    if (row.key[i].empty()) continue;
    text += (text.empty() ? "" : ", ") + table.key_columns[i] + "=" + row.key[i];
  }
  return text.empty() ? "-" : text;
}

std::string changed_word(const Output& out, Changed changed) {
  switch (changed) {
    case Changed::added:
      return out.in({"added", "新增"});
    case Changed::removed:
      return out.in({"removed", "删除"});
    case Changed::cells:
      return out.in({"changed", "修改"});
  }
  return "";
}

std::string tables_text(const Output& out, const std::vector<TableChange>& tables) {
  if (tables.empty()) {
    return out.in({"The two sets have the same tables.\n", "两套参数表完全相同。\n"});
  }
  TextTable lines({out.in({"table", "参数表"}), out.in({"row", "行"}), out.in({"what", "变化"}),
                   out.in({"column", "列"}), "A", "B"});
  for (const TableChange& table : tables) {
    const bool whole = table.what != Changed::cells;
    if (whole || table.rows.empty()) {
      lines.add({table.name, "",
                 whole ? changed_word(out, table.what)
                       : out.in({"other bytes, same cells", "内容相同，字节不同"}),
                 "", table.sha256_before.substr(0, 12), table.sha256_after.substr(0, 12)});
    }
    for (const std::string& column : table.columns_added) {
      lines.add({table.name, "", out.in({"column added", "新增列"}), column, "", ""});
    }
    for (const std::string& column : table.columns_removed) {
      lines.add({table.name, "", out.in({"column removed", "删除列"}), column, "", ""});
    }
    for (const auto& row : table.rows) {
      for (const auto& cell : row.cells) {
        lines.add({table.name, printable(key_text(table, row)), changed_word(out, row.what),
                   cell.column, printable(cell.before), printable(cell.after)});
      }
    }
  }
  return lines.str();
}

Json tables_json(const std::vector<TableChange>& tables) {
  Json array = Json::array();
  for (const TableChange& table : tables) {
    Json rows = Json::array();
    for (const auto& row : table.rows) {
      Json key = Json::object(), cells = Json::array();
      for (std::size_t i = 0; i < row.key.size(); ++i) key[table.key_columns[i]] = row.key[i];
      for (const auto& cell : row.cells) {
        cells.push_back({{"column", cell.column}, {"a", cell.before}, {"b", cell.after}});
      }
      rows.push_back({{"what", name_of(row.what)}, {"row", key}, {"cells", cells}});
    }
    array.push_back({{"table", table.name},
                     {"what", name_of(table.what)},
                     {"sha256_a", table.sha256_before},
                     {"sha256_b", table.sha256_after},
                     {"columns_added", table.columns_added},
                     {"columns_removed", table.columns_removed},
                     {"rows", rows}});
  }
  return array;
}

std::optional<TonnesCO2e> difference(const std::optional<TonnesCO2e>& a,
                                     const std::optional<TonnesCO2e>& b) {
  if (!a || !b) return std::nullopt;
  return *b - *a;
}

Json estimates_json(const ComparedEstimates& compared) {
  const auto& of = compared.inventory.stands;
  const auto a = outcomes_by_stand(compared.a, of.size());
  const auto b = outcomes_by_stand(compared.b, of.size());
  Json stands = Json::array();
  for (std::size_t i = 0; i < a.size(); ++i) {
    stands.push_back({{"stand_id", of[i].stand_id},
                      {"stock_a_tCO2e", json_figure(a[i].stock)},
                      {"stock_b_tCO2e", json_figure(b[i].stock)},
                      {"stock_difference_tCO2e", json_figure(difference(a[i].stock, b[i].stock))},
                      {"change_a_tCO2e", a[i].change.str()},
                      {"change_b_tCO2e", b[i].change.str()},
                      {"change_difference_tCO2e", (b[i].change - a[i].change).str()}});
  }
  return {{"method", compared.a.method_id},
          {"from", compared.a.options.from_year},
          {"to", compared.a.options.to_year},
          {"input_sha256", compared.inventory.sha256},
          {"parameter_set_sha256_a", compared.a.parameter_set_sha256},
          {"parameter_set_sha256_b", compared.b.parameter_set_sha256},
          {"net_a_tCO2e", compared.a.summary.net.str()},
          {"net_b_tCO2e", compared.b.summary.net.str()},
          {"net_difference_tCO2e", (compared.b.summary.net - compared.a.summary.net).str()},
          {"stands", stands}};
}

std::string estimates_text(const Output& out, const ComparedEstimates& compared) {
  const auto& of = compared.inventory.stands;
  const auto a = outcomes_by_stand(compared.a, of.size());
  const auto b = outcomes_by_stand(compared.b, of.size());
  TextTable stands({out.in({"stand", "小班"}), out.in({"stock A", "储量 A"}),
                    out.in({"stock B", "储量 B"}), "B - A", out.in({"change A", "变化 A"}),
                    out.in({"change B", "变化 B"}), "B - A"});
  std::size_t differing = 0, shown = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i].stock == b[i].stock && a[i].change == b[i].change) continue;
    if (++differing > kChangesShown) continue;
    ++shown;
    stands.add({printable(of[i].stand_id), figure(a[i].stock), figure(b[i].stock),
                figure(difference(a[i].stock, b[i].stock)), a[i].change.str(), b[i].change.str(),
                (b[i].change - a[i].change).str()});
  }
  const std::string period = std::to_string(compared.a.options.from_year) + "-" +
                             std::to_string(compared.a.options.to_year);
  std::string text = "\n" + compared.a.method_id + " " + period + ", t CO2e\n";
  if (shown > 0) text += stands.str();
  if (shown < differing) {
    text += out.in({"the first " + std::to_string(shown) + " are shown, --json has all\n",
                    "此处列出前 " + std::to_string(shown) + " 个，--json 给出全部\n"});
  }
  text += out.in({"stands that differ: ", "有差异的小班："}) + std::to_string(differing) +
          out.in({" of ", "，共 "}) + std::to_string(a.size()) + "\n";
  const auto& net_a = compared.a.summary.net;
  const auto& net_b = compared.b.summary.net;
  return text + out.in({"net ", "净清除量 "}) + "A " + net_a.str() + "  B " + net_b.str() +
         "  B - A " + (net_b - net_a).str() + "\n";
}

Outcome<api::app::SetComparisonRequest> request_of(Session& session,
                                                   const MethodDiffOptions& options) {
  api::app::SetComparisonRequest request;
  request.a = parameter_source(session, options.a);
  request.b = parameter_source(session, options.b);
  request.method = options.method;
  if (options.input.file.empty()) return request;
  request.inventory = LINHUI_API_TRY(options.input.source());
  request.options.from_year = options.from;
  request.options.to_year = options.to;
  request.options.gwp = options.gwp;
  request.options.settings = LINHUI_API_TRY(options.settings.read());
  return request;
}

Ended diff(Session& session, const MethodDiffOptions& options) {
  const Output& out = session.out;
  const auto request = LINHUI_API_TRY(request_of(session, options));
  const auto compared = LINHUI_API_TRY(api::app::compare_sets(request));
  Json document = {{"a", options.a}, {"b", options.b}, {"tables", tables_json(compared.tables)}};
  std::string text = tables_text(out, compared.tables);
  if (compared.estimates) {
    document["estimates"] = estimates_json(*compared.estimates);
    text += estimates_text(out, *compared.estimates);
  }
  return out.done(document, text);
}

Ended write_tables(const Output& out, const MethodDiffOptions& options) {
  const auto tables = LINHUI_API_TRY(api::app::export_tables(options.method, options.folder));
  Json names = Json::array();
  std::string text;
  for (const auto& [name, bytes] : tables) {
    names.push_back(name);
    text += (std::filesystem::path(options.folder) / name).string() + "\n";
  }
  text +=
      out.in({"After editing: cd there and write the manifest anew, "
              "sha256sum *.csv > SHA256SUMS\n",
              "修改后请在该文件夹中重新生成清单：sha256sum *.csv > SHA256SUMS\n"});
  return out.done({{"method", options.method}, {"folder", options.folder}, {"tables", names}},
                  text);
}

}  // namespace

void add_method_diff(const Command& noun) {
  const auto options = std::make_shared<MethodDiffOptions>();
  Session& session = noun.session();
  const Command command = noun.verb(
      "diff",
      {"what one parameter set changes against another, in tables and estimates",
       "比较两套参数表及其估算结果"},
      "linhui method diff shipped my-tables --inventory stands.csv --method AR-CM-001-V01",
      [=, &session] { return diff(session, *options); });
  const Text kSet = {"shipped, ledger (as published there), or a folder of *.csv",
                     "shipped（自带）、ledger（账本公布的）或 *.csv 文件夹"};
  command.option("A", options->a, kSet)->required();
  command.option("B", options->b, kSet)->required();
  command.option("--inventory", options->input.file,
                 {"compare the estimates of this inventory too", "同时比较该清查数据的估算结果"});
  command
      .option("--map", options->input.map,
              {"FIELD=COLUMN, where the column's name is not known by itself",
               "字段=列名，用于无法自动识别的列"})
      ->repeatable();
  command.option("--method", options->method, {"method id", "方法学编号"});
  command.option("--from", options->from, {"first year", "起始年"})->between(1, 9999);
  command.option("--to", options->to, {"last year", "终止年"})->between(1, 9999);
  command.option("--gwp", options->gwp,
                 {"warming potentials: AR4, AR5 or AR6", "增温潜势：AR4、AR5 或 AR6"});
  options->settings.add_to(command);
}

void add_method_export(const Command& noun) {
  const auto options = std::make_shared<MethodDiffOptions>();
  Session& session = noun.session();
  const Command command =
      noun.verb("export", {"its tables as a folder, to read or to edit", "导出参数表供查看或修改"},
                "linhui method export AR-CM-001-V01 my-tables",
                [=, &session] { return write_tables(session.out, *options); });
  command.option("ID", options->method, {"method id", "方法学编号"})->required();
  command.option("DIR", options->folder, {"a new folder", "新文件夹"})->required();
}

}  // namespace linhui::cli
