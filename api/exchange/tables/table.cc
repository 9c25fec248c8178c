#include "api/exchange/tables/table.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "api/exchange/tables/encoding.h"
#include "api/exchange/tables/normal_form.h"

namespace linhui::api::exchange {
namespace {

namespace fs = std::filesystem;

std::string lower_extension(const std::string& path) {
  std::string extension = fs::path(path).extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return extension;
}

std::optional<FileFormat> format_by_name(const std::string& path) {
  const std::string extension = lower_extension(path);
  if (extension == ".shp") return FileFormat::shapefile;
  if (extension == ".gpkg") return FileFormat::geopackage;
  if (extension == ".geojson" || extension == ".json") return FileFormat::geojson;
  if (extension == ".xlsx") return FileFormat::xlsx;
  if (extension == ".csv" || extension == ".txt") return FileFormat::csv;
  return std::nullopt;
}

// Why the first bytes are not what the name says, or empty.
std::optional<FaultCode> contradiction(FileFormat format, std::string_view head) {
  const auto starts = [&](std::string_view magic) { return head.substr(0, magic.size()) == magic; };
  switch (format) {
    case FileFormat::shapefile:
      if (starts(std::string_view("\x00\x00\x27\x0A", 4))) return {};
      return FaultCode::file_unreadable_shapefile;
    case FileFormat::geopackage:
      if (starts(std::string_view("SQLite format 3\0", 16))) return {};
      return FaultCode::file_unreadable_geopackage;
    case FileFormat::xlsx:
      if (starts("PK\x03\x04")) return {};
      return FaultCode::file_unreadable_workbook;
    case FileFormat::geojson: {
      std::size_t at = starts("\xEF\xBB\xBF") ? 3 : 0;
      at = head.find_first_not_of(" \t\r\n", at);
      if (at != std::string_view::npos && head[at] == '{') return {};
      return FaultCode::file_unreadable_geojson;
    }
    case FileFormat::csv:
      break;
  }
  return {};
}

std::uint64_t big_endian(std::string_view head, std::size_t at, int bytes) {
  std::uint64_t value = 0;
  for (int i = 0; i < bytes; ++i) value = value << 8 | static_cast<unsigned char>(head[at + i]);
  return value;
}

// The length that the file's own header states, in bytes; 0 where it states none.
// Shapefile (.shp, .shx): ESRI white paper, bytes 24–27, in 16-bit words. SQLite: file format §1.3,
// page size at 16 and page count at 28, valid where the change counters at 24 and 92 agree.
std::uint64_t stated_length(FileFormat format, std::string_view head) {
  if (format == FileFormat::shapefile && head.size() >= 28) return 2 * big_endian(head, 24, 4);
  if (format == FileFormat::geopackage && head.size() >= 96 &&
      big_endian(head, 24, 4) == big_endian(head, 92, 4)) {
    const std::uint64_t page = big_endian(head, 16, 2);
    return (page == 1 ? 65536 : page) * big_endian(head, 28, 4);
  }
  return 0;
}

// A zip ends with its directory's end record: PKWARE APPNOTE 4.3.16, 22 bytes and a comment whose
// length stands at 20; 0: there is none.
std::uint64_t stated_zip_length(const std::string& path, std::uint64_t length) {
  constexpr std::uint64_t kTail = 22 + 65535;
  std::ifstream in(path, std::ios::binary);
  const std::uint64_t start = length > kTail ? length - kTail : 0;
  in.seekg(static_cast<std::streamoff>(start));
  const std::string tail((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  const std::size_t at = tail.rfind("PK\x05\x06");
  if (at == std::string::npos) return 0;
  if (tail.size() < at + 22) return start + at + 22;
  return start + at + 22 + static_cast<unsigned char>(tail[at + 20]) +
         256u * static_cast<unsigned char>(tail[at + 21]);
}

void report_truncated(const std::string& path, std::uint64_t stated, FaultLog& log) {
  log.fault(FaultCode::file_unreadable_truncated,
            {.expected = stated == 0 ? "" : std::to_string(stated) + " bytes"}, {own_name(path)});
}

bool is_truncated(FileFormat format, const std::string& path, FaultLog& log) {
  if (format == FileFormat::csv || format == FileFormat::geojson) return false;
  std::error_code error;
  const std::uint64_t length = fs::file_size(path, error);
  std::uint64_t stated = 0;
  bool complete = false;
  if (format == FileFormat::xlsx) {
    stated = stated_zip_length(path, length);
    complete = stated != 0 && length >= stated;
  } else {
    std::ifstream in(path, std::ios::binary);
    std::string head(100, '\0');
    in.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(in.gcount()));
    stated = stated_length(format, head);
    complete = head.size() == 100 && length >= stated;
  }
  if (!complete) report_truncated(path, stated, log);
  return !complete;
}

bool has_companions(const std::string& path, FaultLog& log) {
  bool complete = true;
  for (const char* extension : {".dbf", ".shx"}) {
    if (!companion(path, extension).empty()) continue;
    complete = false;
    log.fault(FaultCode::file_unreadable_companion,
              {.expected = fs::path(path).stem().string() + extension}, {extension});
  }
  return complete && !is_truncated(FileFormat::shapefile, companion(path, ".shx"), log);
}

bool is_present(const std::string& path, FaultLog& log) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) {
    log.fault(FaultCode::file_not_found, {.value = own_name(path)});
    return false;
  }
  if (!fs::is_regular_file(status) || !std::ifstream(path)) {
    log.fault(FaultCode::file_unreadable_kind, {.value = own_name(path)});
    return false;
  }
  if (fs::file_size(path, error) == 0) {
    log.fault(FaultCode::file_empty, {.value = own_name(path)});
    return false;
  }
  return true;
}

}  // namespace

std::optional<FileFormat> identify_file(const std::string& path, FaultLog& log) {
  if (!is_present(path, log)) return std::nullopt;
  const auto format = format_by_name(path);
  if (!format) {
    log.fault(FaultCode::format_unknown,
              {.value = own_name(path), .expected = ".shp .gpkg .geojson .json .xlsx .csv .txt"});
    return std::nullopt;
  }
  std::string head(512, '\0');
  std::ifstream in(path, std::ios::binary);
  in.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(in.gcount()));
  if (const auto reason = contradiction(*format, head)) {
    log.fault(*reason, {.value = own_name(path)});
    return std::nullopt;
  }
  if (is_truncated(*format, path, log)) return std::nullopt;
  if (*format == FileFormat::shapefile && !has_companions(path, log)) return std::nullopt;
  return format;
}

std::optional<Table> read_table(const std::string& path, FileFormat format,
                                const TableOptions& options, FaultLog& log) {
  auto table = format == FileFormat::csv ? read_csv_table(path, options, log)
                                         : read_ogr_table(path, format, options, log);
  if (!table) return std::nullopt;
  log.set_layer(table->layer);
  if (table->rows.empty()) {
    report_no_rows(log);
    return std::nullopt;
  }
  for (std::string& column : table->columns) normalise(column);
  for (TableRow& row : table->rows) {
    for (std::string& cell : row.cells) normalise(cell);
  }
  return table;
}

void report_no_rows(FaultLog& log) { log.fault(FaultCode::file_empty_rows); }

std::optional<std::string> read_bytes(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (in.bad()) return std::nullopt;
  return bytes;
}

std::string own_name(const std::string& path) {
  std::string name = fs::path(path).filename().string();
  if (!is_utf8(name)) {
    std::replace_if(
        name.begin(), name.end(), [](char c) { return (c & 0x80) != 0 || c == 0; }, '?');
  }
  return name;
}

std::string trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n\v\f";
  constexpr std::string_view kIdeographicSpace = "\xE3\x80\x80";
  for (;;) {
    const std::size_t before = text.size();
    text.remove_prefix(std::min(text.find_first_not_of(kBlank), text.size()));
    text = text.substr(0, text.find_last_not_of(kBlank) + 1);
    if (text.starts_with(kIdeographicSpace)) text.remove_prefix(kIdeographicSpace.size());
    if (text.ends_with(kIdeographicSpace)) text.remove_suffix(kIdeographicSpace.size());
    if (text.size() == before) return std::string(text);
  }
}

std::string companion(const std::string& path, std::string_view extension) {
  std::string upper(extension);
  std::transform(upper.begin(), upper.end(), upper.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  for (const std::string& candidate : {std::string(extension), upper}) {
    const fs::path beside = fs::path(path).replace_extension(candidate);
    std::error_code error;
    if (fs::is_regular_file(beside, error)) return beside.string();
  }
  return {};
}

}  // namespace linhui::api::exchange
