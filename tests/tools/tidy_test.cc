#include "tests/tools/tidy.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "tests/scratch_folder.h"
#include "tests/tools/tidy_tree.h"

namespace linhui::tidy {
namespace {

struct File {
  std::string path, text;
};

// Every file of the project, by path from the root.
const std::set<std::string>& paths() {
  static const std::set<std::string> kPaths = [] {
    const std::filesystem::path root = LINHUI_SOURCE_DIR;
    std::set<std::string> paths;
    const auto add = [&](const std::filesystem::directory_entry& entry) {
      if (!entry.is_regular_file() || entry.path().filename() == ".git") return;
      paths.insert(entry.path().lexically_relative(root).generic_string());
    };
    for (const auto& entry : std::filesystem::directory_iterator(root)) add(entry);
    for (const char* folder : {"methodology", "ledger", "api", "tools", "tests", "docs", ".ci"}) {
      for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
        add(entry);
      }
    }
    return paths;
  }();
  return kPaths;
}

// The text files among them, in order; what has a zero byte in it is no text.
const std::vector<File>& tree() {
  static const std::vector<File> kTree = [] {
    std::vector<File> files;
    for (const std::string& path : paths()) {
      std::string text = file_bytes(std::filesystem::path(LINHUI_SOURCE_DIR) / path);
      if (text.find('\0') != std::string::npos) continue;
      files.push_back({path, std::move(text)});
    }
    return files;
  }();
  return kTree;
}

bool is_source(const File& file) { return file.path.ends_with(".cc") || file.path.ends_with(".h"); }

using Check = Faults (*)(std::string_view path, std::string_view text);

std::string joined(const Faults& faults) {
  std::string all;
  for (const std::string& fault : faults) all += fault + "\n";
  return all;
}

std::string faults_of_sources(Check check) {
  std::string all;
  for (const File& file : tree()) {
    if (is_source(file)) all += joined(check(file.path, file.text));
  }
  return all;
}

// A check of nothing would always pass.
TEST(Tree, IsReadFromEveryRoom) {
  for (const char* folder : {"methodology/", "ledger/", "api/exchange/", "api/app/", "api/http/",
                             "api/web/", "tools/", "tests/"}) {
    EXPECT_TRUE(std::any_of(tree().begin(), tree().end(), [&](const File& file) {
      return is_source(file) && file.path.starts_with(folder);
    })) << folder;
  }
}

TEST(Tree, KeepsTheDirectionOfTheLayers) { EXPECT_EQ(faults_of_sources(include_faults), ""); }

// What includes one another both ways can neither be understood nor changed apart.
TEST(Tree, HasNoFoldersThatIncludeOneAnother) {
  FolderGraph graph;
  for (const File& file : tree()) {
    if (is_source(file)) add_includes(graph, file.path, file.text);
  }
  ASSERT_TRUE(graph["ledger"].contains("ledger/base")) << "the graph is empty";
  EXPECT_EQ(joined(folder_circles(graph)), "");
}

// The words that two files share stand in a third.
TEST(Tree, HasNoFilesThatIncludeOneAnother) {
  FolderGraph graph;
  for (const File& file : tree()) {
    if (is_source(file)) add_includes(graph, file.path, file.text, stem_of);
  }
  ASSERT_TRUE(graph["ledger/ledger"].contains("ledger/log/record")) << "the graph is empty";
  EXPECT_EQ(joined(folder_circles(graph)), "");
}

TEST(Tree, HasEveryPathThatArchitectureNames) {
  const auto page = std::find_if(tree().begin(), tree().end(),
                                 [](const File& file) { return file.path == "ARCHITECTURE.md"; });
  ASSERT_NE(page, tree().end());
  ASSERT_GT(paths_named(page->text).size(), 10u);
  EXPECT_EQ(joined(missing_paths(page->path, page->text, paths())), "");
}

TEST(Tree, HasNoFloatingPointInTheLedger) {
  EXPECT_EQ(faults_of_sources(floating_point_faults), "");
}

TEST(Tree, HasFilesAndLinesThatFitAScreen) { EXPECT_EQ(faults_of_sources(layout_faults), ""); }

TEST(Tree, KeepsRecordsAndStateBehindTheirDoors) { EXPECT_EQ(faults_of_sources(door_faults), ""); }

TEST(Tree, MakesTheFilesOfTestsInOnePlace) { EXPECT_EQ(faults_of_sources(scratch_faults), ""); }

TEST(Tree, NamesNoMachine) {
  std::string all;
  for (const File& file : tree()) all += joined(machine_path_faults(file.path, file.text));
  EXPECT_EQ(all, "");
}

// From here on: the checks themselves.

TEST(Includes, PointDownwards) {
  EXPECT_EQ(include_faults("api/app/app.cc", "#include \"ledger/record.h\"\n"), Faults{});
  EXPECT_EQ(include_faults("api/app/app.cc", "#include \"methodology/stand.h\"\n"), Faults{});
  EXPECT_EQ(include_faults("api/exchange/cells.cc", "#include \"api/problem.h\"\n"), Faults{});
  EXPECT_EQ(include_faults("methodology/methods/a.cc", "#include \"methodology/method.h\"\n"),
            Faults{});
  EXPECT_EQ(include_faults("api/exchange/cells.cc", "#include <ogrsf_frmts.h>\n"), Faults{});
  EXPECT_EQ(include_faults("ledger/hash.cc", "#include <openssl/evp.h>\n"), Faults{});
  EXPECT_EQ(include_faults("tests/ledger/a_test.cc", "#include \"ledger/hash.h\"\n"), Faults{});
}

TEST(Includes, AreCaughtWhereTheyPointUpOrAside) {
  const std::pair<const char*, const char*> kForbidden[] = {
      {"methodology/a.cc", "\"ledger/hash.h\""},
      {"methodology/a.cc", "\"api/problem.h\""},
      {"methodology/a.h", "<gdal_priv.h>"},
      {"methodology/a.h", "<lmdb.h>"},
      {"methodology/a.h", "<httplib.h>"},
      {"methodology/a.h", "\"methodology/methods/ar_cm_001.h\""},
      {"methodology/numbers/a.h", "\"methodology/method.h\""},
      {"methodology/stands/a.cc", "\"methodology/methods/ar_cm_001.h\""},
      {"methodology/methods/a.cc", "\"methodology/planning/forecast.h\""},
      {"ledger/a.cc", "\"methodology/numbers/quantity.h\""},
      {"ledger/a.cc", "\"api/text.h\""},
      {"ledger/base/a.cc", "\"ledger/log/merkle.h\""},
      {"ledger/log/a.cc", "\"ledger/store/store.h\""},
      {"ledger/state/a.cc", "\"ledger/ground/claims.h\""},
      {"ledger/state/a.cc", "\"ledger/bodies/report.h\""},
      {"ledger/bodies/a.cc", "\"ledger/ground/claims.h\""},
      {"ledger/ground/a.cc", "\"ledger/shares/issuance.h\""},
      {"ledger/shares/a.cc", "\"ledger/rules/apply.h\""},
      {"ledger/rules/a.cc", "\"ledger/ledger.h\""},
      {"ledger/rules/a.cc", "<lmdb.h>"},
      {"ledger/a.cc", "<ogr_geometry.h>"},
      {"ledger/a.cc", "<gdal.h>"},
      {"ledger/a.cc", "<boost/beast/http.hpp>"},
      {"api/exchange/a.cc", "\"ledger/hash.h\""},
      {"api/exchange/a.cc", "\"api/app/service.h\""},
      {"api/exchange/a.cc", "\"api/http/wire.h\""},
      {"api/app/a.cc", "\"api/http/wire.h\""},
      {"api/app/a.cc", "\"api/web/page.h\""},
      {"api/app/desk/a.cc", "\"api/app/cases/checks.h\""},
      {"api/http/server/a.cc", "\"api/app/answers/benefits.h\""},
      {"api/http/a.cc", "\"tools/sample/random.h\""},
      {"api/http/a.cc", "\"ledger/record.h\""},
      {"api/web/a.cc", "\"methodology/stand.h\""},
      {"api/problem.cc", "\"ledger/error.h\""},
      {"tools/audit/a.cc", "\"ledger/merkle.h\""},
      {"tools/linhui/a.cc", "\"tests/tools/tidy.h\""},
      {"ledger/a.cc", "\"hash.h\""},
      {"ledger/a.cc", "\"ledger/../api/text.h\""},
      {"ledger/a.cc", "<methodology/numbers/quantity.h>"},
  };
  for (const auto& [path, header] : kForbidden) {
    EXPECT_EQ(include_faults(path, std::string("#include ") + header + "\n").size(), 1u)
        << path << " including " << header;
  }
}

TEST(Includes, AreCaughtHoweverTheyAreWritten) {
  const Faults faults = include_faults("ledger/a.cc", "\n  #  include \"api/text.h\"  // why\n");
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_EQ(faults[0], "ledger/a.cc:2: ledger/ must not include api/text.h");
}

TEST(Includes, InCommentsAndStringsAreNone) {
  EXPECT_EQ(include_faults("ledger/a.cc",
                           "// #include \"api/text.h\"\n"
                           "/*\n#include \"api/text.h\"\n*/\n"
                           "const char* k = R\"x(\n#include \"api/text.h\"\n)x\";\n"),
            Faults{});
}

FolderGraph graph_of(const std::vector<std::pair<const char*, const char*>>& includes) {
  FolderGraph graph;
  for (const auto& [path, header] : includes) {
    add_includes(graph, path, "#include \"" + std::string(header) + "\"\n");
  }
  return graph;
}

TEST(FolderCircles, AreNoneWhereIncludesPointOneWay) {
  EXPECT_EQ(folder_circles(graph_of({{"ledger/a.cc", "ledger/base/b.h"},
                                     {"ledger/log/c.cc", "ledger/base/b.h"},
                                     {"ledger/base/b.h", "ledger/base/d.h"},
                                     {"tests/ledger/a_test.cc", "ledger/a.h"}})),
            Faults{});
}

TEST(FolderCircles, NameTheTwoIncludes) {
  EXPECT_EQ(folder_circles(graph_of({{"ledger/base/b.cc", "ledger/a.h"},
                                     {"ledger/a.cc", "ledger/base/b.h"},
                                     {"ledger/z.cc", "ledger/base/b.h"}})),
            Faults{"ledger/ -> ledger/base/ -> ledger/:\n"
                   "  ledger/a.cc:1: includes ledger/base/b.h\n"
                   "  ledger/base/b.cc:1: includes ledger/a.h"});
}

TEST(FolderCircles, AreFoundAmongFilesToo) {
  FolderGraph graph;
  add_includes(graph, "api/a.cc", "#include \"api/b.h\"\n", stem_of);
  add_includes(graph, "api/b.h", "#include \"api/a.h\"\n", stem_of);
  add_includes(graph, "api/a.cc", "#include \"api/a.h\"\n", stem_of);
  EXPECT_EQ(folder_circles(graph).size(), 1u);
}

TEST(FolderCircles, AreFoundThroughOtherFolders) {
  EXPECT_EQ(folder_circles(graph_of({{"api/b/x.h", "api/c/x.h"},
                                     {"api/a/x.h", "api/b/x.h"},
                                     {"api/c/x.cc", "api/a/x.h"},
                                     {"api/d/x.cc", "api/a/x.h"}})),
            Faults{"api/a/ -> api/b/ -> api/c/ -> api/a/:\n"
                   "  api/a/x.h:1: includes api/b/x.h\n"
                   "  api/b/x.h:1: includes api/c/x.h\n"
                   "  api/c/x.cc:1: includes api/a/x.h"});
}

const std::set<std::string> kFewFiles = {"api/app/a.cc", "api/app/a.h",
                                         "ledger/rules/rules_sale.cc", "tools/test", "docs/cli.md"};

TEST(NamedPaths, AreFoundInFullByPatternAndBesideOneAnother) {
  EXPECT_EQ(
      missing_paths("A.md",
                    "| x | `api/app/a.cc`, `a.h`, `ledger/` |\n"
                    "`tools/test` then `api/app/a.{h,cc}` and\n"
                    "`ledger/rules/rules_*.cc`, `ledger/<room>/rules_<family>.cc`; `rules/`\n\n"
                    "`docs/cli.md --help`, `{api,ledger}`, `api/{app,app/a.h}`\n",
                    kFewFiles),
      Faults{});
}

TEST(NamedPaths, AreReportedWhereNothingIsThere) {
  const Faults faults = missing_paths("A.md",
                                      "`api/app/b.cc`\n\n"
                                      "| `ledger/` `sale.cc` |\n"
                                      "| `a.h` |\n"
                                      "- `api/app/a.{h,hh}`, `api/*/*.def`\n",
                                      kFewFiles);
  EXPECT_EQ(faults, (Faults{"A.md:1: api/app/b.cc is not there", "A.md:3: sale.cc is not there",
                            "A.md:4: a.h is not there", "A.md:5: api/app/a.hh is not there",
                            "A.md:5: api/*/*.def is not there"}));
}

TEST(NamedPaths, AreOnlyThoseOfTheTree) {
  EXPECT_EQ(
      paths_named("`Ledger::append`, `/v1/records`, `<ledger>/private`, `build/demo`, `verify`"
                  " `https://c2sp.org/signed-note` `tools/test -R x`"),
      std::vector<std::string>{"tools/test"});
  EXPECT_EQ(missing_paths("A.md", "```\n`a/b.cc`\n```\n", kFewFiles), Faults{});
}

TEST(FloatingPoint, IsCaughtInTheLedgerOnly) {
  EXPECT_EQ(floating_point_faults("ledger/a.cc", "int a;\ndouble b;\n"),
            Faults{"ledger/a.cc:2: double"});
  EXPECT_EQ(floating_point_faults("ledger/a.h", "std::vector<float> b;"),
            Faults{"ledger/a.h:1: float"});
  EXPECT_EQ(floating_point_faults("methodology/a.cc", "double b;"), Faults{});
}

TEST(FloatingPoint, IsNotCaughtInCommentsStringsAndLongerWords) {
  EXPECT_EQ(floating_point_faults("ledger/a.cc",
                                  "// a double\n/* a float */ int double_spend;\n"
                                  "f(\"double \\\" float\", 'x', R\"(float \" double)\");\n"),
            Faults{});
}

// A quote that is taken for an opening one would hide all that follows.
TEST(FloatingPoint, IsCaughtBehindQuotesOfEveryKind) {
  for (const char* before : {"1'000", "0x7f'ff", "'\"'", "'\\''", "\"//\"", "u8'a'", "\"\\\\\"",
                             "R\"(\\)\"", "\"/*\""}) {
    EXPECT_EQ(floating_point_faults("ledger/a.cc", std::string(before) + "; double b;").size(), 1u)
        << before;
  }
}

TEST(Doors, AreOpenToSomeAlone) {
  EXPECT_EQ(door_faults("tools/linhui/a.cc", "workspace.submit(x);\n"),
            Faults{"tools/linhui/a.cc:1: .submit(: records are submitted by cases"});
  EXPECT_EQ(door_faults("api/demo/a.cc", "make_record(x);").size(), 1u);
  EXPECT_EQ(door_faults("api/http/a.cc", "#include \"ledger/bodies/sale.h\"\n").size(), 1u);
  EXPECT_EQ(door_faults("api/app/answers/a.cc", "get(Table::state, key)").size(), 1u);
  EXPECT_EQ(door_faults("ledger/rules/a.cc", "\n get_state(key)").size(), 1u);
  EXPECT_EQ(door_faults("api/app/cases/a.cc", "make_record(x); workspace.submit(x);"), Faults{});
  EXPECT_EQ(door_faults("api/app/answers/a.cc", "#include \"ledger/bodies/sale.h\"\n"), Faults{});
  EXPECT_EQ(door_faults("ledger/state/entry.h", "Table::state"), Faults{});
  EXPECT_EQ(door_faults("tests/a_test.cc", "ledger.submit(make_record(x))"), Faults{});
  EXPECT_EQ(door_faults("tools/linhui/a.cc", "// workspace.submit(x)\n"), Faults{});
}

TEST(Scratch, IsMadeInOnePlaceAlone) {
  for (const char* word : {"testing::TempDir()", "mkdtemp(name)", "std::tmpnam(name)",
                           "std::filesystem::temp_directory_path()"}) {
    EXPECT_EQ(scratch_faults("tests/ledger/a_test.cc", std::string("\n") + word).size(), 1u)
        << word;
    EXPECT_EQ(scratch_faults("tests/scratch_folder.h", word), Faults{});
    EXPECT_EQ(scratch_faults("tools/bench/a.cc", word), Faults{});
    EXPECT_EQ(scratch_faults("tests/a_test.cc", std::string("// ") + word), Faults{});
  }
}

TEST(Layout, KnowsTabsLongLinesAndLongFiles) {
  const std::string widest(100, 'x');
  EXPECT_EQ(layout_faults("api/a.cc", widest + "\n"), Faults{});
  EXPECT_EQ(layout_faults("api/a.cc", widest + "x\n"), Faults{"api/a.cc:1: 101 columns"});
  EXPECT_EQ(layout_faults("api/a.cc", "\tx\n"), Faults{"api/a.cc:1: tab"});
  std::string lines;
  for (int i = 0; i < 500; ++i) lines += "\n";
  EXPECT_EQ(layout_faults("api/a.cc", lines), Faults{});
  EXPECT_EQ(layout_faults("api/a.cc", lines + "\n"), Faults{"api/a.cc:501: 501 lines; split it"});
  EXPECT_EQ(layout_faults("tests/api/a_test.cc", lines + "\n"), Faults{});
}

// As clang-format counts.
TEST(Layout, CountsAWideCharacterAsTwoColumns) {
  EXPECT_EQ(columns_of("林汇 m²·é"), 9u);
  EXPECT_EQ(columns_of("\xff\xfe"), 2u);
  EXPECT_EQ(columns_of("\xe6\x9e"), 1u);
}

TEST(MachinePaths, AreCaughtButNotInsideOfLongerNames) {
  const std::string work =
                        "/wo"
                        "rk/",
                    common =
                        "shar"
                        "ed/";
  EXPECT_EQ(machine_path_faults("docs/a.md", "see " + work + "x").size(), 1u);
  EXPECT_EQ(machine_path_faults("docs/a.md", "\nsee " + common + "x"),
            Faults{"docs/a.md:2: " + common});
  EXPECT_EQ(machine_path_faults("docs/a.md", "see ../" + common + "x").size(), 1u);
  EXPECT_EQ(machine_path_faults("docs/a.md", "un" + common + "x and /network/"), Faults{});
  EXPECT_EQ(machine_path_faults("a.h", "methodology/methods/" + common + "a.h"), Faults{});
}

}  // namespace
}  // namespace linhui::tidy
