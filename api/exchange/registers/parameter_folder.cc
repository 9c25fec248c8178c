#include "api/exchange/registers/parameter_folder.h"

#include <filesystem>
#include <map>
#include <optional>
#include <sstream>
#include <utility>

#include "api/exchange/tables/table.h"
#include "methodology/numbers/sha256.h"

namespace linhui::api::exchange {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kLargestTableBytes = 16 << 20;  // the largest that ships has 40 kB

Fault fault_of(std::string code, const std::string& file, Text sentence, std::string value = {},
               std::string expected = {}) {
  Fault fault;
  fault.code = std::move(code);
  fault.file = file;
  fault.sentence = std::move(sentence);
  fault.value = std::move(value);
  fault.expected = std::move(expected);
  return fault;
}

Problem refused(std::string code, Text sentence, const std::string& folder,
                std::vector<Fault> faults = {}) {
  Problem problem;
  problem.code = std::move(code);
  problem.sentence = std::move(sentence);
  problem.detail = folder;
  problem.faults = std::move(faults);
  return problem;
}

// `<64 hex digits>  <name>` or with `*` before the name. Name → digest; nothing for another form.
std::optional<std::map<std::string, std::string>> parse_manifest(const std::string& bytes) {
  std::map<std::string, std::string> digests;
  std::istringstream lines(bytes);
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty()) continue;
    constexpr std::size_t kDigits = 64;
    if (line.size() < kDigits + 3 || line[kDigits] != ' ' ||
        (line[kDigits + 1] != ' ' && line[kDigits + 1] != '*') ||
        line.find_first_not_of("0123456789abcdef") != kDigits) {
      return std::nullopt;
    }
    digests[line.substr(kDigits + 2)] = line.substr(0, kDigits);
  }
  return digests;
}

std::vector<Fault> check_manifest(const methodology::TableFiles& tables, const fs::path& manifest) {
  const std::string name = manifest.filename().string();
  const auto bytes = read_bytes(manifest.string());
  const auto digests = bytes ? parse_manifest(*bytes) : std::nullopt;
  if (!digests) {
    return {
        fault_of("tables_digest_wrong", name,
                 {"the manifest is not of the form of sha256sum", "清单不是 sha256sum 的格式"})};
  }
  std::vector<Fault> faults;
  for (const auto& [file, digest] : *digests) {
    const auto table = tables.find(file);
    if (table == tables.end()) {
      faults.push_back(
          fault_of("tables_digest_wrong", file,
                   {"the manifest names a table that is not there", "清单所列的参数表不存在"}));
    } else if (const auto found = methodology::sha256_hex(table->second); found != digest) {
      faults.push_back(fault_of("tables_digest_wrong", file,
                                {"the table is not the one of the manifest", "参数表与清单不符"},
                                found, digest));
    }
  }
  for (const auto& [file, table] : tables) {
    if (digests->contains(file)) continue;
    faults.push_back(fault_of("tables_digest_wrong", file,
                              {"the table is not in the manifest", "清单中没有该参数表"}));
  }
  return faults;
}

}  // namespace

Outcome<methodology::TableFiles> read_parameter_folder(const std::string& folder) {
  std::error_code failed;
  const Text not_found = {"There is no folder of parameter tables (*.csv).",
                          "没有该参数表文件夹（*.csv）。"};
  if (!fs::is_directory(folder, failed)) return refused("tables_not_found", not_found, folder);
  const auto shipped = methodology::shipped_tables();
  methodology::TableFiles tables;
  std::vector<Fault> faults;
  for (const auto& entry : fs::directory_iterator(folder, failed)) {
    const std::string name = entry.path().filename().string();
    if (entry.path().extension() != ".csv") continue;
    if (!shipped.contains(name)) {
      faults.push_back(
          fault_of("table_unknown", name,
                   {"no method has a table of that name", "没有方法学使用该名称的表"}));
      continue;
    }
    const auto size = fs::file_size(entry.path(), failed);
    if (!failed && size > kLargestTableBytes) {
      faults.push_back(fault_of("table_too_large", name, {"the table is too large", "参数表过大"},
                                std::to_string(size), std::to_string(kLargestTableBytes)));
      continue;
    }
    const auto bytes = read_bytes(entry.path().string());
    if (!bytes) {
      Problem problem = refused("file_not_readable", {"The file cannot be read.", "无法读取文件。"},
                                entry.path());
      problem.exit = ExitStatus::machine_failed;
      return problem;
    }
    tables[name] = *bytes;
  }
  if (failed || (tables.empty() && faults.empty())) {
    return refused("tables_not_found", not_found, folder);
  }
  if (!faults.empty()) {
    const std::string code = faults.front().code;
    return refused(
        code,
        {"The folder holds files that are no parameter tables.", "文件夹中有不属于参数表的文件。"},
        folder, std::move(faults));
  }
  const fs::path manifest = fs::path(folder) / kManifest;
  if (fs::exists(manifest, failed)) faults = check_manifest(tables, manifest);
  if (!faults.empty()) {
    return refused(
        "tables_digest_wrong",
        {"The tables are not those of the folder's SHA256SUMS. Where they were edited on "
         "purpose, write it anew: sha256sum *.csv > SHA256SUMS",
         "参数表与文件夹中的 SHA256SUMS 不符。如系有意修改，请重新生成："
         "sha256sum *.csv > SHA256SUMS"},
        folder, std::move(faults));
  }
  return tables;
}

Outcome<methodology::TableFiles> read_parameter_folder_over(const std::string& folder,
                                                            methodology::TableFiles otherwise) {
  auto own = LINHUI_API_TRY(read_parameter_folder(folder));
  for (auto& [name, bytes] : own) {
    otherwise[name] = std::move(bytes);
  }
  return otherwise;
}

}  // namespace linhui::api::exchange
