// The attribute table of a Shapefile, read byte by byte: GDAL would hand out doubles, zeros for
// what is not a number, and text in an encoding that it guesses as ISO-8859-1.
//
// Source: dBASE III table format. Header: number of records at 4 (32 bits), length of header at 8
// and of a record at 10 (16 bits each), all little-endian; from 32 on, 32 bytes a field (name in
// 11, type at 11, width at 16) until 0x0D. A record starts with ' ', or '*' where it is deleted.
#include "api/exchange/tables/encoding.h"
#include "api/exchange/tables/table.h"

namespace linhui::api::exchange {
namespace {

struct Field {
  std::string_view name;
  char type = 'C';
  std::size_t at = 0, width = 0;  // in the record, bytes
};

struct DbfLayout {
  std::size_t records = 0, header_bytes = 0, record_bytes = 0;
  std::vector<Field> fields;
};

std::size_t little_endian(std::string_view bytes, std::size_t at, int count) {
  std::size_t value = 0;
  for (int i = count - 1; i >= 0; --i) {
    value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  }
  return value;
}

// Nothing where the header contradicts itself or the file's length.
std::optional<DbfLayout> read_layout(std::string_view bytes) {
  if (bytes.size() < 33) return std::nullopt;
  DbfLayout layout;
  layout.records = little_endian(bytes, 4, 4);
  layout.header_bytes = little_endian(bytes, 8, 2);
  layout.record_bytes = little_endian(bytes, 10, 2);
  if (layout.header_bytes > bytes.size() || layout.record_bytes == 0) return std::nullopt;
  std::size_t in_record = 1;
  for (std::size_t at = 32; at + 32 <= layout.header_bytes && bytes[at] != 0x0D; at += 32) {
    Field field;
    const std::string_view name = bytes.substr(at, 11);
    field.name = name.substr(0, name.find('\0'));
    field.type = bytes[at + 11];
    field.at = in_record;
    field.width = static_cast<unsigned char>(bytes[at + 16]);
    in_record += field.width;
    layout.fields.push_back(field);
  }
  const std::size_t room = bytes.size() - layout.header_bytes;
  if (layout.fields.empty() || in_record > layout.record_bytes) return std::nullopt;
  if (layout.records > room / layout.record_bytes) return std::nullopt;
  return layout;
}

// A number that does not fit its field is written as asterisks: there is no value.
// Binary fields (memo pointers, FoxPro doubles) hold nothing that an inventory needs.
std::string_view cell_bytes(std::string_view record, const Field& field) {
  if (std::string_view("CNFDL").find(field.type) == std::string_view::npos) return {};
  std::string_view bytes = record.substr(field.at, field.width);
  bytes = bytes.substr(0, bytes.find('\0'));
  const bool lost = field.type != 'C' && bytes.find_first_not_of("* ") == std::string_view::npos;
  if (lost) return {};
  return bytes.substr(0, bytes.find_last_not_of(' ') + 1);
}

std::string declared_encoding(const std::string& shp) {
  const std::string cpg = companion(shp, ".cpg");
  if (cpg.empty()) return {};
  return trimmed(read_bytes(cpg).value_or(""));
}

std::string choose_encoding(const std::string& shp, const TableOptions& options,
                            std::string_view bytes, const DbfLayout& layout) {
  if (!options.encoding.empty()) return options.encoding;
  if (std::string declared = declared_encoding(shp); !declared.empty()) return declared;
  std::vector<std::string_view> texts;
  for (const Field& field : layout.fields) texts.push_back(field.name);
  for (std::size_t i = 0; i < layout.records; ++i) {
    const auto record =
        bytes.substr(layout.header_bytes + i * layout.record_bytes, layout.record_bytes);
    for (const Field& field : layout.fields) {
      if (field.type == 'C') texts.push_back(cell_bytes(record, field));
    }
  }
  return find_encoding(texts, Ending::may_be_cut).value_or("GB18030");
}

void wrong_encoding(const std::string& encoding, Place place, FaultLog& log) {
  place.expected = "UTF-8, GBK, GB18030; a .cpg file beside the .shp that names it";
  log.fault(FaultCode::encoding_wrong_dbf, std::move(place), {encoding});
}

}  // namespace

std::optional<Table> read_dbf_table(const std::string& path, const TableOptions& options,
                                    FaultLog& log) {
  const std::string bytes = read_bytes(companion(path, ".dbf")).value_or("");
  const auto layout = read_layout(bytes);
  if (!layout) {
    log.fault(FaultCode::file_unreadable_dbf, {.value = own_name(companion(path, ".dbf"))});
    return std::nullopt;
  }
  const std::string encoding = shortened(choose_encoding(path, options, bytes, *layout));
  Table table;
  for (const Field& field : layout->fields) {
    auto name = to_utf8(field.name, encoding, Ending::may_be_cut);
    if (!name) {
      wrong_encoding(encoding, {}, log);
      return std::nullopt;
    }
    table.columns.push_back(trimmed(*name));
  }
  for (std::size_t i = 0; i < layout->records; ++i) {
    const auto record = std::string_view(bytes).substr(
        layout->header_bytes + i * layout->record_bytes, layout->record_bytes);
    if (record[0] == '*') continue;
    TableRow row;
    row.row = static_cast<long long>(i) + 1;
    for (std::size_t f = 0; f < layout->fields.size(); ++f) {
      auto text = to_utf8(cell_bytes(record, layout->fields[f]), encoding, Ending::may_be_cut);
      if (!text) wrong_encoding(encoding, {.row = row.row, .field = table.columns[f]}, log);
      row.cells.push_back(trimmed(text.value_or("")));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace linhui::api::exchange
