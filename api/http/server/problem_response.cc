#include "api/http/server/problem_response.h"

#include <array>
#include <nlohmann/json.hpp>

namespace linhui::api::http {
namespace {

struct CodeStatus {
  std::string_view code;
  int status;
};

constexpr std::array kStatusOfCode = {
    CodeStatus{"malformed_request", 400}, CodeStatus{"access_denied", 403},
    CodeStatus{"session_ended", 403},     CodeStatus{"foreign_origin", 403},
    CodeStatus{"not_found", 404},         CodeStatus{"path_not_found", 404},
    CodeStatus{"index_beyond_size", 404}, CodeStatus{"method_not_allowed", 405},
    CodeStatus{"body_too_large", 413},    CodeStatus{"form_expected", 415},
    CodeStatus{"access_locked", 429},     CodeStatus{"address_limited", 429},
    CodeStatus{"header_too_large", 431},  CodeStatus{"server_busy", 503},
};

}  // namespace

int status_of(const Problem& problem) {
  for (const CodeStatus& known : kStatusOfCode) {
    if (problem.code == known.code) return known.status;
  }
  if (problem.code.ends_with("_not_found")) return 404;
  switch (problem.exit) {
    case ExitStatus::machine_failed:
    case ExitStatus::damaged:
      return 500;
    case ExitStatus::usage:
      return 400;
    default:
      return 422;
  }
}

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

std::string problem_json(int status, const Problem& problem, Language language) {
  std::string detail = problem.sentence.in(language);
  if (!problem.detail.empty()) detail += (detail.empty() ? "" : " — ") + problem.detail;
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

Problem malformed(Text sentence, std::string detail) {
  return {"malformed_request", std::move(sentence), std::move(detail), ExitStatus::usage, {}};
}

Problem path_not_found(std::string path) {
  return {"path_not_found",
          {"There is no such page.", "没有这个页面。"},
          std::move(path),
          ExitStatus::refused,
          {}};
}

Problem method_not_allowed(std::string method) {
  return {"method_not_allowed",
          {"This address does not take this method.", "这个地址不支持这种请求方法。"},
          std::move(method),
          ExitStatus::usage,
          {}};
}

Problem body_too_large(std::size_t limit_bytes) {
  const std::string limit = std::to_string(limit_bytes);
  return {"body_too_large",
          {"The body is larger than " + limit + " bytes.", "请求内容超过 " + limit + " 字节。"},
          {},
          ExitStatus::usage,
          {}};
}

Problem header_too_large(std::size_t limit_bytes) {
  const std::string limit = std::to_string(limit_bytes);
  return {"header_too_large",
          {"The header is larger than " + limit + " bytes.", "请求头超过 " + limit + " 字节。"},
          {},
          ExitStatus::usage,
          {}};
}

Problem server_busy() {
  return {"server_busy",
          {"Many people are looking at this moment. Please try again in a minute.",
           "现在查询的人较多，请一分钟后再试。"},
          {},
          ExitStatus::refused,
          {}};
}

}  // namespace linhui::api::http
