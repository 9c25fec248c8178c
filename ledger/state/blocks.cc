#include "ledger/state/blocks.h"

#include <charconv>

namespace linhui::ledger {
namespace {

std::string vintage_id(int vintage) { return padded(vintage, 4); }
std::string serial_id(std::int64_t serial) { return padded(serial, 12); }

// Project, vintage and first serial from "<project>/<vintage>/<first>".
void take_serials(std::string_view id, HeldBlock& block) {
  const auto first = id.rfind('/');
  const auto vintage = first == id.npos || first == 0 ? id.npos : id.rfind('/', first - 1);
  const auto number = [&](std::size_t from, std::size_t to, auto& value) {
    const auto [end, problem] = std::from_chars(id.data() + from, id.data() + to, value);
    return problem == std::errc() && end == id.data() + to;
  };
  if (vintage == id.npos || !number(vintage + 1, first, block.serials.vintage) ||
      !number(first + 1, id.size(), block.serials.first)) {
    throw ReadFailure({ErrorCode::storage_damaged, "state block/" + std::string(id)});
  }
  block.serials.project = id.substr(0, vintage);
}

void put_block(Overlay& state, const HeldBlock& block) {
  const SerialBlock& serials = block.serials;
  const std::string vintage = vintage_id(serials.vintage), first = serial_id(serials.first);
  write(state, block, serials.project, vintage, first);
  write(state, Holding{}, block.owner, serials.project, vintage, first);
}

void erase_block(Overlay& state, const HeldBlock& block) {
  const SerialBlock& serials = block.serials;
  const std::string vintage = vintage_id(serials.vintage), first = serial_id(serials.first);
  erase<HeldBlock>(state, serials.project, vintage, first);
  erase<Holding>(state, block.owner, serials.project, vintage, first);
}

// Conservation is checked at every change; a breach is a broken invariant, not bad input.
void put_total(Overlay& state, const SerialBlock& serials, const BlockTotal& total) {
  require(total.conserved());
  write(state, total, serials.project, vintage_id(serials.vintage));
}

// The block with the greatest first serial that is not above this one.
std::optional<HeldBlock> block_at(const View& view, const SerialBlock& serials,
                                  std::int64_t serial) {
  auto found = last_not_above<HeldBlock>(view, serial_id(serial), serials.project,
                                         vintage_id(serials.vintage));
  if (!found) return std::nullopt;
  take_serials(key_of(serials.project, vintage_id(serials.vintage), found->first), found->second);
  return std::move(found->second);
}

}  // namespace

bool BlockTotal::conserved() const {
  std::int64_t sum = 0;
  for (const std::int64_t credits : by_state) {
    if (credits < 0) return false;
    sum += credits;
  }
  return sum == issued;
}

BlockTotal total_of(const View& view, std::string_view project, int vintage) {
  return read<BlockTotal>(view, project, vintage_id(vintage)).value_or(BlockTotal{});
}

void scan_blocks(const View& view, const std::function<bool(const HeldBlock&)>& visit) {
  scan<HeldBlock>(view, [&](std::string_view id, const HeldBlock& found) {
    HeldBlock block = found;
    take_serials(id, block);
    return visit(block);
  });
}

void scan_blocks(const View& view, std::string_view project,
                 const std::function<bool(const HeldBlock&)>& visit) {
  const Visit<HeldBlock> each = [&](std::string_view id, const HeldBlock& found) {
    HeldBlock block = found;
    take_serials(key_of(project, id), block);
    return visit(block);
  };
  scan_under<HeldBlock>(view, each, project);
}

void scan_holdings(const View& view, std::string_view party,
                   const std::function<bool(const HeldBlock&)>& visit) {
  const Visit<Holding> each = [&](std::string_view id, const Holding&) {
    auto block = read<HeldBlock>(view, id);
    if (!block) throw ReadFailure({ErrorCode::storage_damaged, "state block/" + std::string(id)});
    take_serials(id, *block);
    return visit(*block);
  };
  scan_under<Holding>(view, each, party);
}

Result<HeldBlock> find_block(const View& view, const SerialBlock& serials) {
  const auto block = block_at(view, serials, serials.first);
  if (!block || block->serials.last < serials.first) {
    return Error{ErrorCode::serials_unknown, to_string(serials, "")};
  }
  if (!block->serials.contains(serials)) {
    return Error{ErrorCode::serials_overlap, to_string(serials, "")};
  }
  return *block;
}

Result<HeldBlock> free_block(const View& view, const SerialBlock& serials,
                             const std::string& party) {
  HeldBlock block = LINHUI_TRY(find_block(view, serials));
  if (is_final(block.state)) return Error{ErrorCode::block_final, to_string(serials, "")};
  if (block.state != BlockState::held || block.owner != party) {
    return Error{ErrorCode::not_holder, party};
  }
  return block;
}

Result<void> enter_block(Overlay& state, const HeldBlock& block) {
  const auto before = block_at(state, block.serials, block.serials.last);
  if (before && before->serials.last >= block.serials.first) {
    return Error{ErrorCode::serials_overlap, to_string(block.serials, "")};
  }
  BlockTotal total = total_of(state, block.serials.project, block.serials.vintage);
  total.add(block.state, block.serials.credits());
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

  BlockTotal total = total_of(state, serials.project, serials.vintage);
  total.of(from.state) -= serials.credits();
  total.of(to) += serials.credits();
  put_total(state, serials, total);
}

}  // namespace linhui::ledger
