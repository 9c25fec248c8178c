// A register of forest rights 林权 as a workbook or CSV: one row a right.
#pragma once

#include <string>
#include <vector>

#include "api/problem.h"

namespace linhui::api::exchange {

// One row, as written. Holds personal data: it never goes into the log.
struct RightRow {
  std::string certificate_no;  // 林权证号 / 不动产权证号
  std::string stand_id;        // 小班号
  std::string type;            // ownership contract management carbon_income
  std::string holder_code;     // 户号: the village's own number of the household
  std::string holder_name;     // 户主姓名, or the organisation's name
  std::string holder_kind;     // household collective company state_farm
  std::string village, township;
  long long area_m2 =
      0;  // from area_m2, area_mu (1 mu = 2000/3 m², rounded half to even) or area_ha
  std::string area_stated, area_unit;              // as written, and 亩 / ha / m2
  long long percent_num = 100, percent_den = 100;  // share of the parcel's carbon income or right
  std::string from, to;                    // calendar days, [from, to), ISO 8601; `to` may be empty
  std::string basis;                       // contract clause or resolution that says so
  std::string phone, id_no, bank_account;  // may be empty
  long long row = 0;                       // as the person counts it
};

struct RightsFile {
  std::string file, sha256;  // the file's own name; of its bytes, hex
  std::vector<RightRow> rows;
  std::vector<Fault> faults;  // all of them; warnings too
  bool usable() const;        // no fault of severity `fault`: only then are rows to be used
};

// Reads and checks the whole workbook (.xlsx) or CSV file. Never throws on bad input: what is wrong
// is in `faults`, with the codes of tables/fault_log.h.
RightsFile read_rights(const std::string& path);

}  // namespace linhui::api::exchange
