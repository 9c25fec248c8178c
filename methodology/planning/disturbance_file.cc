// Reading events from CSV.
#include <algorithm>
#include <array>
#include <string_view>

#include "methodology/findings.h"
#include "methodology/parameters/csv.h"
#include "methodology/planning/disturbance.h"
#include "methodology/planning/disturbance_findings.h"

namespace linhui::methodology {
namespace {

struct Word {
  std::string_view value;
  std::vector<std::string_view> also;
};

// The terms of the national forestry statistics, and of people who write them.
const std::vector<Word>& kinds() {
  static const std::vector<Word> kWords = {
      {"fire", {"火灾", "森林火灾"}},
      {"pine_wilt", {"松材线虫病", "松材线虫", "松材线虫病除治"}},
      {"felling", {"采伐", "盗伐", "滥伐"}},
      {"wind", {"风灾", "风折", "风倒"}},
      {"ice", {"冰雪", "雪灾", "冰冻", "雨雪冰冻"}},
      {"landslide", {"滑坡", "泥石流", "地质灾害"}},
      {"conversion", {"地类变更", "征占用", "征占用林地", "占用"}},
  };
  return kWords;
}

const std::vector<Word>& destinations() {
  static const std::vector<Word> kWords = {
      {"burnt", {"烧毁", "燃烧"}},
      {"removed", {"清理运出", "运出", "移除", "清理"}},
      {"dead_wood", {"枯死木", "留作枯死木", "留存林内"}},
  };
  return kWords;
}

const std::vector<Word>& columns() {
  static const std::vector<Word> kWords = {{"stand_id", {"小班号", "小班编号"}},
                                           {"date", {"日期", "发生日期", "时间"}},
                                           {"kind", {"类型", "事件类型", "灾害类型"}},
                                           {"share_of_stock", {"蓄积损失比例", "损失比例"}},
                                           {"destination", {"去向", "损失去向"}}};
  return kWords;
}

std::optional<std::size_t> index_of(const std::vector<Word>& words, std::string_view text) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto& also = words[i].also;
    if (text == words[i].value || std::find(also.begin(), also.end(), text) != also.end()) return i;
  }
  return std::nullopt;
}

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool is_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// The year of YYYY or YYYY-MM-DD; nothing for another form or a day that the calendar lacks.
std::optional<int> year_of(const std::string& date) {
  if ((date.size() != 4 && date.size() != 10) || !is_digits(date.substr(0, 4))) return std::nullopt;
  const int year = std::stoi(date.substr(0, 4));
  if (year < kFirstYear || year > kLastYear) return std::nullopt;
  if (date.size() == 4) return year;
  if (date[4] != '-' || date[7] != '-' || !is_digits(date.substr(5, 2)) ||
      !is_digits(date.substr(8, 2))) {
    return std::nullopt;
  }
  const int month = std::stoi(date.substr(5, 2)), day = std::stoi(date.substr(8, 2));
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12) return std::nullopt;
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  const int days = kDays[static_cast<std::size_t>(month) - 1] + (month == 2 && leap ? 1 : 0);
  if (day < 1 || day > days) return std::nullopt;
  return year;
}

Disturbance read_row(const CsvRow& row, const std::vector<std::size_t>& places, std::size_t line,
                     Findings& faults) {
  const auto cell = [&](std::size_t column) { return trimmed(row[places[column]]); };
  Disturbance event;
  event.line = line;
  event.stand_id = cell(0);
  event.date = cell(1);
  if (const auto year = year_of(event.date)) {
    event.year = *year;
  } else {
    faults.push_back(event_date_malformed(event.stand_id, line, event.date));
  }
  if (const auto kind = index_of(kinds(), cell(2))) {
    event.kind = static_cast<DisturbanceKind>(*kind);
  } else {
    faults.push_back(event_kind_unknown(event.stand_id, line, cell(2)));
  }
  const auto share = Decimal::parse(cell(3));
  if (share && *share > Decimal(0) && *share <= Decimal(1)) {
    event.share_of_stock = *share;
  } else {
    faults.push_back(event_share_out_of_range(event.stand_id, line, cell(3)));
  }
  if (const auto destination = index_of(destinations(), cell(4))) {
    event.destination = static_cast<Destination>(*destination);
  } else {
    faults.push_back(event_destination_unknown(event.stand_id, line, cell(4)));
  }
  return event;
}

}  // namespace

std::variant<std::vector<Disturbance>, Findings> parse_disturbances(const std::string& csv) {
  const auto parsed = parse_csv(csv);
  if (const auto* fault = std::get_if<CsvFault>(&parsed)) {
    return Findings{events_malformed(fault->line, fault->english, fault->chinese)};
  }
  const auto& rows = std::get<std::vector<CsvRow>>(parsed);
  if (rows.size() < 2) {
    return Findings{
        events_malformed(1, "it needs a header and at least one event", "须有表头和至少一个事件")};
  }
  Findings faults;
  std::vector<std::size_t> places(columns().size(), rows[0].size());
  for (std::size_t i = 0; i < rows[0].size(); ++i) {
    if (const auto column = index_of(columns(), trimmed(rows[0][i]))) places[*column] = i;
  }
  for (std::size_t column = 0; column < places.size(); ++column) {
    if (places[column] < rows[0].size()) continue;
    const std::string name(columns()[column].value);
    faults.push_back(events_malformed(1, "the column " + name + " is missing",
                                      "缺少列 " + std::string(columns()[column].also[0])));
  }
  if (!faults.empty()) return faults;
  std::vector<Disturbance> events;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    events.push_back(read_row(rows[i], places, i + 1, faults));
  }
  if (!faults.empty()) return faults;
  // A year alone comes before its days: by text, as the form is the same.
  std::stable_sort(events.begin(), events.end(),
                   [](const auto& a, const auto& b) { return a.date < b.date; });
  return events;
}

}  // namespace linhui::methodology
