// The rules that no file keeps alone: that folders do not include one another both ways, and that
// what a page names is there.
#pragma once

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/tools/tidy.h"

namespace linhui::tidy {

// Folder → folder → the first include that makes the edge, as "path:line: includes header".
using FolderGraph = std::map<std::string, std::map<std::string, std::string>>;

// Without the slash at the end; empty for a file at the root.
inline std::string folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return std::string(path.substr(0, slash == path.npos ? 0 : slash));
}

// A file by its name without .h or .cc: what a header promises its source keeps.
inline std::string stem_of(std::string_view path) {
  return std::string(path.substr(0, path.rfind('.')));
}

// `place` says which node of the graph a file belongs to: its folder, or its stem.
inline void add_includes(FolderGraph& graph, std::string_view path, std::string_view text,
                         std::string (*place)(std::string_view) = folder_of) {
  static constexpr std::array<std::string_view, 3> kRooms = {"methodology/", "ledger/", "api/"};
  const auto in_room = [](std::string_view file) {
    return std::any_of(kRooms.begin(), kRooms.end(),
                       [&](std::string_view room) { return file.starts_with(room); });
  };
  if (!in_room(path)) return;
  const std::string from = place(path);
  for (const Include& include : includes_of(text)) {
    const std::string to = place(include.header);
    if (!in_room(include.header) || to == from) continue;
    graph[from].emplace(to, at(path, include.line_index) + "includes " + include.header);
  }
}

// The shortest way from one folder to another, both ends included; empty if there is none.
inline std::vector<std::string> way(const FolderGraph& graph, const std::string& from,
                                    const std::string& to) {
  std::map<std::string, std::string> came_from = {{from, ""}};
  std::deque<std::string> next = {from};
  while (!next.empty() && !came_from.contains(to)) {
    const auto edges = graph.find(next.front());
    if (edges != graph.end()) {
      for (const auto& [folder, include] : edges->second) {
        if (came_from.emplace(folder, next.front()).second) next.push_back(folder);
      }
    }
    next.pop_front();
  }
  std::vector<std::string> folders;
  if (!came_from.contains(to)) return folders;
  for (std::string at = to; !at.empty(); at = came_from[at]) folders.insert(folders.begin(), at);
  return folders;
}

// For every include that a way leads back from, the shortest such circle, each once.
inline Faults folder_circles(const FolderGraph& graph) {
  std::set<std::string> circles;
  for (const auto& [from, edges] : graph) {
    for (const auto& [to, include] : edges) {
      std::vector<std::string> circle = way(graph, to, from);
      if (circle.empty()) continue;
      std::rotate(circle.begin(), std::min_element(circle.begin(), circle.end()), circle.end());
      std::string names, includes;
      for (std::size_t i = 0; i < circle.size(); ++i) {
        const std::string& next = circle[(i + 1) % circle.size()];
        names += circle[i] + "/ -> ";
        includes += "\n  " + graph.at(circle[i]).at(next);
      }
      circles.insert(names + circle[0] + "/:" + includes);
    }
  }
  return {circles.begin(), circles.end()};
}

// "a/{b,c}.h" as "a/b.h" and "a/c.h".
inline std::vector<std::string> without_braces(const std::string& name) {
  const std::size_t open = name.find('{'), close = name.find('}', open);
  if (open == name.npos || close == name.npos) return {name};
  std::vector<std::string> names;
  for (std::size_t begin = open + 1; begin <= close;) {
    const std::size_t end = std::min(name.find(',', begin), close);
    for (const std::string& rest : without_braces(name.substr(close + 1))) {
      names.push_back(name.substr(0, open) + name.substr(begin, end - begin) + rest);
    }
    begin = end + 1;
  }
  return names;
}

// `*` stands for anything but a slash, <anything> too.
inline bool fits(std::string_view pattern, std::string_view path) {
  if (pattern.empty()) return path.empty();
  const bool named = pattern[0] == '<' && pattern.find('>') != pattern.npos;
  if (pattern[0] != '*' && !named) {
    return !path.empty() && path[0] == pattern[0] && fits(pattern.substr(1), path.substr(1));
  }
  const std::string_view rest = pattern.substr(named ? pattern.find('>') + 1 : 1);
  for (std::size_t i = 0; i <= path.size(); ++i) {
    if (fits(rest, path.substr(i))) return true;
    if (i < path.size() && path[i] == '/') return false;
  }
  return false;
}

// The first words in backticks that can only be a path: with a slash, or with a source's ending.
// No path of the tree: /an/endpoint, <ledger>/private, build/made, https://there.
inline std::vector<std::string> paths_named(std::string_view text) {
  static constexpr std::array<std::string_view, 7> kEndings = {".h",   ".cc",  ".def", ".md",
                                                               ".csv", ".css", ".txt"};
  std::vector<std::string> names;
  for (std::size_t open = text.find('`'); open != text.npos; open = text.find('`', open)) {
    const std::size_t close = text.find('`', open + 1);
    if (close == text.npos) break;
    const std::string_view quoted = text.substr(open + 1, close - open - 1);
    const std::string_view name = quoted.substr(0, quoted.find(' '));
    open = close + 1;
    const bool ends = std::any_of(kEndings.begin(), kEndings.end(),
                                  [&](std::string_view ending) { return name.ends_with(ending); });
    if (name.empty() || (!ends && name.find('/') == name.npos)) continue;
    if (name[0] == '/' || name[0] == '<' || name.starts_with("build/")) continue;
    if (name.find("://") != name.npos || name.find("::") != name.npos) continue;
    names.emplace_back(name);
  }
  return names;
}

// Rows of a table, list items and paragraphs, with the index of their first line; code between
// fences is left out.
inline std::vector<std::pair<std::size_t, std::string>> rows_of_page(std::string_view text) {
  std::vector<std::pair<std::size_t, std::string>> rows;
  bool fenced = false, open = false;
  const std::vector<std::string> lines = lines_of(text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool fence = lines[i].starts_with("```");
    if (fence) fenced = !fenced;
    if (fence || fenced || lines[i].empty()) {
      open = false;
    } else if (open && lines[i][0] != '|' && lines[i][0] != '-') {
      rows.back().second += " " + lines[i];
    } else {
      rows.emplace_back(i, lines[i]);
      open = lines[i][0] != '|';
    }
  }
  return rows;
}

// What a page names and the tree does not have. A name may be short for one in a folder on the way
// to a path named before it in the same row. `files`: by path from the root.
inline Faults missing_paths(std::string_view page, std::string_view text,
                            const std::set<std::string>& files) {
  std::set<std::string> tree;  // with the folders
  for (const std::string& file : files) {
    for (std::string path = file; !path.empty(); path = folder_of(path)) tree.insert(path);
  }
  const auto find = [&](std::string pattern) {
    if (pattern.ends_with('/')) pattern.pop_back();
    return std::find_if(tree.begin(), tree.end(),
                        [&](const std::string& path) { return fits(pattern, path); });
  };
  Faults faults;
  for (const auto& [line_index, row] : rows_of_page(text)) {
    std::vector<std::string> folders = {""};
    for (const std::string& written : paths_named(row)) {
      for (const std::string& name : without_braces(written)) {
        auto found = tree.end();
        for (auto folder = folders.rbegin(); folder != folders.rend(); ++folder) {
          if (found == tree.end()) found = find(*folder + name);
        }
        if (found == tree.end()) {
          faults.push_back(at(page, line_index) + name + " is not there");
          continue;
        }
        const auto deepest = folders.end() - folders.begin();
        for (std::string path = *found; !path.empty(); path = folder_of(path)) {
          folders.insert(folders.begin() + deepest, path + "/");
        }
      }
    }
  }
  return faults;
}

}  // namespace linhui::tidy
