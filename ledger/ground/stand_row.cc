#include "ledger/ground/stand_row.h"

#include "ledger/base/fields.h"

namespace linhui::ledger {
namespace {

// A stand's box is at most this wide and high (1 degree), so that its cells can be listed.
constexpr std::int64_t kMaxSpan = 10'000'000;

// A text that may stand in a key.
Result<std::string> place_in(const Json& row, const char* name, std::size_t max) {
  const auto found = row.find(name);
  if (found == row.end() || !found->is_string()) return Error{ErrorCode::row_malformed, name};
  const auto& text = found->get_ref<const std::string&>();
  if (text.find('/') != std::string::npos || text.size() > max || !is_clean_text(text)) {
    return Error{ErrorCode::row_malformed, name};
  }
  return text;
}

Result<StandRow> read_stand_row(const Json& json) {
  if (!json.is_object()) return Error{ErrorCode::row_malformed};
  StandRow row;
  row.stand_id = LINHUI_TRY(place_in(json, "stand_id", 120));
  row.kind = LINHUI_TRY(place_in(json, "kind", 200));
  row.township = LINHUI_TRY(place_in(json, "township", 200));
  row.village = LINHUI_TRY(place_in(json, "village", 200));
  if (row.stand_id.empty()) return Error{ErrorCode::row_malformed, "stand_id"};
  const auto area = json.find("area_m2");
  if (area == json.end() || !area->is_number_integer() || area->get<std::int64_t>() < 0) {
    return Error{ErrorCode::row_malformed, row.stand_id + " area_m2"};
  }
  row.area_m2 = area->get<std::int64_t>();
  const auto drawn = json.find("shape");
  auto shape = drawn == json.end() ? std::nullopt : parse_shape(*drawn);
  if (!shape) return Error{ErrorCode::row_malformed, row.stand_id + " shape"};
  row.shape = std::move(*shape);
  return row;
}

}  // namespace

Result<StandRow> stand_row_of(std::string_view bytes) {
  const auto parsed = parse_canonical(bytes);
  if (!parsed.ok()) return Error{ErrorCode::row_malformed, parsed.error().detail};
  StandRow row = LINHUI_TRY(read_stand_row(parsed.value()));
  if (!row.shape.empty()) {
    const GeoBox box = box_of(row.shape);
    if (box.max_lon - box.min_lon > kMaxSpan || box.max_lat - box.min_lat > kMaxSpan) {
      return Error{ErrorCode::row_malformed, row.stand_id + " shape"};
    }
    if (!is_well_drawn(row.shape)) return Error{ErrorCode::shape_invalid, row.stand_id};
  }
  return row;
}

StandRow stored_stand_row(std::string_view bytes) {
  auto row = read_stand_row(Json::parse(bytes, nullptr, false));
  if (!row.ok()) throw ReadFailure({ErrorCode::storage_damaged, "a stand: " + row.error().detail});
  return std::move(row).value();
}

}  // namespace linhui::ledger
