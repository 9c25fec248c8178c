#include "api/exchange/registers/rights.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "api/exchange/fields/calendar_day.h"
#include "api/exchange/fields/cells.h"
#include "api/exchange/fields/columns.h"
#include "api/exchange/fields/exact_area.h"
#include "api/exchange/tables/fault_log.h"
#include "api/exchange/tables/table.h"
#include "methodology/numbers/sha256.h"

namespace linhui::api::exchange {
namespace {

using methodology::Decimal;
using methodology::Integer;

struct AreaColumn {
  std::string_view field, unit;
  AreaUnit kind;
  long long most;
};
constexpr AreaColumn kAreaColumns[] = {{"area_mu", "亩", AreaUnit::mu, 15'000'000},
                                       {"area_m2", "m2", AreaUnit::square_metre, 10'000'000'000},
                                       {"area_ha", "ha", AreaUnit::hectare, 1'000'000}};

// A right without an end: its day is left empty.
bool is_open_end(const std::string& text) {
  return text.empty() || text == "长期" || text == "永久" || text == "无固定期限";
}

class RightsReader {
 public:
  RightsReader(RightsFile& rights, FaultLog& log) : rights_(rights), log_(log) {}

  void read(const std::string& path) {
    const auto format = identify_file(path, log_);
    if (!format) return;
    if (*format != FileFormat::xlsx && *format != FileFormat::csv) {
      log_.fault(FaultCode::format_unknown_rights,
                 {.value = own_name(path), .expected = ".xlsx .csv"});
      return;
    }
    rights_.sha256 = methodology::sha256_hex(read_bytes(path).value_or(""));
    const auto table = read_table(path, *format, {}, log_);
    if (!table) return;
    columns_ = match_columns(table->columns, right_fields(), false, {}, log_);
    if (!has_needed_columns(*table)) return;
    for (const TableRow& row : table->rows) {
      rights_.rows.push_back(read_row(Cells(*table, columns_, row, log_)));
    }
  }

 private:
  bool has_needed_columns(const Table& table) {
    for (const char* field : {"certificate_no", "stand_id", "type", "holder_name", "from"}) {
      const bool asked = std::any_of(rights_.faults.begin(), rights_.faults.end(),
                                     [&](const Fault& fault) { return fault.field == field; });
      if (columns_.of(field) || asked) continue;
      report_missing_column(field, right_fields(), table.columns, log_);
    }
    const bool has_area = std::any_of(
        std::begin(kAreaColumns), std::end(kAreaColumns),
        [&](const AreaColumn& column) { return columns_.of(column.field).has_value(); });
    if (!has_area) report_missing_column("area_mu", right_fields(), table.columns, log_);
    return !has_fault(rights_.faults);
  }

  RightRow read_row(const Cells& cells) {
    RightRow right;
    right.row = cells.row();
    right.certificate_no = needed(cells, "certificate_no");
    right.stand_id = needed(cells, "stand_id");
    if (!needed(cells, "type").empty())
      right.type = cells.coded("type", FaultCode::right_type_unknown);
    right.holder_code = cells.text("holder_code");
    right.holder_name = needed(cells, "holder_name");
    right.village = cells.text("village");
    right.township = cells.text("township");
    right.basis = cells.text("basis");
    right.phone = cells.text("phone");
    right.id_no = cells.text("id_no");
    right.bank_account = cells.text("bank_account");
    read_kind(cells, right);
    read_area(cells, right);
    read_percent(cells, right);
    read_days(cells, right);
    check_basis(cells, right);
    check_duplicate(right);
    return right;
  }

  std::string needed(const Cells& cells, std::string_view field) {
    const std::string& text = cells.text(field);
    if (text.empty()) {
      log_.fault(FaultCode::field_missing, {.row = cells.row(), .field = cells.column_name(field)});
    }
    return text;
  }

  // Without a word of its kind, a holder with a household number is a household.
  void read_kind(const Cells& cells, RightRow& right) {
    right.holder_kind = cells.coded("holder_kind", FaultCode::holder_kind_unknown);
    if (!cells.text("holder_kind").empty()) return;
    if (!right.holder_code.empty()) {
      right.holder_kind = "household";
    } else {
      log_.fault(FaultCode::field_missing_kind,
                 {.row = right.row,
                  .field = cells.column_name("holder_kind"),
                  .expected = "household, collective, company, state_farm"});
    }
  }

  void read_area(const Cells& cells, RightRow& right) {
    for (const AreaColumn& column : kAreaColumns) {
      const std::string& text = cells.text(column.field);
      if (text.empty()) continue;
      right.area_stated = text;
      right.area_unit = column.unit;
      const auto area = cells.number(column.field, {0, column.most});
      if (!area) return;
      right.area_m2 = to_square_metres(*area, column.kind);
      if (right.area_m2 <= 0) not_positive(cells, column.field, text);
      return;
    }
    not_positive(cells, "area_mu", "");
  }

  void not_positive(const Cells& cells, std::string_view field, const std::string& text) {
    log_.fault(FaultCode::area_not_positive, {.row = cells.row(),
                                              .field = cells.column_name(field),
                                              .value = text,
                                              .expected = ">= 1 m²"});
  }

  // 60, 60%, 33.33, 1/3. Empty: the whole.
  void read_percent(const Cells& cells, RightRow& right) {
    std::string text = cells.text("percent");
    if (text.empty()) return;
    Place place{.row = right.row,
                .field = cells.column_name("percent"),
                .value = text,
                .expected = "> 0, <= 100; 60, 60%, 1/3"};
    const bool signed_percent = text.ends_with('%');
    if (signed_percent) text = trimmed(text.substr(0, text.size() - 1));
    const std::size_t slash = text.find('/');
    const bool is_fraction = slash != std::string::npos && !signed_percent;
    const auto num = Decimal::parse(trimmed(text.substr(0, slash)));
    const auto den =
        is_fraction ? Decimal::parse(trimmed(text.substr(slash + 1))) : std::optional(Decimal(100));
    if (!num || !den || num->scale() > 8 ||
        (is_fraction && (num->scale() > 0 || den->scale() > 0))) {
      log_.fault(FaultCode::percent_malformed, std::move(place));
      return;
    }
    if (*num <= Decimal(0) || *den <= Decimal(0) || *num > *den || *den > Decimal(1'000'000)) {
      log_.fault(FaultCode::percent_out_of_range, std::move(place));
      return;
    }
    right.percent_num = static_cast<long long>(num->digits());
    right.percent_den = static_cast<long long>(
        den->digits() * boost::multiprecision::pow(Integer(10), num->scale()));
    if (!is_fraction && !signed_percent && *num <= Decimal(1)) {
      log_.warn(FaultCode::percent_small, std::move(place), {text});
    }
  }

  void read_days(const Cells& cells, RightRow& right) {
    right.from = day(cells, "from", needed(cells, "from"));
    const std::string& to = cells.text("to");
    if (!is_open_end(to)) right.to = day(cells, "to", to);
    if (right.from.empty() || right.to.empty() || right.from < right.to) return;
    log_.fault(FaultCode::dates_reversed, {.row = right.row,
                                           .field = cells.column_name("to"),
                                           .value = to,
                                           .expected = "> " + right.from});
  }

  std::string day(const Cells& cells, std::string_view field, const std::string& text) {
    if (text.empty()) return {};
    if (auto iso = parse_day(text)) return *iso;
    log_.fault(FaultCode::date_malformed, {.row = cells.row(),
                                           .field = cells.column_name(field),
                                           .value = text,
                                           .expected = "2010-01-01"});
    return {};
  }

  // Who receives the carbon income is never guessed: some document says it.
  void check_basis(const Cells& cells, const RightRow& right) {
    if (right.type != "carbon_income" || !right.basis.empty()) return;
    log_.fault(FaultCode::basis_missing, {.row = right.row, .field = cells.column_name("basis")});
  }

  void check_duplicate(const RightRow& right) {
    if (right.certificate_no.empty() || right.stand_id.empty() || right.type.empty()) return;
    // A holder without a number is known by its name, which stays out of the message.
    const std::string holder =
        right.holder_code.empty() ? right.village + "/" + right.holder_name : right.holder_code;
    const auto [other, fresh] = first_rows_.emplace(
        std::tuple(right.certificate_no, right.stand_id, right.type,
                   right.township + "/" + right.village + "/" + holder, right.from),
        right.row);
    if (fresh) return;
    log_.fault(FaultCode::right_duplicate,
               {.row = right.row,
                .field = "certificate_no",
                .value = right.certificate_no + " / " + right.stand_id + " / " + right.type},
               {std::to_string(other->second)});
  }

  RightsFile& rights_;
  FaultLog& log_;
  ColumnMatch columns_;
  std::map<std::tuple<std::string, std::string, std::string, std::string, std::string>, long long>
      first_rows_;
};

}  // namespace

bool RightsFile::usable() const { return !has_fault(faults); }

RightsFile read_rights(const std::string& path) {
  RightsFile rights;
  rights.file = own_name(path);
  FaultLog log(&rights.faults, rights.file);
  RightsReader(rights, log).read(path);
  return rights;
}

}  // namespace linhui::api::exchange
