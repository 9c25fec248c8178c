#include "tools/linhui/estimate_output.h"

#include <iostream>

#include "api/app/problems.h"
#include "api/exchange/estimate_file.h"
#include "methodology/method.h"
#include "tools/linhui/files.h"

namespace linhui::cli {
namespace {

enum class FileKind { csv, json };

// The kinds of file that --out can name.
std::optional<FileKind> kind_of(const std::string& file) {
  const std::string kind = std::filesystem::path(file).extension().string();
  if (kind == ".csv") return FileKind::csv;
  if (kind == ".json") return FileKind::json;
  return std::nullopt;
}

Problem finding_problem(const methodology::Finding& finding, ExitStatus exit) {
  return api::app::simple_problem(finding.code, {finding.english, finding.chinese}, finding.value,
                                  exit);
}

// The estimate as text, whole or rolled up.
class EstimateText {
 public:
  EstimateText(const methodology::Estimate& estimate,
               const std::optional<methodology::RollUp>& sums,
               const std::vector<methodology::Stand>& stands,
               const api::exchange::Inventory& inventory)
      : estimate_(estimate),
        sums_(sums),
        stands_(stands),
        inventory_(inventory),
        warnings_({{"input_warnings", faults_json(inventory.faults)}}) {}

  void csv(std::ostream& to) const {
    if (sums_) return api::exchange::write_roll_up_csv(to, *sums_);
    api::exchange::write_estimate_csv(to, estimate_, stands_);
  }
  void json(std::ostream& to) const {
    if (sums_) {
      api::exchange::write_roll_up_json(to, *sums_, estimate_, inventory_.sha256, warnings_);
    } else {
      api::exchange::write_estimate_json(to, estimate_, stands_, inventory_.sha256, warnings_);
    }
  }

 private:
  const methodology::Estimate& estimate_;
  const std::optional<methodology::RollUp>& sums_;
  const std::vector<methodology::Stand>& stands_;
  const api::exchange::Inventory& inventory_;
  Json warnings_;
};

}  // namespace

void EstimateOutput::add_to(const Command& command) {
  command.option(
      "--by", by,
      {"sums by what is named, such as village,year: " + methodology::roll_up_key_names(),
       "按所列项汇总，如 village,year;可用：" + methodology::roll_up_key_names()});
  command.option(
      "--out", file,
      {"F.csv or F.json; default: CSV on stdout", "F.csv 或 F.json;默认 CSV 写到标准输出"});
}

std::optional<Problem> EstimateOutput::check() const {
  if (!file.empty() && !kind_of(file)) {
    return usage("output_format_unknown",
                 {"Estimates are written as .csv or .json; .xlsx, .gpkg and .geojson are not "
                  "written yet.",
                  "估算结果可写为 .csv 或 .json;尚不支持 .xlsx、.gpkg 和 .geojson。"},
                 file);
  }
  if (by.empty()) return std::nullopt;
  const auto keys = methodology::parse_roll_up_keys(by);
  const auto* fault = std::get_if<methodology::Finding>(&keys);
  return fault ? std::optional(finding_problem(*fault, ExitStatus::usage)) : std::nullopt;
}

std::optional<Problem> EstimateOutput::write(const Output& out,
                                             const methodology::Estimate& estimate,
                                             const std::vector<methodology::Stand>& stands,
                                             const api::exchange::Inventory& inventory,
                                             std::vector<methodology::Finding>& notes) const {
  std::optional<methodology::RollUp> sums;
  if (!by.empty()) {
    const auto keys = std::get<methodology::RollUpKeys>(methodology::parse_roll_up_keys(by));
    auto rolled = methodology::roll_up(estimate, stands, keys, methodology::shipped_tables());
    if (const auto* faults = std::get_if<methodology::Findings>(&rolled)) {
      return finding_problem(faults->front(), ExitStatus::refused);
    }
    sums = std::move(std::get<methodology::RollUp>(rolled));
    notes.insert(notes.end(), sums->notes.begin(), sums->notes.end());
  }
  const EstimateText text(estimate, sums, stands, inventory);
  if (!file.empty()) {
    const bool is_json = kind_of(file) == FileKind::json;
    const auto written =
        write_file(file, [&](std::ostream& to) { is_json ? text.json(to) : text.csv(to); });
    if (const auto* problem = std::get_if<Problem>(&written)) return *problem;
  }
  if (out.json) {
    text.json(std::cout);
  } else if (file.empty()) {
    text.csv(std::cout);
  }
  return std::nullopt;
}

}  // namespace linhui::cli
