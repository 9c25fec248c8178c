// The C interface over Method: text to stands, rows to plain integers. No exception leaves here.
#include "methodology/c/linhui_methodology.h"

#include <exception>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "methodology/method.h"
#include "methodology/stands/stand_table.h"
#include "methodology/stands/stand_table_findings.h"

namespace methodology = linhui::methodology;

using methodology::Estimate;
using methodology::Findings;
using methodology::Pool;
using methodology::Stand;

// What an estimate is to a caller; nothing in it changes once it is made.
struct linhui_estimate {
  std::vector<std::string> stand_ids;
  std::vector<linhui_row> rows;
  std::optional<methodology::EstimateSummary> summary;  // empty: refused
  std::string uncertainty, method_version, parameter_set_sha256;
  std::vector<methodology::TableUse> tables;
  Findings findings;
};

namespace {

constexpr std::size_t kOldestOptions = sizeof(linhui_options),
                      kOldestSummary = sizeof(linhui_summary),
                      kOldestFinding = sizeof(linhui_finding), kOldestTable = sizeof(linhui_table);

struct PoolNumber {
  Pool pool;
  int32_t number;
};
constexpr PoolNumber kPoolNumbers[] = {{Pool::above_ground, LINHUI_ABOVE_GROUND},
                                       {Pool::below_ground, LINHUI_BELOW_GROUND},
                                       {Pool::living_biomass, LINHUI_LIVING_BIOMASS},
                                       {Pool::dead_wood, LINHUI_DEAD_WOOD},
                                       {Pool::litter, LINHUI_LITTER},
                                       {Pool::soil, LINHUI_SOIL},
                                       {Pool::emissions_ch4, LINHUI_EMISSIONS_CH4},
                                       {Pool::emissions_n2o, LINHUI_EMISSIONS_N2O},
                                       {Pool::emissions_co2, LINHUI_EMISSIONS_CO2},
                                       {Pool::total, LINHUI_TOTAL}};
static_assert(std::size(kPoolNumbers) == static_cast<std::size_t>(Pool::total) + 1,
              "a new pool needs its number");

int32_t number_of(Pool pool) {
  for (const PoolNumber& each : kPoolNumbers) {
    if (each.pool == pool) return each.number;
  }
  return -1;
}

std::int64_t count_of(const std::optional<methodology::TonnesCO2e>& figure) {
  return figure ? figure->ten_thousandths() : 0;
}

linhui_row to_row(const methodology::EstimateRow& row) {
  return {row.stand,           count_of(row.stock),   count_of(row.change),  row.year,
          number_of(row.pool), row.stock.has_value(), row.change.has_value()};
}

// Nothing where the structure is not one that this version knows.
std::optional<methodology::EstimateOptions> to_options(const linhui_options& given) {
  if (given.struct_size < kOldestOptions) return std::nullopt;
  if (given.setting_count > 0 && given.settings == nullptr) return std::nullopt;
  methodology::EstimateOptions options;
  options.from_year = given.from_year;
  options.to_year = given.to_year;
  options.strict = given.strict != 0;
  if (given.gwp != nullptr) options.gwp = given.gwp;
  options.baseline = methodology::TonnesCO2e::of_ten_thousandths(given.baseline);
  options.leakage = methodology::TonnesCO2e::of_ten_thousandths(given.leakage);
  for (std::size_t i = 0; i < given.setting_count; ++i) {
    const linhui_setting& setting = given.settings[i];
    if (setting.name == nullptr || setting.value == nullptr) return std::nullopt;
    options.settings[setting.name] = setting.value;
  }
  return options;
}

void keep(linhui_estimate& result, Estimate estimate) {
  for (const auto& row : estimate.rows) result.rows.push_back(to_row(row));
  result.summary = estimate.summary;
  const auto& uncertainty = estimate.summary.uncertainty_half_width_percent;
  if (uncertainty) result.uncertainty = uncertainty->str();
  result.method_version = estimate.method_version;
  result.parameter_set_sha256 = estimate.parameter_set_sha256;
  result.tables = std::move(estimate.tables);
  result.findings = std::move(estimate.notes);
}

// Fills `result`; LINHUI_DONE or LINHUI_REFUSED.
int32_t estimate_into(linhui_estimate& result, const char* method_id,
                      const methodology::EstimateOptions& options,
                      std::variant<std::vector<Stand>, Findings> read) {
  if (auto* faults = std::get_if<Findings>(&read)) {
    result.findings = std::move(*faults);
    return LINHUI_REFUSED;
  }
  const auto& stands = std::get<std::vector<Stand>>(read);
  for (const Stand& stand : stands) result.stand_ids.push_back(stand.stand_id);
  const auto* method = methodology::find_method(method_id);
  if (method == nullptr) {
    result.findings = {methodology::method_unknown(method_id)};
    return LINHUI_REFUSED;
  }
  auto outcome = method->estimate(stands, options, methodology::shipped_tables());
  if (auto* faults = std::get_if<Findings>(&outcome)) {
    result.findings = std::move(*faults);
    return LINHUI_REFUSED;
  }
  keep(result, std::move(std::get<Estimate>(outcome)));
  return LINHUI_DONE;
}

// Runs `read` and the estimate with everything checked that a caller may get wrong.
template <class Read>
int32_t guarded(uint32_t abi_version, const char* method, const linhui_options* options,
                linhui_estimate** result, const Read& read) noexcept {
  if (result == nullptr) return LINHUI_MISUSED;
  *result = nullptr;
  if (abi_version != LINHUI_METHODOLOGY_ABI_VERSION) return LINHUI_MISUSED;
  if (method == nullptr || options == nullptr) return LINHUI_MISUSED;
  try {
    const auto chosen = to_options(*options);
    if (!chosen) return LINHUI_MISUSED;
    auto made = std::make_unique<linhui_estimate>();
    const int32_t status = estimate_into(*made, method, *chosen, read());
    *result = made.release();
    return status;
  } catch (const std::exception&) {
    return LINHUI_FAILED;  // no memory
  }
}

}  // namespace

extern "C" {

uint32_t linhui_methodology_abi_version(void) { return LINHUI_METHODOLOGY_ABI_VERSION; }

const char* linhui_status_text(int32_t status, int32_t chinese) {
  switch (status) {
    case LINHUI_DONE:
      return chinese ? "完成。" : "Done.";
    case LINHUI_REFUSED:
      return chinese ? "输入有误，见各条说明。" : "The input has faults; see the findings.";
    case LINHUI_MISUSED:
      return chinese ? "调用有误：版本不符、空指针或序号超出范围。"
                     : "The call is wrong: another version, NULL, or no such index.";
    case LINHUI_FAILED:
      return chinese ? "内存不足。" : "The machine failed: no memory.";
  }
  return chinese ? "未知的状态。" : "Not a status of this library.";
}

size_t linhui_method_count(void) {
  try {
    return methodology::methods().size();
  } catch (const std::exception&) {
    return 0;
  }
}

const char* linhui_method_id(size_t index) {
  if (index >= linhui_method_count()) return nullptr;
  return methodology::methods()[index]->declaration().id.c_str();
}

const char* linhui_pool_name(int32_t pool) {
  for (const PoolNumber& each : kPoolNumbers) {
    if (each.number == pool) return methodology::name_of(each.pool);
  }
  return nullptr;
}

int32_t linhui_estimate_csv(uint32_t abi_version, const char* method, const linhui_options* options,
                            const char* csv, size_t csv_size, linhui_estimate** result) {
  if (csv == nullptr && csv_size > 0) {
    if (result != nullptr) *result = nullptr;
    return LINHUI_MISUSED;
  }
  return guarded(abi_version, method, options, result, [&] {
    return methodology::stands_from_csv(csv == nullptr ? std::string_view()
                                                       : std::string_view(csv, csv_size));
  });
}

int32_t linhui_estimate_columns(uint32_t abi_version, const char* method,
                                const linhui_options* options, const char* const* names,
                                size_t column_count, const char* const* const* columns,
                                size_t row_count, linhui_estimate** result) {
  bool whole = column_count == 0 || (names != nullptr && columns != nullptr);
  for (size_t i = 0; whole && i < column_count; ++i) {
    whole = names[i] != nullptr && (columns[i] != nullptr || row_count == 0);
  }
  if (!whole) {
    if (result != nullptr) *result = nullptr;
    return LINHUI_MISUSED;
  }
  return guarded(abi_version, method, options, result, [&] {
    const std::vector<std::string> own_names(names, names + column_count);
    return methodology::stands_from_cells(
        own_names, row_count, [&](std::size_t row, std::size_t column) -> std::string_view {
          const char* cell = columns[column][row];
          return cell == nullptr ? std::string_view() : std::string_view(cell);
        });
  });
}

void linhui_estimate_free(linhui_estimate* estimate) { delete estimate; }

size_t linhui_estimate_row_count(const linhui_estimate* estimate) {
  return estimate == nullptr ? 0 : estimate->rows.size();
}

const linhui_row* linhui_estimate_rows(const linhui_estimate* estimate) {
  return estimate == nullptr || estimate->rows.empty() ? nullptr : estimate->rows.data();
}

size_t linhui_estimate_stand_count(const linhui_estimate* estimate) {
  return estimate == nullptr ? 0 : estimate->stand_ids.size();
}

const char* linhui_estimate_stand_id(const linhui_estimate* estimate, size_t index) {
  if (index >= linhui_estimate_stand_count(estimate)) return nullptr;
  return estimate->stand_ids[index].c_str();
}

const char* linhui_estimate_method_version(const linhui_estimate* estimate) {
  return estimate == nullptr ? "" : estimate->method_version.c_str();
}

const char* linhui_estimate_parameter_set_sha256(const linhui_estimate* estimate) {
  return estimate == nullptr ? "" : estimate->parameter_set_sha256.c_str();
}

int32_t linhui_estimate_summary(const linhui_estimate* estimate, linhui_summary* summary) {
  if (estimate == nullptr || summary == nullptr || summary->struct_size < kOldestSummary ||
      !estimate->summary) {
    return LINHUI_MISUSED;
  }
  const auto& of = *estimate->summary;
  summary->change = of.change.ten_thousandths();
  summary->baseline = of.baseline.ten_thousandths();
  summary->leakage = of.leakage.ten_thousandths();
  summary->project_emissions = of.project_emissions.ten_thousandths();
  summary->deduction = of.deduction.ten_thousandths();
  summary->net = of.net.ten_thousandths();
  summary->uncertainty_half_width_percent =
      estimate->uncertainty.empty() ? nullptr : estimate->uncertainty.c_str();
  return LINHUI_DONE;
}

size_t linhui_estimate_finding_count(const linhui_estimate* estimate) {
  return estimate == nullptr ? 0 : estimate->findings.size();
}

int32_t linhui_estimate_finding(const linhui_estimate* estimate, size_t index,
                                linhui_finding* finding) {
  if (index >= linhui_estimate_finding_count(estimate) || finding == nullptr ||
      finding->struct_size < kOldestFinding) {
    return LINHUI_MISUSED;
  }
  const methodology::Finding& of = estimate->findings[index];
  finding->code = of.code.c_str();
  finding->stand_id = of.stand_id.c_str();
  finding->field = of.field.c_str();
  finding->value = of.value.c_str();
  finding->english = of.english.c_str();
  finding->chinese = of.chinese.c_str();
  return LINHUI_DONE;
}

size_t linhui_estimate_table_count(const linhui_estimate* estimate) {
  return estimate == nullptr ? 0 : estimate->tables.size();
}

int32_t linhui_estimate_table(const linhui_estimate* estimate, size_t index, linhui_table* table) {
  if (index >= linhui_estimate_table_count(estimate) || table == nullptr ||
      table->struct_size < kOldestTable) {
    return LINHUI_MISUSED;
  }
  const methodology::TableUse& of = estimate->tables[index];
  const auto count = [&](const char* confidence) -> uint64_t {
    const auto found = of.values_by_confidence.find(confidence);
    return found == of.values_by_confidence.end() ? 0 : found->second;
  };
  table->name = of.name.c_str();
  table->sha256 = of.sha256.c_str();
  table->seen = count("seen");
  table->recalled = count("recalled");
  table->project = count("project");
  return LINHUI_DONE;
}

}  // extern "C"
