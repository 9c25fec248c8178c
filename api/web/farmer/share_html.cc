#include "api/web/farmer/share_html.h"

#include "api/web/html.h"
#include "api/web/layout.h"

namespace linhui::api::web {
namespace {

using Status = app::ShareAnswer::Status;

// A shape for each status, so that nothing hangs on colour: tick, hand of a clock, two bars.
std::string status_icon(Status status) {
  const std::string open = "<svg class=\"icon\" viewBox=\"0 0 40 40\" aria-hidden=\"true\">";
  switch (status) {
    case Status::paid:
      return open +
             "<circle cx=\"20\" cy=\"20\" r=\"18\" class=\"full\"/>"
             "<path d=\"M11 21l6 6 12-14\" class=\"mark\"/></svg>";
    case Status::held:
      return open +
             "<rect x=\"3\" y=\"3\" width=\"34\" height=\"34\" rx=\"4\" class=\"full\"/>"
             "<path d=\"M15 12v16M25 12v16\" class=\"mark\"/></svg>";
    default:
      return open +
             "<circle cx=\"20\" cy=\"20\" r=\"17\" class=\"line\"/>"
             "<path d=\"M20 10v11l7 4\" class=\"line\"/></svg>";
  }
}

const char* status_class(Status status) {
  switch (status) {
    case Status::paid:
      return "paid";
    case Status::held:
      return "held";
    default:
      return "unpaid";
  }
}

std::string status_html(const PageContext& page, const app::ShareAnswer& share) {
  std::string out = std::string("<div class=\"status ") + status_class(share.status) + "\">" +
                    status_icon(share.status) + "<div><strong>" + say(page, share.status_text) +
                    "</strong>";
  if (share.status == Status::paid) {
    out += "<br>" + say(page, "付款日 ", "Paid on ") + unbroken(share.paid_on) + "<br>" +
           say(page, "凭证号 ", "Reference ") + escape(share.payment_reference);
  } else if (share.status == Status::held) {
    out += "<br>" + say(page, "原因：", "Reason: ") + say(page, share.held_reason);
  } else if (share.status == Status::final_unpaid) {
    out +=
        "<br>" + say(page, "数目已经定了，还没有付款。", "The sum is settled. It is not paid yet.");
  } else {
    out += "<br>" + say(page, "还没有付款，数目还可能因异议而改。",
                        "Not paid yet; an objection may still change the sum.");
  }
  return out + "</div></div>\n";
}

std::string fact(const PageContext& page, const char* chinese, const char* english,
                 const std::string& value_html) {
  return "<div><dt>" + say(page, chinese, english) + "</dt><dd>" + value_html + "</dd></div>\n";
}

std::string sale_html(const PageContext& page, const app::ShareAnswer& share) {
  std::string project = escape(share.project_name.empty() ? share.project : share.project_name);
  if (!share.project_name.empty()) project += " <small>" + escape(share.project) + "</small>";
  return "<dl>\n" + fact(page, "项目", "Project", project) +
         fact(page, "分配方案", "Sharing scheme", escape(share.scheme)) +
         fact(page, "时段", "Period",
              unbroken(share.period_from) + say(page, " 起，到 ", " to before ") +
                  unbroken(share.period_to) + say(page, " 前", "")) +
         fact(page, "卖出", "Sold",
              escape(share.tonnes) + say(page, " 吨 × 每吨 ", " t × ") + "¥" +
                  escape(share.price_yuan) + say(page, "", " a tonne") + " = <strong>¥" +
                  escape(share.gross_yuan) + "</strong>") +
         "</dl>\n";
}

std::string steps_html(const PageContext& page, const app::ShareAnswer& share) {
  std::string out =
      "<h3>" + say(page, "一步一步怎么算出来的", "How it was worked out, step by step") +
      "</h3>\n<p class=\"start\">" + say(page, "卖得 ", "From the sale ") + "<strong>¥" +
      escape(share.gross_yuan) + "</strong></p>\n<ol class=\"steps\">\n";
  for (const app::WaterfallStep& step : share.steps) {
    out += "<li><p class=\"what\">" + say(page, step.label) + "</p><p class=\"sum\">";
    if (!step.arithmetic.empty()) out += escape(step.arithmetic) + " = ";
    out += "<strong>¥" + escape(step.amount_yuan) + "</strong></p>";
    if (!step.left_yuan.empty()) {
      out += "<p class=\"left\">" + say(page, "还剩 ", "Left ") + "¥" + escape(step.left_yuan) +
             "</p>";
    }
    if (!step.basis.empty()) {
      out += "<p class=\"basis\">" + say(page, "依据：", "Basis: ") + escape(step.basis) + "</p>";
    }
    out += "</li>\n";
  }
  return out + "</ol>\n<p class=\"result\">" + say(page, "我家分到 ", "Our share ") + "<strong>¥" +
         escape(share.amount_yuan) + "</strong></p>\n";
}

std::string picture_html(const PageContext& page, const app::ShareAnswer& share) {
  const std::vector<Portion> portions = portions_of(share);
  if (portions.empty()) return {};
  const std::int64_t gross = *fen_of(share.gross_yuan);
  std::string out = "<h3>" + say(page, "每 100 元分给了谁", "Where each ¥100 went") +
                    "</h3>\n<ul class=\"bars\">\n";
  for (const Portion& portion : portions) {
    const std::string percent = percent_of(portion.fen, gross);
    out += std::string("<li") + (portion.own ? " class=\"own\"" : "") + "><span>" +
           say(page, portion.label) + "</span> <b>¥" + percent +
           "</b><svg viewBox=\"0 0 100 6\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
           "<rect class=\"whole\" width=\"100\" height=\"6\"/><rect class=\"part\" width=\"" +
           percent + "\" height=\"6\"/></svg></li>\n";
  }
  return out + "</ul>\n";
}

std::string proof_html(const PageContext& page, const app::ShareAnswer& share) {
  return "<h3>" + say(page, "证明", "Proof") + "</h3>\n<p><a class=\"button\" href=\"/me/proof/" +
         percent_encode(share.run) + "\">" + say(page, "下载证明文件", "Download the proof") +
         "</a></p>\n<p>" +
         say(page, "它证明这一笔写在账本的第 ", "It shows that this share stands in record ") +
         std::to_string(share.record_index) +
         say(page, " 条记录里，谁也没有改过。任何人都可以在自己的电脑上核对，不用问我们：",
             " of the ledger and that nobody has changed it. Anyone can check it on their own "
             "computer, without asking us:") +
         "</p>\n<p class=\"command\"><code>linhui verify-proof proof.json --key " +
         escape(page.verifier_key) + "</code></p>\n";
}

}  // namespace

std::optional<std::int64_t> fen_of(std::string_view yuan) {
  std::int64_t fen = 0;
  int decimals = -1, digits = 0;
  const bool negative = !yuan.empty() && yuan[0] == '-';
  if (negative) yuan.remove_prefix(1);
  for (const char c : yuan) {
    if (c == ',' && decimals < 0) continue;
    if (c == '.' && decimals < 0) {
      decimals = 0;
      continue;
    }
    if (c < '0' || c > '9' || ++digits > 17) return std::nullopt;
    fen = fen * 10 + (c - '0');
    if (decimals >= 0) ++decimals;
  }
  if (decimals != 2 || digits < 3) return std::nullopt;
  return negative ? -fen : fen;
}

std::vector<Portion> portions_of(const app::ShareAnswer& share) {
  const auto gross = fen_of(share.gross_yuan), own = fen_of(share.amount_yuan);
  if (!gross || !own || *gross <= 0 || *own < 0) return {};
  std::vector<Portion> portions;
  std::int64_t left = *gross, others = 0;
  for (const app::WaterfallStep& step : share.steps) {
    const bool last = &step == &share.steps.back();
    if (last && step.amount_yuan == share.amount_yuan) break;  // that step is the household's own
    const auto rest = fen_of(step.left_yuan);
    if (!rest || *rest < *own || *rest > left) return {};
    // A step that names what stays with us ("your village's part") gives the rest to others.
    if (step.amount_yuan == step.left_yuan) {
      others += left - *rest;
    } else if (*rest < left) {
      portions.push_back({step.label, left - *rest, false});
    }
    left = *rest;
  }
  if (left < *own) return {};
  others += left - *own;
  if (others > 0)
    portions.push_back({{"Other villages and households", "其他村和农户"}, others, false});
  portions.push_back({{"Our household", "我家"}, *own, true});
  return portions;
}

std::string percent_of(std::int64_t fen, std::int64_t gross_fen) {
  const auto hundredths =
      static_cast<std::int64_t>((static_cast<__int128>(fen) * 20000 / gross_fen + 1) / 2);
  const std::string cents = std::to_string(hundredths % 100);
  return std::to_string(hundredths / 100) + "." + (cents.size() == 1 ? "0" : "") + cents;
}

std::string share_html(const PageContext& page, const app::ShareAnswer& share) {
  return "<p class=\"amount\">¥" + escape(share.amount_yuan) + "</p>\n" +
         (share.amount_capital.empty()
              ? std::string()
              : "<p class=\"capital\" lang=\"zh-CN\">" + escape(share.amount_capital) + "</p>\n") +
         status_html(page, share) + sale_html(page, share) + steps_html(page, share) +
         picture_html(page, share) + proof_html(page, share);
}

}  // namespace linhui::api::web
