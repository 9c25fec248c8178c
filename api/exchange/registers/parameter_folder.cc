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

Fault file_fault(FaultCode code, const std::string& file, std::string value = {},
                 std::string expected = {}) {
  Fault fault = fault_of(code);
  fault.file = file;
  fault.value = std::move(value);
  fault.expected = std::move(expected);
  return fault;
}

Problem refused(Code code, const std::string& folder, std::vector<Fault> faults) {
  Problem problem = problem_of(code, folder);
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
    return {file_fault(FaultCode::tables_digest_wrong_manifest, name)};
  }
  std::vector<Fault> faults;
  for (const auto& [file, digest] : *digests) {
    const auto table = tables.find(file);
    if (table == tables.end()) {
      faults.push_back(file_fault(FaultCode::tables_digest_wrong_absent, file));
    } else if (const auto found = methodology::sha256_hex(table->second); found != digest) {
      faults.push_back(file_fault(FaultCode::tables_digest_wrong, file, found, digest));
    }
  }
  for (const auto& [file, table] : tables) {
    if (digests->contains(file)) continue;
    faults.push_back(file_fault(FaultCode::tables_digest_wrong_unlisted, file));
  }
  return faults;
}

}  // namespace

Outcome<methodology::TableFiles> read_parameter_folder(const std::string& folder) {
  std::error_code failed;
  if (!fs::is_directory(folder, failed)) return problem_of(Code::tables_not_found, folder);
  const auto shipped = methodology::shipped_tables();
  methodology::TableFiles tables;
  std::vector<Fault> faults;
  for (const auto& entry : fs::directory_iterator(folder, failed)) {
    const std::string name = entry.path().filename().string();
    if (entry.path().extension() != ".csv") continue;
    if (!shipped.contains(name)) {
      faults.push_back(file_fault(FaultCode::table_unknown, name));
      continue;
    }
    const auto size = fs::file_size(entry.path(), failed);
    if (!failed && size > kLargestTableBytes) {
      faults.push_back(file_fault(FaultCode::table_too_large, name, std::to_string(size),
                                  std::to_string(kLargestTableBytes)));
      continue;
    }
    const auto bytes = read_bytes(entry.path().string());
    if (!bytes) {
      return problem_of(Code::file_not_readable, entry.path());
    }
    tables[name] = *bytes;
  }
  if (failed || (tables.empty() && faults.empty())) {
    return problem_of(Code::tables_not_found, folder);
  }
  if (!faults.empty()) {
    const bool unknown = faults.front().code == fault_of(FaultCode::table_unknown).code;
    return refused(unknown ? Code::table_unknown : Code::table_too_large, folder,
                   std::move(faults));
  }
  const fs::path manifest = fs::path(folder) / kManifest;
  if (fs::exists(manifest, failed)) faults = check_manifest(tables, manifest);
  if (!faults.empty()) {
    return refused(Code::tables_digest_wrong, folder, std::move(faults));
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
