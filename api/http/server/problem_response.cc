#include "api/http/server/problem_response.h"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string_view>

#include "api/app/desk/problems.h"

namespace linhui::api::http {
namespace {

constexpr std::int64_t kBusyRetryS = 60;  // "in a minute", as its sentence says

}  // namespace

int status_of(const Problem& problem) { return http_status_of(problem); }

Text reason_of(int status) {
  switch (status) {
    case 200:
      return {"OK", "成功"};
    case 303:
      return {"See Other", "请看另一页"};
    case 304:
      return {"Not Modified", "没有变化"};
    case 400:
      return {"Bad Request", "请求有误"};
    case 403:
      return {"Forbidden", "不能查看"};
    case 404:
      return {"Not Found", "没有找到"};
    case 405:
      return {"Method Not Allowed", "不支持这种操作"};
    case 413:
      return {"Content Too Large", "内容过大"};
    case 415:
      return {"Unsupported Media Type", "不支持这种格式"};
    case 422:
      return {"Unprocessable Content", "不能办理"};
    case 429:
      return {"Too Many Requests", "次数过多"};
    case 431:
      return {"Request Header Fields Too Large", "请求头过大"};
    case 500:
      return {"Internal Server Error", "服务器出错"};
    case 503:
      return {"Service Unavailable", "服务繁忙"};
    default:
      return {};
  }
}

bool is_detail_told(const Problem& problem) {
  constexpr std::string_view kTold[] = {"malformed_request", "path_not_found", "method_not_allowed",
                                        "form_expected",     "not_found",      "index_beyond_size",
                                        "run_not_found"};
  return std::find(std::begin(kTold), std::end(kTold), problem.code) != std::end(kTold);
}

std::string problem_json(int status, const Problem& problem, Language language) {
  std::string detail = problem.sentence.in(language);
  if (is_detail_told(problem) && !problem.detail.empty())
    detail += (detail.empty() ? "" : " — ") + problem.detail;
  const nlohmann::ordered_json json = {{"type", "about:blank"},
                                       {"title", reason_of(status).in(language)},
                                       {"status", status},
                                       {"detail", detail},
                                       {"code", problem.code}};
  // Replaces broken UTF-8 of a hostile path instead of throwing.
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

Response problem_response(int status, const Problem& problem, Language language) {
  Response response;
  response.status = status;
  response.content_type = "application/problem+json";
  response.body = problem_json(status, problem, language);
  response.headers.emplace_back("Content-Language", language == Language::chinese ? "zh-CN" : "en");
  return response;
}

Problem path_not_found(std::string path) {
  return problem_of(Code::path_not_found, std::move(path));
}

Problem method_not_allowed(std::string method) {
  return problem_of(Code::method_not_allowed, std::move(method));
}

Problem body_too_large(std::size_t limit_bytes) {
  return problem_of(Code::body_too_large, {}, {std::to_string(limit_bytes)});
}

Problem header_too_large(std::size_t limit_bytes) {
  return problem_of(Code::header_too_large, {}, {std::to_string(limit_bytes)});
}

Problem server_busy() {
  Problem problem = problem_of(Code::server_busy);
  problem.retry_after_s = kBusyRetryS;
  return problem;
}

}  // namespace linhui::api::http
