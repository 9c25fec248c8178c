#include "api/exchange/output/estimate_file.h"

#include <algorithm>
#include <utility>

#include "api/exchange/output/csv_text.h"
#include "api/exchange/stream/in_order.h"

namespace linhui::api::exchange {
namespace {

using Json = nlohmann::ordered_json;
using methodology::Estimate;
using methodology::TonnesCO2e;

Json json_figure(const std::optional<TonnesCO2e>& figure) {
  return figure ? Json(figure->str()) : Json(nullptr);
}

std::string dump(const Json& value, int indent = -1) {
  return value.dump(indent, ' ', false, Json::error_handler_t::replace);
}

Json tables_json(const std::vector<methodology::TableUse>& uses) {
  Json tables = Json::array();
  for (const auto& table : uses) {
    Json counts = Json::object();
    for (const auto& [confidence, count] : table.values_by_confidence) counts[confidence] = count;
    tables.push_back(
        {{"name", table.name}, {"sha256", table.sha256}, {"values_by_confidence", counts}});
  }
  return tables;
}

Json summary_json(const methodology::EstimateSummary& summary) {
  const auto& uncertainty = summary.uncertainty_half_width_percent;
  return {
      {"change_tCO2e", summary.change.str()},
      {"baseline_tCO2e", summary.baseline.str()},
      {"leakage_tCO2e", summary.leakage.str()},
      {"project_emissions_tCO2e", summary.project_emissions.str()},
      {"uncertainty_half_width_percent", uncertainty ? Json(uncertainty->str()) : Json(nullptr)},
      {"deduction_tCO2e", summary.deduction.str()},
      {"net_tCO2e", summary.net.str()},
      {"net_source", summary.net_source}};
}

Json notes_json(const std::vector<methodology::Finding>& findings) {
  Json notes = Json::array();
  for (const auto& note : findings) {
    notes.push_back({{"code", note.code},
                     {"stand_id", note.stand_id},
                     {"field", note.field},
                     {"value", note.value},
                     {"en", note.english},
                     {"zh", note.chinese}});
  }
  return notes;
}

Json head_json(const Estimate& estimate, const std::string& input_sha256) {
  return {{"method", estimate.method_id},
          {"version", estimate.method_version},
          {"from", estimate.options.from_year},
          {"to", estimate.options.to_year},
          {"gwp", estimate.options.gwp},
          {"settings", estimate.options.settings},
          {"parameter_set_sha256", estimate.parameter_set_sha256},
          {"input_sha256", input_sha256},
          {"tables", tables_json(estimate.tables)},
          {"summary", summary_json(estimate.summary)},
          {"notes", notes_json(estimate.notes)}};
}

// Writes `head` with a last member "rows", one row after the other.
class RowsAfterHead {
 public:
  RowsAfterHead(std::ostream& out, const Json& head) : out_(out) {
    std::string text = dump(head, 2);
    text.resize(text.size() - 2);  // "\n}"
    out_ << text << ",\n  \"rows\": [";
  }
  ~RowsAfterHead() { out_ << "\n  ]\n}\n"; }
  RowsAfterHead(const RowsAfterHead&) = delete;
  RowsAfterHead& operator=(const RowsAfterHead&) = delete;

  void add(const Json& row) {
    out_ << separator_ << dump(row);
    separator_ = ",\n    ";
  }

 private:
  std::ostream& out_;
  const char* separator_ = "\n    ";
};

Json terms_json(const Estimate& estimate, const std::vector<methodology::Stand>& stands) {
  Json terms = Json::array();
  for (const auto& term : estimate.terms) {
    terms.push_back({{"stand_id", term.stand ? Json(stands[*term.stand].stand_id) : Json(nullptr)},
                     {"year", term.year},
                     {"term", methodology::name_of(term.term)},
                     {"amount_tCO2e", term.amount.str()}});
  }
  return terms;
}

void write(std::ostream& out, std::string_view text) {
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
}

constexpr std::size_t kPoolBytes = 32;  // at most, with a separator

CsvText csv_text(const methodology::RollUp& roll_up,
                 const std::vector<methodology::RollUpRow>& rows) {
  CsvText text;
  std::string group;
  std::size_t written_group = roll_up.groups.size();
  for (const methodology::RollUpRow& row : rows) {
    if (row.group != written_group) {
      group.clear();
      for (const std::string& value : roll_up.groups[row.group]) group += csv_field(value) + ',';
      written_group = row.group;
    }
    text.begin_row(group.size() + kPoolBytes);
    text.add(group);
    if (row.year) {
      text.add_year(*row.year);
      text.add(',');
    }
    if (roll_up.keys.by_pool) {
      text.add(methodology::name_of(row.pool));
      text.add(',');
    }
    text.end_row(row.stock, row.change);
  }
  return text;
}

Json row_json(const methodology::RollUp& roll_up, const methodology::RollUpRow& row) {
  const auto& keys = roll_up.keys;
  Json json = Json::object();
  for (std::size_t i = 0; i < keys.columns.size(); ++i) {
    json[methodology::name_of(keys.columns[i])] = roll_up.groups[row.group][i];
  }
  if (row.year) json["year"] = *row.year;
  if (keys.by_pool) json["pool"] = methodology::name_of(row.pool);
  json["stock_tCO2e"] = json_figure(row.stock);
  json["change_tCO2e"] = json_figure(row.change);
  return json;
}

}  // namespace

void write_estimate_csv(std::ostream& out, const Estimate& estimate,
                        const std::vector<methodology::Stand>& stands) {
  constexpr std::size_t kFlushBytes = 1 << 16;
  write(out, "stand_id,year,pool,stock_tCO2e,change_tCO2e\n");
  CsvText text;
  std::string stand_id;
  std::size_t written_stand = stands.size();
  for (const auto& row : estimate.rows) {
    if (row.stand != written_stand) stand_id = csv_field(stands[row.stand].stand_id);
    written_stand = row.stand;
    text.begin_row(stand_id.size() + kPoolBytes);
    text.add(stand_id);
    text.add(',');
    text.add_year(row.year);
    text.add(',');
    text.add(methodology::name_of(row.pool));
    text.add(',');
    text.end_row(row.stock, row.change);
    if (text.view().size() < kFlushBytes) continue;
    write(out, text.view());
    text.clear();
  }
  write(out, text.view());
}

void write_estimate_json(std::ostream& out, const Estimate& estimate,
                         const std::vector<methodology::Stand>& stands,
                         const std::string& input_sha256, const Json& more) {
  Json head = head_json(estimate, input_sha256);
  head["terms"] = terms_json(estimate, stands);
  if (more.is_object()) head.update(more);
  RowsAfterHead rows(out, head);
  for (const auto& row : estimate.rows) {
    rows.add({{"stand_id", stands[row.stand].stand_id},
              {"year", row.year},
              {"pool", methodology::name_of(row.pool)},
              {"stock_tCO2e", json_figure(row.stock)},
              {"change_tCO2e", json_figure(row.change)}});
  }
}

void write_roll_up_csv(std::ostream& out, const methodology::RollUp& roll_up,
                       const methodology::RollUpPieces& pieces, std::size_t threads) {
  std::string header;
  for (const auto column : roll_up.keys.columns) {
    header.append(methodology::name_of(column)).append(1, ',');
  }
  if (roll_up.keys.by_year) header += "year,";
  if (roll_up.keys.by_pool) header += "pool,";
  write(out, header + "stock_tCO2e,change_tCO2e\n");
  std::size_t given = 0;
  const auto next = [&] { return given < pieces.count ? std::optional(given++) : std::nullopt; };
  const auto make_worker = [&](std::size_t) {
    return [&](std::size_t, std::size_t piece) { return csv_text(roll_up, pieces.rows(piece)); };
  };
  in_order(threads, next, make_worker, [&](const CsvText& text) { write(out, text.view()); });
}

void write_roll_up_json(std::ostream& out, const methodology::RollUp& roll_up,
                        const methodology::RollUpPieces& pieces, const Estimate& estimate,
                        const std::string& input_sha256, const Json& more) {
  const auto& keys = roll_up.keys;
  Json by = Json::array();
  for (const auto column : keys.columns) by.push_back(methodology::name_of(column));
  if (keys.by_year) by.push_back("year");
  if (keys.by_pool) by.push_back("pool");
  Json head = head_json(estimate, input_sha256);
  for (Json& note : notes_json(roll_up.notes)) head["notes"].push_back(std::move(note));
  head["by"] = by;
  head["by_tables"] = tables_json(roll_up.tables);
  if (more.is_object()) head.update(more);
  RowsAfterHead written(out, head);
  for (std::size_t piece = 0; piece < pieces.count; ++piece) {
    for (const auto& row : pieces.rows(piece)) written.add(row_json(roll_up, row));
  }
}

}  // namespace linhui::api::exchange
