// A district that does not exist: three townships, nine villages, their stands, wetlands and
// households. Integers only, so that it is the same on every machine.
#pragma once

#include <string>
#include <vector>

namespace linhui::sample {

// Centimetres in CGCS2000 / 3-degree Gauss-Krüger, central meridian 108° E (EPSG:4545).
struct Corner {
  long long east_cm = 0, north_cm = 0;
};
using Outline = std::vector<Corner>;  // closed, counter-clockwise

struct Species {
  int code = 0;  // national survey code
  // Growing stock at age a, in 0.01 m³/ha on a site of 100 %: 100 · growth · a² / (a + delay).
  int growth = 0, delay = 0;
  int dbh_mm_per_year = 0, height_cm_per_year = 0;
};

struct ForestStand {
  std::string township, village, lin_ban, xiao_ban;
  Outline outline;
  long long area_m2 = 0;  // a multiple of 20 m² (0.03 mu): exact in hectares and in mu
  Species species;
  int planted_in = 0;
  int site_percent = 0, stems_ha = 0, crown_percent = 0;
  std::string id() const { return village + "-" + lin_ban + "-" + xiao_ban; }
  long long volume_centi_m3_ha(int year) const;
};

struct Wetland {
  std::string id, township, village, type, trophic;
  int changed_in = 0;  // 0: always so
  Outline outline;
  long long area_m2 = 0;
};

struct Household {
  std::string code, name, township, village;
};

struct District {
  std::vector<ForestStand> stands;
  std::vector<Wetland> wetlands;
  std::vector<Household> households;
};

District make_district();

}  // namespace linhui::sample
