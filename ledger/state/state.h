// The state that apply() keeps: canonical JSON under text keys in Table::state.
//
//   ledger                                  id, name, purpose, keys, newest time
//   request/<id>                            index of the record of this request
//   party/<id>  key/<key id>                who may sign
//   mechanism/<id>  method/<id>  table/<sha256>
//   inventory/<root>  stand/<stand id>      the newest version of each stand, and who brought it
//   claim/<stand id>/<project>  cell/<x>/<y>/<project>/<stand id>
//   project/<id>  report/<id>  reports_of/<project>/<report>
//   credited/<stand id>/<year>
//   block/<project>/<vintage>/<first>       blocks, first serial in 12 digits
//   holding/<party>/<project>/<vintage>/<first>
//   total/<project>/<vintage>               issued = held + locked + buffer + retired + cancelled
//   offer/<id>  sale/<id>
//   right/<id>  stand_right/<stand id>/<right>  holder_right/<party>/<right>
//   collective/<township>/<village>
//   scheme/<id>  run/<id>  share/<party>/<run>/<line>  paid/<run>/<line>
//   export/<sequence>
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/base/canonical_json.h"
#include "ledger/base/hash.h"
#include "ledger/base/padded.h"
#include "ledger/base/serial_block.h"
#include "ledger/store/store.h"

namespace linhui::ledger {

// Joins the parts of a key with '/'. Parts must not hold a '/'.
template <class... Parts>
std::string key_of(std::string_view first, const Parts&... parts) {
  std::string key(first);
  ((key += '/', key += parts), ...);
  return key;
}

std::optional<Json> get_state(const View& view, std::string_view key);
bool has_state(const View& view, std::string_view key);
void put_state(Overlay& overlay, std::string key, const Json& value);
// Visits every entry whose key starts with `prefix`, in order, until `visit` gives false.
void scan_state(const View& view, std::string_view prefix,
                const std::function<bool(std::string_view key, const Json& value)>& visit);

// Rows beside the log, in order, until `visit` gives false. False where a row is missing.
bool scan_rows(const View& view, const Hash& root, std::uint64_t count,
               const std::function<bool(std::uint64_t index, std::string_view row)>& visit);
std::string row_key(const Hash& root, std::uint64_t index);
std::string index_key(std::uint64_t index);  // 8 bytes, big-endian
std::string node_key(unsigned level, std::uint64_t index);

std::string block_key(const SerialBlock& block);
std::string holding_key(std::string_view party, const SerialBlock& block);

}  // namespace linhui::ledger
