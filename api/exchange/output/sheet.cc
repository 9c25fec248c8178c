#include "api/exchange/output/sheet.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

namespace linhui::api::exchange {
namespace {

constexpr std::size_t kNameCharactersMost = 31, kTextCharactersMost = 32'767;
constexpr long long kExactDoubleBelow = 1LL << 53;
constexpr std::uint8_t kPaperA4 = 9;
constexpr double kTwoLinesPoints = 31;    // a row of headings
constexpr time_t kCreated = 946'684'800;  // 2000-01-01: no clock, so that bytes repeat

// The first `most` characters of a UTF-8 text.
std::string first_characters(const std::string& text, std::size_t most) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool begins = (static_cast<unsigned char>(text[i]) & 0xc0) != 0x80;
    if (begins && count++ == most) return text.substr(0, i);
  }
  return text;
}

}  // namespace

Book::Book(const std::string& path) {
  lxw_workbook_options options = {};
  options.constant_memory = LXW_TRUE;  // a sheet of a million rows stays on disk
  options.use_zip64 = LXW_FALSE;
  workbook_ = workbook_new_opt(path.c_str(), &options);
  heading_ = workbook_add_format(workbook_);
  format_set_bold(heading_);
  format_set_bottom(heading_, LXW_BORDER_THIN);
  format_set_text_wrap(heading_);
  format_set_align(heading_, LXW_ALIGN_VERTICAL_TOP);
  title_ = workbook_add_format(workbook_);
  format_set_bold(title_);
  format_set_font_size(title_, 16);
  figure_ = workbook_add_format(workbook_);
  format_set_num_format(figure_, "#,##0.0000");
  wrapped_ = workbook_add_format(workbook_);
  format_set_text_wrap(wrapped_);
  format_set_align(wrapped_, LXW_ALIGN_VERTICAL_TOP);
  lxw_doc_properties properties = {};
  properties.created = kCreated;
  workbook_set_properties(workbook_, &properties);
}

Book::~Book() { close(); }

bool Book::close() {
  if (workbook_ == nullptr) return true;
  const lxw_error error = workbook_close(workbook_);
  workbook_ = nullptr;
  return error == LXW_NO_ERROR;
}

lxw_worksheet* Book::add_sheet(std::string name, std::string& final_name) {
  for (char& c : name) {
    if (std::string("[]:*?/\\'").find(c) != std::string::npos) c = '_';
  }
  final_name = first_characters(name, kNameCharactersMost);
  for (int n = 2; std::count(names_.begin(), names_.end(), final_name) > 0; ++n) {
    const std::string number = " " + std::to_string(n);
    final_name = first_characters(name, kNameCharactersMost - number.size()) + number;
  }
  names_.push_back(final_name);
  return workbook_add_worksheet(workbook_, final_name.c_str());
}

Sheet::Sheet(Book& book, const std::string& name)
    : book_(book), sheet_(book.add_sheet(name, name_)) {
  worksheet_set_paper(sheet_, kPaperA4);
  worksheet_set_landscape(sheet_);
  worksheet_fit_to_pages(sheet_, 1, 0);  // as wide as the paper, as long as it gets
}

void Sheet::widths(const std::vector<double>& characters) {
  for (std::size_t i = 0; i < characters.size(); ++i) {
    const auto column = static_cast<lxw_col_t>(i);
    worksheet_set_column(sheet_, column, column, characters[i], nullptr);
  }
}

void Sheet::text(const std::string& text, lxw_format* format) {
  const std::string cell = first_characters(text, kTextCharactersMost);
  if (!cell.empty()) worksheet_write_string(sheet_, row_, column_, cell.c_str(), format);
  ++column_;
}

void Sheet::whole(long long number) {
  worksheet_write_number(sheet_, row_, column_++, static_cast<double>(number), nullptr);
}

void Sheet::figure(const std::optional<methodology::TonnesCO2e>& figure) {
  if (figure && std::llabs(figure->ten_thousandths()) >= kExactDoubleBelow) {
    return text(figure->str());
  }
  if (figure) {
    // The nearest double of the decimal: one division of two exact doubles.
    worksheet_write_number(sheet_, row_, column_,
                           static_cast<double>(figure->ten_thousandths()) / 10000, book_.figure());
  }
  ++column_;
}

void Sheet::headings(const std::vector<std::string>& texts) {
  worksheet_set_row(sheet_, row_, kTwoLinesPoints, nullptr);
  for (const std::string& heading : texts) text(heading, book_.heading());
  next_row();
}

void Sheet::next_row() {
  ++row_;
  column_ = 0;
}

void Sheet::freeze_and_filter(std::size_t columns) {
  worksheet_freeze_panes(sheet_, 1, 0);
  if (row_ < 2 || columns == 0) return;
  worksheet_autofilter(sheet_, 0, 0, row_ - 1, static_cast<lxw_col_t>(columns - 1));
}

}  // namespace linhui::api::exchange
