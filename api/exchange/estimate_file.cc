#include "api/exchange/estimate_file.h"

namespace linhui::api::exchange {
namespace {

using Json = nlohmann::ordered_json;
using methodology::Estimate;
using methodology::TonnesCO2e;

// RFC 4180: quoted where it has to be.
std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

std::string csv_figure(const std::optional<TonnesCO2e>& figure) {
  return figure ? figure->str() : std::string();
}

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

}  // namespace

void write_estimate_csv(std::ostream& out, const Estimate& estimate,
                        const std::vector<methodology::Stand>& stands) {
  out << "stand_id,year,pool,stock_tCO2e,change_tCO2e\n";
  for (const auto& row : estimate.rows) {
    out << csv_field(stands[row.stand].stand_id) << ',' << row.year << ','
        << methodology::name_of(row.pool) << ',' << csv_figure(row.stock) << ','
        << csv_figure(row.change) << '\n';
  }
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

void write_roll_up_csv(std::ostream& out, const methodology::RollUp& roll_up) {
  for (const auto column : roll_up.keys.columns) out << methodology::name_of(column) << ',';
  out << (roll_up.keys.by_year ? "year," : "") << (roll_up.keys.by_pool ? "pool," : "")
      << "stock_tCO2e,change_tCO2e\n";
  constexpr std::size_t kFlushBytes = 1 << 16;
  std::string text, group;
  std::size_t written_group = roll_up.groups.size();
  for (const auto& row : roll_up.rows) {
    if (row.group != written_group) {
      group.clear();
      for (const std::string& value : roll_up.groups[row.group]) group += csv_field(value) + ',';
      written_group = row.group;
    }
    text += group;
    if (row.year) text.append(std::to_string(*row.year)).append(1, ',');
    if (roll_up.keys.by_pool) text.append(methodology::name_of(row.pool)).append(1, ',');
    text.append(csv_figure(row.stock)).append(1, ',');
    text.append(csv_figure(row.change)).append(1, '\n');
    if (text.size() < kFlushBytes) continue;
    out.write(text.data(), static_cast<std::streamsize>(text.size()));
    text.clear();
  }
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
}

void write_roll_up_json(std::ostream& out, const methodology::RollUp& roll_up,
                        const Estimate& estimate, const std::string& input_sha256,
                        const Json& more) {
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
  RowsAfterHead rows(out, head);
  for (const auto& row : roll_up.rows) {
    Json json = Json::object();
    for (std::size_t i = 0; i < keys.columns.size(); ++i) {
      json[methodology::name_of(keys.columns[i])] = roll_up.groups[row.group][i];
    }
    if (row.year) json["year"] = *row.year;
    if (keys.by_pool) json["pool"] = methodology::name_of(row.pool);
    json["stock_tCO2e"] = json_figure(row.stock);
    json["change_tCO2e"] = json_figure(row.change);
    rows.add(json);
  }
}

}  // namespace linhui::api::exchange
