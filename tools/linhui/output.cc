#include "tools/linhui/output.h"

#include <unistd.h>
#include <utf8proc.h>

#include <algorithm>
#include <cstdio>
#include <iostream>

namespace linhui::cli {
namespace {

// Visits the code points of a text; -1 for a byte that is not UTF-8.
void visit_points(std::string_view text,
                  const std::function<void(utf8proc_int32_t, std::string_view)>& visit) {
  while (!text.empty()) {
    utf8proc_int32_t point = -1;
    const auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                       static_cast<utf8proc_ssize_t>(text.size()), &point);
    const std::size_t taken = size > 0 ? static_cast<std::size_t>(size) : 1;
    visit(size > 0 ? point : -1, text.substr(0, taken));
    text.remove_prefix(taken);
  }
}

std::string where_of(const Fault& fault) {
  std::string where = fault.file;
  if (!fault.layer.empty()) where += ":" + fault.layer;
  if (fault.row > 0) where += (where.empty() ? "" : ":") + std::to_string(fault.row);
  return where;
}

}  // namespace

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  visit_points(text, [&](utf8proc_int32_t point, std::string_view) {
    columns += point < 0 ? 1 : static_cast<std::size_t>(std::max(0, utf8proc_charwidth(point)));
  });
  return columns;
}

std::string printable(std::string_view text) {
  std::string safe;
  visit_points(text, [&](utf8proc_int32_t point, std::string_view bytes) {
    const bool control = point >= 0 && (point < 0x20 || (point >= 0x7f && point < 0xa0) ||
                                        utf8proc_category(point) == UTF8PROC_CATEGORY_CF);
    if (point < 0 || control) {
      safe += "\xef\xbf\xbd";
    } else {
      safe += bytes;
    }
  });
  return safe;
}

std::string TextTable::str() const {
  std::vector<std::size_t> widths(rows_[0].size());
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size() && i < widths.size(); ++i) {
      widths[i] = std::max(widths[i], columns_of(row[i]));
    }
  }
  std::string text;
  for (const auto& row : rows_) {
    std::string line;
    for (std::size_t i = 0; i < row.size() && i < widths.size(); ++i) {
      line += row[i] + std::string(widths[i] - columns_of(row[i]) + 2, ' ');
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

std::string fault_table(const std::vector<Fault>& faults, Language language) {
  const bool chinese = language == Language::chinese;
  TextTable table(
      chinese ? std::vector<std::string>{"级别", "代码", "位置", "字段", "值", "说明"}
              : std::vector<std::string>{"severity", "code", "where", "field", "value", "what"});
  for (const Fault& fault : faults) {
    const bool warning = fault.severity == Severity::warning;
    std::string what = fault.sentence.in(language);
    if (!fault.expected.empty()) what += (chinese ? " 应为：" : " Expected: ") + fault.expected;
    table.add({chinese ? (warning ? "警告" : "错误") : (warning ? "warning" : "fault"), fault.code,
               printable(where_of(fault)), printable(fault.field), printable(fault.value),
               printable(what)});
  }
  return table.str();
}

Json problem_json(const Problem& problem) {
  return {{"code", problem.code},
          {"en", problem.sentence.english},
          {"zh", problem.sentence.chinese},
          {"detail", problem.detail},
          {"exit", static_cast<int>(problem.exit)},
          {"faults", faults_json(problem.faults)}};
}

std::string Output::demonstration_line() const {
  if (origin != Origin::demonstration) return {};
  return in({"DEMONSTRATION: nothing in this ledger is real.\n", "演示账本：其中内容均非真实。\n"});
}

std::string Output::document_text(Json document) const {
  if (origin != Origin::none) document["demonstration"] = origin == Origin::demonstration;
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

void Output::print(const std::string& text) const { std::cout << text << std::flush; }

ExitStatus Output::done(const Json& document, const std::string& text) const {
  print(json ? document_text(document) : demonstration_line() + text);
  return flushed();
}

ExitStatus Output::flushed() const {
  std::cout.flush();
  if (std::cout) return ExitStatus::done;
  std::cerr << in({"linhui: stdout cannot be written\n", "linhui:无法写入标准输出\n"});
  return ExitStatus::machine_failed;
}

ExitStatus Output::refuse(const Problem& problem) const {
  if (json) {
    print(document_text({{"error", problem_json(problem)}}));
    return problem.exit;
  }
  std::string text;
  if (!problem.faults.empty()) text += fault_table(problem.faults, language);
  text += "linhui: " + problem.code + ": " + in(problem.sentence);
  if (!problem.detail.empty()) text += " (" + printable(problem.detail) + ")";
  text += "\n";
  const auto faults = std::count_if(problem.faults.begin(), problem.faults.end(),
                                    [](const auto& f) { return f.severity == Severity::fault; });
  const auto warnings = static_cast<std::ptrdiff_t>(problem.faults.size()) - faults;
  if (!problem.faults.empty()) {
    text += language == Language::chinese ? "错误 " + std::to_string(faults) + " 处，警告 " +
                                                std::to_string(warnings) + " 处\n"
                                          : "faults: " + std::to_string(faults) +
                                                ", warnings: " + std::to_string(warnings) + "\n";
  }
  std::cerr << text << std::flush;
  return problem.exit;
}

void Output::tell(const std::string& line) const { std::cerr << line << "\n" << std::flush; }

std::function<void(std::uint64_t, std::uint64_t)> progress_bar(std::string label) {
  if (!isatty(STDERR_FILENO)) return {};
  return [label = std::move(label), last = -1](std::uint64_t done, std::uint64_t total) mutable {
    const int percent = total == 0 ? 100 : static_cast<int>(done * 100 / total);
    if (percent == last) return;
    last = percent;
    const std::string bar(static_cast<std::size_t>(percent / 4), '#');
    std::fprintf(stderr, "\r%s [%-25s] %3d %%%s", label.c_str(), bar.c_str(), percent,
                 percent == 100 ? "\n" : "");
    std::fflush(stderr);
  };
}

}  // namespace linhui::cli
