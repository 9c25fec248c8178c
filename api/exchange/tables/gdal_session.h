// GDAL as these readers use it: drivers registered once, nothing on stderr, errors kept. Internal
// to api/exchange.
#pragma once

#include <string>

namespace linhui::api::exchange {

// Registers GDAL's drivers; any number of times, from any thread.
void start_gdal();

// On the stack of one thread, ended there in reverse order of beginning.
//
// While it lives, what GDAL says on this thread is kept here instead of printed.
class GdalQuiet {
 public:
  GdalQuiet();
  ~GdalQuiet();
  GdalQuiet(const GdalQuiet&) = delete;
  GdalQuiet& operator=(const GdalQuiet&) = delete;

  bool failed() const { return failed_; }                  // since the last clear()
  const std::string& message() const { return message_; }  // the first failure, else last warning
  void clear();
  void keep(bool failure, const char* message);  // for GDAL's handler

 private:
  bool failed_ = false;
  std::string message_;
};

// A GDAL configuration option of this thread, put back at the end of the scope. `key` outlives
// it.
class GdalOption {
 public:
  GdalOption(const char* key, const char* value);
  ~GdalOption();
  GdalOption(const GdalOption&) = delete;
  GdalOption& operator=(const GdalOption&) = delete;

 private:
  const char* key_;
};

}  // namespace linhui::api::exchange
