// A ledger with projects, reports, sales and runs in every state: what refusals are provoked on.
#pragma once

#include "tests/ledger/story.h"

namespace linhui::ledger {

// Project by project:
//   P          credits of 2021 and 2022; sale-1 settled and shared in run-1 (final, line paid),
//              sale-2 matched, sale-3 settled, sale-6 cancelled, offer-1 open, offer-2 accepted,
//              offer-3 expired; run-2 calculated, run-3 published today
//   listed, validated, filed (report "F"), verified (report "V"), loss (report "N", verified, no
//   credits), unread (report "U", verified, tables not published), foreign (report "W", verified,
//   of a stand of P); omni (listed, of the party with every role)
class World : public Story {
 public:
  World() {
    shared();
    must(make("party.admit", "registrar",
              party("omni", {"developer", "verifier", "registrar", "collective"}, "agency")));
    must(make("party.admit", "registrar", party("lost", {"buyer"}, "company")));
    must(make("key.revoke", "lost",
              {{"key", key_id(key("lost").public_key())}, {"reason", "lost"}}));
    must(make("method.publish", "registrar", method("assess", false, "b,2"), method_rows("b,2")));
    must(make("method.publish", "registrar", method("other", true, "c,3"), method_rows("c,3")));

    sold("sale-3", 41, 42);
    sold("sale-4", 43, 44);
    must(make("sale.match", "developer", sale("sale-2", serials("P", 2021, 45, 46), 10'000), {},
              {"buyer"}));
    must(make("sale.match", "developer", sale("sale-6", serials("P", 2021, 47, 48), 1), {},
              {"buyer"}));
    must(make("sale.cancel", "buyer", {{"sale", "sale-6"}, {"reason", "not paid"}}, {},
              {"developer"}));
    must(make("credit.offer", "developer", offer("offer-1", "buyer", serials("P", 2021, 51, 55))));
    must(make("credit.offer", "developer", offer("offer-2", "buyer", serials("P", 2021, 56, 60))));
    must(make("credit.accept", "buyer", {{"offer", "offer-2"}}));
    Json brief = offer("offer-3", "buyer", serials("P", 2021, 61, 62));
    brief["expires"] = day_text(shanghai_day(now) + 2);  // ten days go by below
    must(make("credit.offer", "developer", brief));
    must(make("credit.retire", "buyer",
              {{"serials", serials("P", 2021, 56, 57)}, {"beneficiary", "b"}, {"purpose", "p"}}));

    listed("listed", stands("L", 100'000));
    listed("validated", stands("M", 200'000));
    must(make("project.validate", "verifier",
              {{"project", "validated"}, {"statement_sha256", sha("s")}}));
    registered("filed", stands("F", 300'000));
    filed("F", "filed", stands("F", 300'000), 2020, 2021, one("F1", 50'000));
    registered("verified", stands("V", 400'000));
    filed("V", "verified", stands("V", 400'000), 2020, 2021, one("V1", 50'000));
    must(make("report.verify", "verifier", verify("V", estimate_rows(one("V1", 50'000)))));
    registered("loss", stands("N", 500'000));
    filed("N", "loss", stands("N", 500'000), 2020, 2021, one("N1", -50'000));
    must(make("report.verify", "verifier", verify("N", estimate_rows(one("N1", -50'000)))));
    registered("unread", stands("U", 600'000));
    Json unread = report("U", "unread", stands("U", 600'000), 2020, 2021, one("U1", 50'000));
    unread["tables"][0]["sha256"] = sha("unpublished");
    must(make("report.file", "developer", unread, estimate_rows(one("U1", 50'000))));
    must(make("report.verify", "verifier", verify("U", estimate_rows(one("U1", 50'000)))));
    registered("foreign", stands("W", 700'000));
    filed("W", "foreign", stands("W", 700'000), 2020, 2021, one("S1", 50'000));
    must(make("report.verify", "verifier", verify("W", estimate_rows(one("S1", 50'000)))));

    must(make("inventory.import", "omni", inventory("omni", stands("O", 800'000)),
              stands("O", 800'000)));
    must(make("project.register", "omni", project("omni", stands("O", 800'000))));
    must(make("inventory.import", "developer", inventory("fresh", fresh()), fresh()));

    calculated();
    approved();
    published();
    finalised();
    must(
        make("run.pay", "developer", {{"run", "run-1"}, {"paid_on", "2026-02-01"}}, payments({0})));
    calculated("run-2", "sale-3", 12'500);
    calculated("run-3", "sale-4", 12'500);
    approved("run-3");
    published("run-3");
  }
  static Rows fresh() { return stands("X", 900'000); }
  static Changes4 one(const std::string& stand, std::int64_t change) {
    return {{stand, {{2021, change}}}};
  }
  // An inventory of one stand, imported for a project of this name.
  Rows ground(const std::string& project_name, const std::string& stand, std::int64_t x,
              std::int64_t area_m2 = 100) {
    const Rows rows = canonical_rows({stand_json(stand, "V1", area_m2, square(x, 0))});
    must(make("inventory.import", "developer", inventory(project_name, rows), rows));
    return rows;
  }
  int held_line() const {
    const Json run = state("run/run-1");
    const auto rows = ledger->snapshot().rows(*hash_from_hex(run.at("root").get<std::string>()),
                                              run.at("count").get<std::uint64_t>());
    for (std::size_t i = 0; i < rows.value().size(); ++i) {
      if (Json::parse(rows.value()[i]).at("held") == true) return static_cast<int>(i);
    }
    return -1;
  }
};

// A shape that crosses itself.
inline Json crossing() {
  const Json corner = square(1'000'000, 0)[0][0];
  const auto lon = corner[0].get<std::int64_t>(), lat = corner[1].get<std::int64_t>();
  return Json::array({Json::array(
      {Json::array({lon, lat, lon + 200, lat, lon, lat + 100, lon + 100, lat + 300, lon, lat})})});
}

inline Json with(Json body, const char* name, Json value) {
  body[name] = std::move(value);
  return body;
}

// A key of small order, under which one signature fits every text.
inline std::string neutral_key() { return base64(spki({'\1' + std::string(31, '\0')})); }

inline Rows one_right(const Json& row) { return {canonical(row)}; }

}  // namespace linhui::ledger
