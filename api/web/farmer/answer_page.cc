// The answer: greeting, shares, land, who looked, how to object, PIN, leaving.
#include "api/web/farmer/share_html.h"
#include "api/web/html.h"
#include "api/web/layout.h"
#include "api/web/page.h"

namespace linhui::api::web {
namespace {

std::string land_html(const PageContext& page, const app::FarmerAnswer& answer) {
  std::string out = "<section>\n<h2>" + say(page, "我家的林地", "Our land") + "</h2>\n";
  if (answer.land.empty()) {
    return out + "<p>" +
           say(page, "账本里还没有我家的林地。", "The ledger has no land of ours yet.") +
           "</p>\n</section>\n";
  }
  // A table that a narrow screen shows as cards: each cell then says its own heading.
  struct Column {
    const char *chinese, *english;
  };
  constexpr Column kColumns[] = {{"小班", "Stand"}, {"地点", "Place"},       {"面积", "Area"},
                                 {"权利", "Right"}, {"证号", "Certificate"}, {"时间", "Dates"},
                                 {"依据", "Basis"}};
  out += "<table class=\"land\">\n<thead><tr>";
  for (const Column& column : kColumns) {
    out += "<th scope=\"col\">" + say(page, column.chinese, column.english) + "</th>";
  }
  out += "</tr></thead>\n<tbody>\n";
  for (const app::LandLine& line : answer.land) {
    const std::string cells[] = {
        "<strong>" + escape(line.stand_id) + "</strong>",
        escape(line.township) + " " + escape(line.village),
        "<strong>" + escape(line.area_mu) + say(page, " 亩", " mu") + "</strong> <small>" +
            std::to_string(line.area_m2) + say(page, " 平方米", " m²") + "</small>",
        say(page, line.right),
        escape(line.certificate),
        say(page, "", "from ") + unbroken(line.from) + say(page, " 起", "") +
            (line.to.empty()
                 ? std::string()
                 : say(page, "，到 ", " to before ") + unbroken(line.to) + say(page, " 前", "")),
        escape(line.basis)};
    out += "<tr>";
    for (std::size_t i = 0; i < std::size(kColumns); ++i) {
      out += "<td data-label=\"" + say(page, kColumns[i].chinese, kColumns[i].english) +
             "\"><div>" + cells[i] + "</div></td>";
    }
    out += "</tr>\n";
  }
  return out + "</tbody>\n</table>\n</section>\n";
}

// The newest share open, the earlier ones folded: one thing at a time on a phone.
std::string shares_html(const PageContext& page, const app::FarmerAnswer& answer) {
  const std::string head = "<section>\n<h2>" + say(page, "我家的收益", "Our share") + "</h2>\n";
  if (answer.shares.empty()) {
    return head + "<p>" +
           say(page, "还没有分配过碳汇收益。", "No carbon income has been shared out yet.") +
           "</p>\n</section>\n";
  }
  std::string out = head + share_html(page, answer.shares.front()) + "</section>\n";
  if (answer.shares.size() == 1) return out;
  out += "<section>\n<h2>" + say(page, "以前的收益", "Earlier shares") + "</h2>\n";
  for (std::size_t i = 1; i < answer.shares.size(); ++i) {
    const app::ShareAnswer& share = answer.shares[i];
    out += "<details>\n<summary>" + unbroken(share.period_from) + " – " +
           unbroken(share.period_to) + " · " + unbroken("¥" + share.amount_yuan) + " · " +
           say(page, share.status_text) + "</summary>\n" + share_html(page, share) + "</details>\n";
  }
  return out + "</section>\n";
}

std::string accesses_html(const PageContext& page, const app::FarmerAnswer& answer) {
  std::string out = "<section class=\"screen\">\n<h2>" + say(page, "谁查过", "Who has looked") +
                    "</h2>\n<p>" +
                    say(page, "不是自己查的，请马上改密码，并告诉村里。",
                        "If one of these was not you, change the PIN now and tell the village.") +
                    "</p>\n<ul class=\"looks\">\n";
  for (const app::Access& access : answer.accesses) {
    out +=
        "<li>" + escape(access.time) + " · " + escape(access.from) + " · <strong>" +
        (access.granted ? say(page, "✓ 看到了", "✓ seen") : say(page, "✗ 密码不对", "✗ refused")) +
        "</strong></li>\n";
  }
  return out + "</ul>\n</section>\n";
}

std::string pin_field(const PageContext& page, const char* name, const char* chinese,
                      const char* english, const char* complete) {
  return std::string("<label for=\"") + name + "\">" + say(page, chinese, english) +
         "</label>\n<input id=\"" + name + "\" name=\"" + name +
         "\" type=\"password\" inputmode=\"numeric\" required maxlength=\"12\" autocomplete=\"" +
         complete + "\">\n";
}

std::string pin_html(const PageContext& page, bool must_change) {
  const std::string form =
      "<form method=\"post\" action=\"/me/pin" + language_query(page) + "\">\n" +
      pin_field(page, "old_pin", "现在的密码", "The PIN you have now", "current-password") +
      pin_field(page, "new_pin", "新密码，六位数", "The new PIN, six digits", "new-password") +
      pin_field(page, "new_pin_again", "新密码再输一次", "The new PIN once more", "new-password") +
      "<button type=\"submit\">" + say(page, "改密码", "Change the PIN") + "</button>\n</form>\n";
  if (must_change) {
    return "<section class=\"screen urgent\" id=\"pin\">\n<h2>" +
           say(page, "请先换一个自己的密码", "Please choose a PIN of your own first") +
           "</h2>\n<p>" +
           say(page, "现在用的还是信封里的密码，别人可能看见过。不要用生日或连号。",
               "You still use the PIN from the envelope, which others may have seen. Do not take a "
               "birthday or digits in a row.") +
           "</p>\n" + form + "</section>\n";
  }
  return "<section class=\"screen\" id=\"pin\">\n<details>\n<summary>" +
         say(page, "改密码", "Change the PIN") + "</summary>\n" + form + "</details>\n</section>\n";
}

std::string objection_html(const PageContext& page) {
  return "<section>\n<h2>" + say(page, "觉得不对怎么办", "If you think something is wrong") +
         "</h2>\n<ol>\n<li>" +
         say(page, "先向村里提出。村里要在 3 天内答复。",
             "First tell the village. It must answer within 3 days.") +
         "</li>\n<li>" +
         say(page, "不满意，再向乡镇或区县反映。要在 10 天内答复。",
             "If the answer does not satisfy you, tell the township or the district. It must "
             "answer "
             "within 10 days.") +
         "</li>\n</ol>\n<p>" +
         say(page, "提的时候，请说出户号和上面的第几步。",
             "Name your household number and the number of the step above.") +
         "</p>\n</section>\n";
}

std::string leave_html(const PageContext& page) {
  return "<form class=\"screen\" method=\"post\" action=\"/logout" + language_query(page) +
         "\">\n<button type=\"submit\" class=\"quiet\">" +
         say(page, "看完了，退出", "Done, log out") +
         "</button>\n</form>\n<p class=\"hint screen\">" +
         say(page, "十五分钟后会自动退出。", "You are logged out after fifteen minutes anyway.") +
         "</p>\n";
}

}  // namespace

std::string answer_page(const PageContext& page, const app::FarmerAnswer& answer,
                        const std::optional<Notice>& notice) {
  std::string body = "<h1>" + escape(answer.masked_name) + say(page, "，您好", ", good day") +
                     "</h1>\n<p class=\"given\">" + say(page, "户号 ", "Household ") + "<strong>" +
                     escape(answer.household_no) + "</strong><br>" + escape(answer.township) + " " +
                     escape(answer.village) + "</p>\n" + notice_html(page, notice);
  if (answer.pin_must_change) body += pin_html(page, true);
  body += shares_html(page, answer) + land_html(page, answer) + objection_html(page) +
          accesses_html(page, answer);
  if (!answer.pin_must_change) body += pin_html(page, false);
  body += leave_html(page);
  return document(page, say(page, "我家的收益", "Our share"), "/me", body);
}

}  // namespace linhui::api::web
