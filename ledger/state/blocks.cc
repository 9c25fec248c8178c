#include "ledger/state/blocks.h"

#include <array>
#include <cstdlib>

#include "ledger/base/padded.h"

namespace linhui::ledger {
namespace {

constexpr std::array<const char*, 5> kStates = {"held", "locked", "buffer", "retired", "cancelled"};

std::string total_key(const SerialBlock& serials) {
  return key_of("total", serials.project, padded(serials.vintage, 4));
}

Json total_of(const View& view, const SerialBlock& serials) {
  if (auto total = get_state(view, total_key(serials))) return *total;
  Json total = {{"issued", 0}};
  for (const char* state : kStates) total[state] = 0;
  return total;
}

// Conservation is checked at every change; a breach is a broken invariant, not bad input.
void put_total(Overlay& state, const SerialBlock& serials, const Json& total) {
  if (!conserved(total)) std::abort();
  put_state(state, total_key(serials), total);
}

void put_block(Overlay& state, const HeldBlock& block) {
  put_state(state, block_key(block.serials), to_json(block));
  put_state(state, holding_key(block.owner, block.serials), Json::object());
}

void erase_block(Overlay& state, const HeldBlock& block) {
  state.erase(Table::state, block_key(block.serials));
  state.erase(Table::state, holding_key(block.owner, block.serials));
}

}  // namespace

const char* name_of(BlockState state) { return kStates[static_cast<std::size_t>(state)]; }

std::optional<BlockState> block_state(std::string_view name) {
  for (std::size_t i = 0; i < kStates.size(); ++i) {
    if (name == kStates[i]) return static_cast<BlockState>(i);
  }
  return std::nullopt;
}

Json to_json(const HeldBlock& block) {
  Json value = {{"last", block.serials.last},
                {"owner", block.owner},
                {"state", name_of(block.state)},
                {"report", block.report}};
  if (!block.tied_to.empty()) value["tied_to"] = block.tied_to;
  return value;
}

HeldBlock held_block(std::string_view key, const Json& value) {
  // block/<project>/<vintage>/<first>
  const std::string text(key);
  const auto first = text.rfind('/');
  const auto vintage = text.rfind('/', first - 1);
  HeldBlock block;
  block.serials = {text.substr(6, vintage - 6), std::stoi(text.substr(vintage + 1)),
                   std::stoll(text.substr(first + 1)), value.at("last").get<std::int64_t>()};
  block.owner = value.at("owner");
  block.state = block_state(value.at("state").get<std::string>()).value();
  block.report = value.at("report");
  if (value.contains("tied_to")) block.tied_to = value.at("tied_to");
  return block;
}

void scan_blocks(const View& view, std::string_view prefix,
                 const std::function<bool(const HeldBlock&)>& visit) {
  scan_state(view, prefix, [&](std::string_view key, const Json& value) {
    return visit(held_block(key, value));
  });
}

Result<HeldBlock> find_block(const View& view, const SerialBlock& serials) {
  std::optional<HeldBlock> found;
  const std::string prefix = key_of("block", serials.project, padded(serials.vintage, 4)) + "/";
  bool beyond = true;
  scan_blocks(view, prefix, [&](const HeldBlock& block) {
    if (block.serials.first > serials.first) return false;
    if (block.serials.last >= serials.first) {
      beyond = false;
      if (block.serials.contains(serials)) found = block;
      return false;
    }
    return true;
  });
  if (found) return *found;
  return Error{beyond ? ErrorCode::serials_unknown : ErrorCode::serials_overlap,
               to_string(serials, "")};
}

Result<void> enter_block(Overlay& state, const HeldBlock& block) {
  std::optional<Error> refused;
  const std::string prefix =
      key_of("block", block.serials.project, padded(block.serials.vintage, 4)) + "/";
  scan_blocks(state, prefix, [&](const HeldBlock& other) {
    if (other.serials.first <= block.serials.last && block.serials.first <= other.serials.last) {
      refused = Error{ErrorCode::serials_overlap, to_string(block.serials, "")};
    }
    return !refused;
  });
  if (refused) return *refused;
  Json total = total_of(state, block.serials);
  total["issued"] = total["issued"].get<std::int64_t>() + block.serials.credits();
  total[name_of(block.state)] =
      total[name_of(block.state)].get<std::int64_t>() + block.serials.credits();
  put_total(state, block.serials, total);
  put_block(state, block);
  return {};
}

void move_serials(Overlay& state, const HeldBlock& from, const SerialBlock& serials,
                  const std::string& owner, BlockState to, const std::string& tied_to) {
  erase_block(state, from);
  if (from.serials.first < serials.first) {
    HeldBlock before = from;
    before.serials.last = serials.first - 1;
    put_block(state, before);
  }
  if (serials.last < from.serials.last) {
    HeldBlock after = from;
    after.serials.first = serials.last + 1;
    put_block(state, after);
  }
  put_block(state, {serials, owner, to, from.report, tied_to});

  Json total = total_of(state, serials);
  const auto shift = [&](BlockState which, std::int64_t credits) {
    total[name_of(which)] = total[name_of(which)].get<std::int64_t>() + credits;
  };
  shift(from.state, -serials.credits());
  shift(to, serials.credits());
  put_total(state, serials, total);
}

bool conserved(const Json& total) {
  std::int64_t sum = 0;
  for (const char* state : kStates) {
    const auto credits = total.at(state).get<std::int64_t>();
    if (credits < 0) return false;
    sum += credits;
  }
  return sum == total.at("issued").get<std::int64_t>();
}

SerialBlock read_serials(const Json& value, const char* where, Result<void>& status) {
  Fields f(value, where);
  SerialBlock serials;
  serials.project = f.id("project");
  serials.vintage = static_cast<int>(f.whole("vintage", 1900, 2200));
  serials.first = f.whole("first", 1, 999'999'999'999);
  serials.last = f.whole("last", 1, 999'999'999'999);
  if (const auto done = f.done(); !done.ok()) {
    status = done;
  } else if (serials.first > serials.last) {
    status = Error{ErrorCode::credits_not_positive, where};
  }
  return serials;
}

Json serials_json(const SerialBlock& serials) {
  return {{"project", serials.project},
          {"vintage", serials.vintage},
          {"first", serials.first},
          {"last", serials.last}};
}

}  // namespace linhui::ledger
