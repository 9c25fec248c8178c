#include "ledger/store/lmdb_structure.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace linhui::ledger {
namespace {

using lmdb::Meta;
using lmdb::Node;
using lmdb::Tree;

// The keys that a look-up seeks below a page: from `low` on, below `high`; no bound where none is.
struct Bounds {
  std::optional<std::string> low, high;
};

class Walk {
 public:
  Walk(int descriptor, const Meta& meta, std::uint64_t pages_max)
      : descriptor_(descriptor), meta_(meta), pages_max_(pages_max) {}

  StructureReport run() {
    struct stat status;
    if (fstat(descriptor_, &status) != 0 || meta_.last_page < lmdb::kFirstPage - 1 ||
        meta_.last_page >= static_cast<std::uint64_t>(status.st_size) / meta_.page_size) {
      find(0, "the file is shorter than its meta page says");
      return std::move(report_);
    }
    report_.pages_in_all = meta_.last_page + 1 - lmdb::kFirstPage;
    seen_.resize(meta_.last_page + 1);
    walk_tree("free list", meta_.free_list, &Walk::take_free_pages);
    walk_tree("tables", meta_.tables, &Walk::take_table);
    std::sort(tables_.begin(), tables_.end(), [](const auto& a, const auto& b) {
      return a.second.leaf_pages + a.second.overflow_pages <
             b.second.leaf_pages + b.second.overflow_pages;
    });
    for (const auto& [name, tree] : tables_) walk_tree(name, tree, nullptr);
    if (!is_cut_short_ && report_.sound() && claimed_ != report_.pages_in_all) {
      find(0, std::to_string(report_.pages_in_all - claimed_) +
                  " pages belong neither to a table nor to the free list");
    }
    report_.pages = claimed_;
    report_.whole = !is_cut_short_;
    return std::move(report_);
  }

 private:
  using TakeValue = void (Walk::*)(std::uint64_t page, const Node& node, std::string_view value);

  // `page` 0: the file as a whole.
  void find(std::uint64_t page, std::string detail) {
    if (++report_.fault_count > StructureReport::kMaxFaults) return;
    report_.faults.push_back({page, tree_name_, std::move(detail)});
  }

  // Whether this page was nobody's yet and may be read; tells where not.
  bool claim(std::uint64_t named_by, std::uint64_t page, std::uint64_t count = 1) {
    if (page < lmdb::kFirstPage || page > meta_.last_page || count > meta_.last_page - page + 1) {
      find(named_by, "names page " + std::to_string(page) + ", which is not there");
      return false;
    }
    for (std::uint64_t each = page; each < page + count; ++each) {
      if (seen_[each]) {
        find(named_by, "names page " + std::to_string(each) + ", which is in use elsewhere");
        return false;
      }
      seen_[each] = true;
    }
    claimed_ += count;
    return true;
  }

  // Nothing where it cannot be read, or no more pages are to be.
  std::optional<std::string> read(std::uint64_t page, std::size_t size_bytes) {
    if (pages_read_ == pages_max_) {
      is_cut_short_ = true;
      return std::nullopt;
    }
    ++pages_read_;
    std::string bytes(size_bytes, '\0');
    const auto at = static_cast<off_t>(page * meta_.page_size);
    if (pread(descriptor_, bytes.data(), size_bytes, at) != static_cast<ssize_t>(size_bytes)) {
      find(page, "cannot be read");
      return std::nullopt;
    }
    if (lmdb::number_at<std::uint64_t>(bytes, 0) != page) {
      find(page, "bears another number");
      return std::nullopt;
    }
    return bytes;
  }

  void walk_tree(const std::string& name, const Tree& tree, TakeValue take) {
    tree_name_ = name;
    take_ = take;
    integer_keys_ = (tree.flags & lmdb::kIntegerKeys) != 0;
    counted_ = Tree{};
    const bool is_free_list = take == &Walk::take_free_pages;
    if (integer_keys_ != is_free_list || (tree.flags & ~lmdb::kIntegerKeys) != 0) {
      find(0, "its flags are not those of such a tree");
      return;
    }
    if (tree.root == lmdb::kNoPage) {
      counted_.depth = 0;
    } else if (tree.depth == 0 || tree.depth > lmdb::kDepthMax) {
      find(0, "its depth cannot be");
      return;
    } else {
      counted_.depth = tree.depth;
      walk_page(0, tree.root, tree.depth, {});
    }
    if (is_cut_short_ || report_.fault_count > 0) return;
    if (counted_.depth != tree.depth || counted_.branch_pages != tree.branch_pages ||
        counted_.leaf_pages != tree.leaf_pages || counted_.overflow_pages != tree.overflow_pages ||
        counted_.entries != tree.entries) {
      find(0, "has other numbers of pages or entries than it says");
    }
  }

  void walk_page(std::uint64_t parent, std::uint64_t page, unsigned levels, const Bounds& bounds) {
    if (!claim(parent, page)) return;
    const auto bytes = read(page, meta_.page_size);
    if (!bytes) return;
    const bool is_leaf = levels == 1;
    if (lmdb::number_at<std::uint16_t>(*bytes, 10) != (is_leaf ? lmdb::kLeaf : lmdb::kBranch)) {
      return find(page, is_leaf ? "is no leaf" : "is no branch");
    }
    const auto nodes = nodes_of(page, *bytes);
    if (!nodes || !check_keys(page, *nodes, is_leaf, bounds)) return;
    ++(is_leaf ? counted_.leaf_pages : counted_.branch_pages);
    if (is_leaf) {
      counted_.entries += nodes->size();
      for (const Node& node : *nodes) walk_value(page, node);
      return;
    }
    for (std::size_t i = 0; i < nodes->size() && !is_cut_short_; ++i) {
      Bounds below = bounds;
      if (i > 0) below.low = std::string((*nodes)[i].key);
      if (i + 1 < nodes->size()) below.high = std::string((*nodes)[i + 1].key);
      walk_page(page, (*nodes)[i].child, levels - 1, below);
    }
  }

  // All nodes of a page, which fill it from its upper bound to its end.
  std::optional<std::vector<Node>> nodes_of(std::uint64_t page, std::string_view bytes) {
    const auto count = lmdb::node_count(bytes);
    if (!count || *count == 0) {
      find(page, "has bounds that cannot be");
      return std::nullopt;
    }
    std::vector<Node> nodes;
    nodes.reserve(*count);
    std::size_t filled = 0;
    std::vector<std::pair<std::size_t, std::size_t>> places;
    for (std::size_t i = 0; i < *count; ++i) {
      const auto node = lmdb::node_at(bytes, i);
      if (!node) {
        find(page, "has an entry that lies beyond it");
        return std::nullopt;
      }
      nodes.push_back(*node);
      places.emplace_back(node->at, node->size);
      filled += node->size;
    }
    std::sort(places.begin(), places.end());
    std::size_t at = bytes.size() - std::min(filled, bytes.size());
    for (const auto& [begin, size] : places) {
      if (begin != at) {
        find(page, "has entries that overlap");
        return std::nullopt;
      }
      at += size;
    }
    return nodes;
  }

  // Below zero, zero, above zero as `a` comes before, is, or comes after `b`.
  int compare(std::string_view a, std::string_view b) const {
    if (!integer_keys_) return a.compare(b);
    const auto x = lmdb::number_at<std::uint64_t>(a, 0), y = lmdb::number_at<std::uint64_t>(b, 0);
    return x < y ? -1 : x > y ? 1 : 0;
  }

  bool check_keys(std::uint64_t page, const std::vector<Node>& nodes, bool is_leaf,
                  const Bounds& bounds) {
    // LMDB seeks past the first key of a branch: what it holds is never compared.
    for (std::size_t i = is_leaf ? 0 : 1; i < nodes.size(); ++i) {
      const std::string_view key = nodes[i].key;
      if (key.empty() || key.size() > lmdb::kKeyMax ||
          (integer_keys_ && key.size() != sizeof(std::uint64_t))) {
        find(page, "has a key of a length that cannot be");
        return false;
      }
      const bool ascends = i == (is_leaf ? 0u : 1u) || compare(nodes[i - 1].key, key) < 0;
      const bool is_within = (!bounds.low || compare(*bounds.low, key) <= 0) &&
                             (!bounds.high || compare(key, *bounds.high) < 0);
      if (!ascends || !is_within) {
        find(page, ascends ? "has a key that is sought elsewhere" : "has keys out of order");
        return false;
      }
    }
    return true;
  }

  void walk_value(std::uint64_t page, const Node& node) {
    const std::uint16_t allowed = take_ == &Walk::take_table ? lmdb::kSubTree : lmdb::kBigValue;
    if ((node.flags & ~allowed) != 0) return find(page, "has an entry of another kind");
    if ((node.flags & lmdb::kBigValue) == 0) {
      if (take_ != nullptr) (this->*take_)(page, node, node.value);
      return;
    }
    const auto first = lmdb::number_at<std::uint64_t>(node.value, 0);
    const std::uint64_t size_bytes = lmdb::kHeaderSize + std::uint64_t{node.value_size};
    const std::uint64_t count = (size_bytes - 1) / meta_.page_size + 1;
    if (!claim(page, first, count)) return;
    counted_.overflow_pages += count;
    const auto bytes = read(first, take_ != nullptr ? size_bytes : lmdb::kHeaderSize);
    if (!bytes) return;
    if (lmdb::number_at<std::uint16_t>(*bytes, 10) != lmdb::kOverflow ||
        lmdb::number_at<std::uint32_t>(*bytes, 12) != count) {
      return find(first, "is not the beginning of a large value");
    }
    if (take_ != nullptr) {
      (this->*take_)(first, node, std::string_view(*bytes).substr(lmdb::kHeaderSize));
    }
  }

  // An entry of the free list: the pages that one commit gave up, how many and which, the highest
  // first.
  void take_free_pages(std::uint64_t page, const Node& node, std::string_view value) {
    if (lmdb::number_at<std::uint64_t>(node.key, 0) > meta_.transaction) {
      return find(page, "frees pages of a commit that was not made");
    }
    const std::uint64_t places = value.size() / 8;
    const std::uint64_t count = places == 0 ? 1 : lmdb::number_at<std::uint64_t>(value, 0);
    if (value.size() % 8 != 0 || count >= places) {
      return find(page, "has a list of free pages that cannot be");
    }
    std::uint64_t above = lmdb::kNoPage;
    for (std::uint64_t i = 1; i <= count; ++i) {
      const auto freed = lmdb::number_at<std::uint64_t>(value, 8 * i);
      if (freed >= above) return find(page, "has free pages out of order");
      above = freed;
      if (!claim(page, freed)) return;
    }
  }

  void take_table(std::uint64_t page, const Node& node, std::string_view value) {
    if (node.flags != lmdb::kSubTree || value.size() != lmdb::kTreeSize) {
      return find(page, "has an entry that is no table");
    }
    tables_.emplace_back(std::string(node.key), lmdb::tree_of(value));
  }

  const int descriptor_;
  const Meta& meta_;
  const std::uint64_t pages_max_;
  StructureReport report_;
  std::vector<bool> seen_;     // by page: claimed by a tree or the free list
  std::uint64_t claimed_ = 0;  // how many are
  std::uint64_t pages_read_ = 0;
  bool is_cut_short_ = false;
  std::vector<std::pair<std::string, Tree>> tables_;

  // Of the tree being walked.
  std::string tree_name_ = "file";
  TakeValue take_ = nullptr;
  bool integer_keys_ = false;
  Tree counted_;
};

}  // namespace

StructureReport walk_structure(int descriptor, const Meta& meta, std::uint64_t pages_max) {
  return Walk(descriptor, meta, pages_max).run();
}

}  // namespace linhui::ledger
