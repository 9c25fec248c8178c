#include "api/exchange/tables/gdal_session.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <gdal.h>

#include <mutex>

#include "api/exchange/tables/encoding.h"

namespace linhui::api::exchange {
namespace {

void keep_message(CPLErr level, CPLErrorNum, const char* message) {
  auto* quiet = static_cast<GdalQuiet*>(CPLGetErrorHandlerUserData());
  if (level >= CE_Warning) quiet->keep(level >= CE_Failure, message);
}

}  // namespace

void start_gdal() {
  static std::once_flag once;
  std::call_once(once, [] { GDALAllRegister(); });
}

GdalQuiet::GdalQuiet() { CPLPushErrorHandlerEx(&keep_message, this); }

GdalQuiet::~GdalQuiet() {
  CPLPopErrorHandler();
  CPLErrorReset();
}

void GdalQuiet::clear() {
  failed_ = false;
  message_.clear();
}

void GdalQuiet::keep(bool failure, const char* message) {
  if (failed_) return;
  failed_ = failure;
  message_ = message;
  if (!is_utf8(message_)) message_ = "unreadable message";
}

GdalOption::GdalOption(const char* key, const char* value) : key_(key) {
  CPLSetThreadLocalConfigOption(key, value);
}

GdalOption::~GdalOption() { CPLSetThreadLocalConfigOption(key_, nullptr); }

}  // namespace linhui::api::exchange
