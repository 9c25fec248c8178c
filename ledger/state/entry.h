// The state that apply() keeps: entries of typed structs under text keys in Table::state.
//
// An entry is a struct with a form (base/form.h) and the name of its family. Its key is the
// family's name and the entry's id, or ids, joined by '/'; its bytes are the canonical JSON of its
// form. Nothing else reads or writes the table.
//
//   family                                     struct            header
//   ledger                                     LedgerInfo        party.h
//   request/<request>                          Request           party.h
//   party/<party>  key/<key id>                Party Key         party.h
//   collective/<township>/<village>            Collective        party.h
//   mechanism/<mechanism>                      Mechanism         method.h
//   method/<method>  table/<sha256>            Method PublishedTable  method.h
//   inventory/<root>  stand/<stand id>         Inventory Stand   inventory.h
//   claim/<stand id>/<project>                 Claim             inventory.h
//   cell/<x>/<y>/<project>/<stand id>          GroundClaim       inventory.h
//   project/<project>                          Project           project.h
//   report/<report>                            Report            report.h
//   reports_of/<project>/<report>              ReportPeriod      report.h
//   credited/<stand id>/<year>                 CreditedYear      report.h
//   block/<project>/<vintage>/<first>          HeldBlock         blocks.h
//   holding/<party>/<project>/<vintage>/<first>  Holding         blocks.h
//   total/<project>/<vintage>                  BlockTotal        blocks.h
//   offer/<offer>  sale/<sale>                 Offer Sale        sale.h
//   right/<right>                              Right             right.h
//   stand_right/<stand id>/<right>             StandRight        right.h
//   holder_right/<party>/<right>               HolderRight       right.h
//   scheme/<scheme>                            Scheme            scheme.h
//   run/<run>  share/<party>/<run>/<line>  paid/<run>/<line>   Run Share Payment   run.h
//   export/<sequence>                          Exported          exported.h
//
// Vintages in keys have 4 digits, serial numbers 12, lines and sequences 8, so that they sort.
// `index` in an entry is that of the record it names, from 0.
//
// All reading here throws ReadFailure where the store cannot be read or an entry is no longer what
// write() made. Ids that come from outside must have been checked to hold no '/' (is_id()); a key
// is at most 511 bytes.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/base/canonical_json.h"
#include "ledger/base/form.h"
#include "ledger/base/padded.h"
#include "ledger/store/store.h"

namespace linhui::ledger {

// Joins the parts of a key with '/'. Parts must not hold a '/'.
template <class... Parts>
std::string key_of(std::string_view first, const Parts&... parts) {
  std::string key(first);
  ((key += '/', key += parts), ...);
  return key;
}

// An entry's struct from its bytes. Throws ReadFailure (storage_damaged, with the key) where they
// are not what write() made: there is nothing right to answer then.
template <class T>
T entry_of(std::string_view key, std::string_view bytes) {
  auto entry = from_json<T>(Json::parse(bytes, nullptr, false), std::string(key));
  if (!entry.ok()) throw ReadFailure({ErrorCode::storage_damaged, "state " + entry.error().detail});
  return std::move(entry).value();
}

// The entry of these ids, where there is one. One look-up.
template <class T, class... Ids>
std::optional<T> read(const View& view, const Ids&... ids) {
  const std::string key = key_of(T::kFamily, ids...);
  const auto bytes = view.get(Table::state, key);
  if (!bytes) return std::nullopt;
  return entry_of<T>(key, *bytes);
}

// The entry of this id, or the family's error (project_not_found …) with it.
template <class T>
Result<T> need(const View& view, std::string_view id) {
  if (auto entry = read<T>(view, id)) return std::move(*entry);
  return Error{T::kMissing, std::string(id)};
}

// Whether there is such an entry; it is not read.
template <class T, class... Ids>
bool has(const View& view, const Ids&... ids) {
  return view.get(Table::state, key_of(T::kFamily, ids...)).has_value();
}

// Puts the entry in the place of the one that was there.
template <class T, class... Ids>
void write(Overlay& overlay, const T& entry, const Ids&... ids) {
  overlay.put(Table::state, key_of(T::kFamily, ids...), canonical(to_json(entry)));
}

template <class T, class... Ids>
void erase(Overlay& overlay, const Ids&... ids) {
  overlay.erase(Table::state, key_of(T::kFamily, ids...));
}

// Visits the family's entries in order of their keys, until `visit` gives false. `id` is what
// follows the family's name in the key; with `under`, what follows these ids.
template <class T>
using Visit = std::function<bool(std::string_view id, const T& entry)>;
template <class T, class... Ids>
void scan_under(const View& view, const Visit<T>& visit, const Ids&... under) {
  const std::string prefix = key_of(T::kFamily, under...) + "/";
  view.scan(Table::state, prefix, [&](std::string_view key, std::string_view bytes) {
    return visit(key.substr(prefix.size()), entry_of<T>(key, bytes));
  });
}
template <class T>
void scan(const View& view, const Visit<T>& visit) {
  scan_under<T>(view, visit);
}

// The family's last entry whose id is not above `id`, where both begin with the ids `under`, and
// its id as scan_under() gives it. One look-up, however many entries there are.
template <class T, class... Ids>
std::optional<std::pair<std::string, T>> last_not_above(const View& view, std::string_view id,
                                                        const Ids&... under) {
  const std::string prefix = key_of(T::kFamily, under...) + "/";
  auto found = view.last_below(Table::state, prefix, prefix + std::string(id) + '\0');
  if (!found) return std::nullopt;
  T entry = entry_of<T>(found->first, found->second);
  return std::pair(found->first.substr(prefix.size()), std::move(entry));
}

}  // namespace linhui::ledger
