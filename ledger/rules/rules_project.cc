// Rules of mechanisms, methods, inventories and projects.
#include <algorithm>
#include <map>

#include "ledger/base/padded.h"
#include "ledger/ground/claims.h"
#include "ledger/ground/geometry.h"
#include "ledger/rules/apply_rules.h"

namespace linhui::ledger {
namespace {

constexpr int kFirstYear = 1900, kLastYear = 2200;
// A stand's box is at most this wide and high (1 degree), so that its cells can be listed.
constexpr std::int64_t kMaxSpan = 10'000'000;
constexpr std::size_t kMaxTableLine = 20'000;  // bytes of one line of a method's table

// What the ledger reads of an inventory row; the rest is the methods' matter.
Result<void> check_stand_row(const Json& row) {
  if (!row.is_object()) return Error{ErrorCode::row_malformed};
  for (const char* name : {"stand_id", "kind", "township", "village"}) {
    if (!row.contains(name) || !row.at(name).is_string())
      return Error{ErrorCode::row_malformed, name};
    const auto& text = row.at(name).get_ref<const std::string&>();
    if (text.find('/') != std::string::npos || text.size() > 200 || !is_clean_text(text)) {
      return Error{ErrorCode::row_malformed, name};
    }
  }
  const auto& stand = row.at("stand_id").get_ref<const std::string&>();
  if (stand.empty() || stand.size() > 120) return Error{ErrorCode::row_malformed, "stand_id"};
  if (!row.contains("area_m2") || !row.at("area_m2").is_number_integer() ||
      row.at("area_m2").get<std::int64_t>() < 0) {
    return Error{ErrorCode::row_malformed, stand + " area_m2"};
  }
  const auto shape = row.contains("shape") ? parse_shape(row.at("shape")) : std::nullopt;
  if (!shape) return Error{ErrorCode::row_malformed, stand + " shape"};
  if (!shape->empty()) {
    const GeoBox box = box_of(*shape);
    if (box.max_lon - box.min_lon > kMaxSpan || box.max_lat - box.min_lat > kMaxSpan) {
      return Error{ErrorCode::row_malformed, stand + " shape"};
    }
    if (!is_well_drawn(*shape)) return Error{ErrorCode::shape_invalid, stand};
  }
  return {};
}

// A number names one stand in all of the ledger, and is its first importer's: rights rest on it,
// and a new survey leaves them room.
Result<void> may_bring(RuleContext& c, const std::string& stand, std::int64_t area_m2) {
  const auto known = get_state(c.state, key_of("stand", stand));
  if (!known) return {};
  if (known->at("by") != c.by()) {
    return Error{ErrorCode::stand_of_another, stand + " / " + known->at("by").get<std::string>()};
  }
  if (area_m2 < known->at("area_m2") && rights_exceed(c.state, stand, area_m2)) {
    return Error{ErrorCode::rights_exceed_parcel, stand};
  }
  return {};
}

}  // namespace

Result<void> rule_mechanism_define(RuleContext& c) {
  Fields f(c.body(), "body");
  const std::string mechanism = f.id("mechanism");
  const std::string name = f.text("name", 200);
  const auto buffer_num = f.whole("buffer_num", 0, 1'000'000);
  const auto buffer_den = f.whole("buffer_den", 1, 1'000'000);
  const bool natural_persons = f.flag("natural_persons");
  const auto methods = f.ids("methods");
  f.text("basis");
  LINHUI_TRY(f.done());
  if (buffer_num >= buffer_den) return Error{ErrorCode::record_malformed, "body.buffer_num"};
  if (has_state(c.state, key_of("mechanism", mechanism))) {
    return Error{ErrorCode::mechanism_exists, mechanism};
  }
  put_state(c.state, key_of("mechanism", mechanism),
            {{"name", name},
             {"buffer_num", buffer_num},
             {"buffer_den", buffer_den},
             {"natural_persons", natural_persons},
             {"methods", methods}});
  return {};
}

// The registrar publishes a method's tables. The lines of the tables are the record's rows, so
// that an auditor has them at hand for good.
Result<void> rule_method_publish(RuleContext& c) {
  Fields f(c.body(), "body");
  const std::string method = f.id("method");
  const std::string version = f.text("version", 100);
  const bool crediting = f.flag("crediting");
  const std::string basis = f.word("basis", {"read_back", "recalled"});
  f.text("compared_with");
  f.text("compared_by", 200);
  f.day("compared_on");
  const Json& tables = f.array("tables");
  const RowsReference rows = read_rows_reference(f);
  LINHUI_TRY(f.done());
  if (basis == "recalled" && get_state(c.state, "ledger")->at("purpose") != "demonstration") {
    return Error{ErrorCode::recalled_in_production, method};
  }

  std::map<std::string, std::string> text;
  bool well_formed = true;
  const bool complete = scan_rows(c.state, rows.root, rows.count, [&](auto, std::string_view row) {
    const auto line = parse_canonical(row);
    const Json none;
    Fields fields(line.ok() ? line.value() : none, "row");
    const std::string table = fields.id("table");
    const std::string content = fields.text_or_empty("text", kMaxTableLine);
    well_formed = fields.done().ok();
    if (well_formed) text[table] += content + "\n";
    return well_formed;
  });
  if (!well_formed) return Error{ErrorCode::row_malformed};
  if (!complete) return Error{ErrorCode::rows_missing};
  if (text.size() != tables.size()) return Error{ErrorCode::row_malformed};

  Json digests = Json::array();
  std::set<std::string> names;
  for (const Json& entry : tables) {
    Fields table(entry, "body.tables");
    const std::string name = table.id("name");
    const std::string digest = hex(table.hash("sha256"));
    LINHUI_TRY(table.done());
    if (!names.insert(name).second) return Error{ErrorCode::record_malformed, "body.tables"};
    if (!text.contains(name) || hex(sha256(text[name])) != digest) {
      return Error{ErrorCode::rows_mismatch, name};
    }
    put_state(c.state, key_of("table", digest), {{"name", name}, {"basis", basis}});
    digests.push_back(digest);
  }
  const std::string key = key_of("method", method);
  if (const auto earlier = get_state(c.state, key);
      earlier && earlier->at("tables") == digests && earlier->at("basis") == basis) {
    return Error{ErrorCode::method_exists, method};
  }
  put_state(c.state, key,
            {{"version", version},
             {"crediting", crediting},
             {"basis", basis},
             {"tables", digests},
             {"index", c.index},
             {"root", hex(rows.root)},
             {"count", rows.count}});
  return {};
}

Result<void> rule_inventory_import(RuleContext& c) {
  Fields f(c.body(), "body");
  const std::string project = f.id("project");
  f.text("file", 300);
  f.hash("file_sha256");
  const std::int64_t area_m2 = f.whole("area_m2", 0, 9'000'000'000'000'000);
  const RowsReference rows = read_rows_reference(f);
  LINHUI_TRY(f.done());
  if (rows.count == 0) return Error{ErrorCode::record_malformed, "body.rows.count"};
  const std::string root = hex(rows.root);
  if (has_state(c.state, key_of("inventory", root))) {
    return Error{ErrorCode::inventory_exists, root};
  }
  if (const auto owner = get_state(c.state, key_of("project", project));
      owner && owner->at("developer") != c.by()) {
    return Error{ErrorCode::role_missing, project};
  }

  std::int64_t total_m2 = 0;
  std::optional<Error> refused;
  std::set<std::string> seen;
  const bool complete =
      scan_rows(c.state, rows.root, rows.count, [&](std::uint64_t index, std::string_view bytes) {
        const auto row = parse_canonical(bytes);
        if (!row.ok()) {
          refused = Error{ErrorCode::row_malformed, row.error().detail};
          return false;
        }
        if (const auto checked = check_stand_row(row.value()); !checked.ok()) {
          refused = checked.error();
          return false;
        }
        const std::string stand = row.value().at("stand_id");
        if (!seen.insert(stand).second) {
          refused = Error{ErrorCode::row_malformed, stand};
          return false;
        }
        const auto stand_m2 = row.value().at("area_m2").get<std::int64_t>();
        if (const auto brought = may_bring(c, stand, stand_m2); !brought.ok()) {
          refused = brought.error();
          return false;
        }
        total_m2 += stand_m2;
        if (total_m2 > area_m2) {
          refused = Error{ErrorCode::rows_mismatch, "area_m2"};
          return false;
        }
        put_state(c.state, key_of("stand", stand),
                  {{"by", c.by()},
                   {"inventory", root},
                   {"row", index},
                   {"area_m2", row.value().at("area_m2")},
                   {"kind", row.value().at("kind")},
                   {"township", row.value().at("township")},
                   {"village", row.value().at("village")}});
        return true;
      });
  if (refused) return *refused;
  if (!complete) return Error{ErrorCode::rows_missing};
  if (total_m2 != area_m2) return Error{ErrorCode::rows_mismatch, "area_m2"};
  put_state(c.state, key_of("inventory", root),
            {{"project", project},
             {"by", c.by()},
             {"count", rows.count},
             {"area_m2", area_m2},
             {"index", c.index}});
  return {};
}

// A project claims its stands for its crediting period. A project under a method that is for
// assessment only names no mechanism and claims nothing.
Result<void> rule_project_register(RuleContext& c) {
  Fields f(c.body(), "body");
  const std::string project = f.id("project");
  const std::string name = f.text("name", 200);
  const std::string method = f.id("method");
  const std::string mechanism = f.optional_id("mechanism");
  const std::string inventory = hex(f.hash("inventory"));
  const auto from = f.whole("from_year", kFirstYear, kLastYear);
  const auto to = f.whole("to_year", kFirstYear, kLastYear);
  LINHUI_TRY(f.done());

  const auto published = get_state(c.state, key_of("method", method));
  if (!published) return Error{ErrorCode::method_not_published, method};
  const bool crediting = published->at("crediting");
  if (!mechanism.empty()) {
    const auto rules = get_state(c.state, key_of("mechanism", mechanism));
    if (!rules) return Error{ErrorCode::mechanism_not_found, mechanism};
    const Json& accepted = rules->at("methods");
    if (std::find(accepted.begin(), accepted.end(), method) == accepted.end()) {
      return Error{ErrorCode::method_not_accepted, method};
    }
    if (!crediting) return Error{ErrorCode::method_not_crediting, method};
  }
  const auto imported = get_state(c.state, key_of("inventory", inventory));
  if (!imported || imported->at("project") != project || imported->at("by") != c.by()) {
    return Error{ErrorCode::inventory_not_found, inventory};
  }
  if (has_state(c.state, key_of("project", project))) {
    return Error{ErrorCode::project_exists, project};
  }
  if (from > to) return Error{ErrorCode::period_invalid};

  if (!mechanism.empty()) {
    std::optional<Error> refused;
    const bool complete = scan_rows(
        c.state, *hash_from_hex(inventory), imported->at("count").get<std::uint64_t>(),
        [&](std::uint64_t index, std::string_view row) {
          const Json claim = {{"inventory", inventory}, {"row", index}, {"from", from}, {"to", to}};
          const auto claimed =
              claim_stand(c.state, project, Json::parse(row, nullptr, false), claim);
          if (!claimed.ok()) refused = claimed.error();
          return !refused;
        });
    if (refused) return *refused;
    if (!complete) return Error{ErrorCode::rows_missing};
  }
  put_state(c.state, key_of("project", project),
            {{"name", name},
             {"developer", c.by()},
             {"method", method},
             {"mechanism", mechanism},
             {"inventory", inventory},
             {"stands", imported->at("count")},
             {"from_year", from},
             {"to_year", to},
             {"state", "listed"},
             {"net_e4", 0},
             {"credited", 0},
             {"index", c.index}});
  return {};
}

namespace {

Result<Json> project_in_state(RuleContext& c, const std::string& project, const char* state) {
  auto entry = get_state(c.state, key_of("project", project));
  if (!entry) return Error{ErrorCode::project_not_found, project};
  if (entry->at("state") != state) {
    return Error{ErrorCode::project_state, entry->at("state").get<std::string>()};
  }
  return *entry;
}

}  // namespace

Result<void> rule_project_validate(RuleContext& c) {
  Fields f(c.body(), "body");
  const std::string project = f.id("project");
  f.hash("statement_sha256");
  LINHUI_TRY(f.done());
  auto entry = project_in_state(c, project, "listed");
  if (!entry.ok()) return entry.error();
  if (entry.value().at("developer") == c.by()) return Error{ErrorCode::two_hands, c.by()};
  entry.value()["state"] = "validated";
  entry.value()["validator"] = c.by();
  put_state(c.state, key_of("project", project), entry.value());
  return {};
}

Result<void> rule_project_approve(RuleContext& c) {
  Fields f(c.body(), "body");
  const std::string project = f.id("project");
  LINHUI_TRY(f.done());
  auto entry = project_in_state(c, project, "validated");
  if (!entry.ok()) return entry.error();
  if (entry.value().at("developer") == c.by() || entry.value().at("validator") == c.by()) {
    return Error{ErrorCode::two_hands, c.by()};
  }
  entry.value()["state"] = "registered";
  put_state(c.state, key_of("project", project), entry.value());
  return {};
}

}  // namespace linhui::ledger
