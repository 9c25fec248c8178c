// A QGIS style for polygons in classes. Internal to api/exchange.
#pragma once

#include <string>
#include <vector>

#include "api/exchange/output/density.h"

namespace linhui::api::exchange {

// A QML document: a graduated renderer over the column `attribute`, one symbol a class. Polygons
// without a value are not drawn by a graduated renderer.
std::string qgis_style(const std::string& attribute, const std::vector<DensityClass>& classes);

}  // namespace linhui::api::exchange
