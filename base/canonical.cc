#include "base/canonical.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/char_set.h"
#include "base/percent_encoding.h"

namespace kiosque {
namespace {

// Parameters that tell the site who sent the reader, never what to show. A name is listed only
// where no site is known to choose its page by it: generic words (ref, source, from, cid, page,
// lang, amp) stay.

/// Names that begin with one of these.
constexpr std::string_view kTrackerPrefixes[] = {
    "utm_",     // Google Analytics (courlan, ClearURLs)
    "mtm_",     // Matomo (courlan)
    "matomo_",  // Matomo
    "pk_",      // Piwik, Matomo's old name (courlan)
    "piwik_",   // Piwik
    "ga_",      // Google Analytics (courlan)
    "gs_",      // Google Search (courlan)
    "itm_",     // internal tracking modules (courlan)
    "mc_",      // Mailchimp (courlan)
    "mkt_",     // Marketo (courlan)
    "ml_",      // MailerLite (courlan)
    "oly_",     // Omeda Olytics (courlan)
    "vero_",    // Vero (courlan)
    "hsa_",     // HubSpot Ads (ClearURLs)
    "_hs",      // HubSpot: _hsenc, _hsmi (ClearURLs)
    "fb_",      // Facebook: fb_action_ids, fb_ref, fb_source (courlan, ClearURLs)
    "at_",      // AT Internet: at_medium, at_campaign (ClearURLs)
    "wt_",      // Webtrekk: wt_mc, wt_zmc (ClearURLs)
    "trk_",     // LinkedIn and mail tools (ClearURLs)
};

/// Whole names.
constexpr std::string_view kTrackerNames[] = {
    // Click identifiers (courlan, ClearURLs).
    "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "gbraidid", "wbraid", "wbraidid", "msclkid",
    "yclid", "ysclid", "twclid", "ttclid", "li_fat_id", "igshid", "igsh", "mibextid", "clickid",
    "partnerid", "s_cid", "s_kwcid", "ncid", "cmpid", "_ga", "_gl", "__s", "_openstat",
    "rb_clickid",
    // Campaigns of publishers (courlan, ClearURLs).
    "xtor", "xtref", "xts", "wt.mc_id", "wt.zmc", "wickedid", "soc_src", "soc_trk", "ref_src",
    "ref_url", "sr_share", "__twitter_impression", "affiliate", "this_affiliate", "aff_id",
    "spm",  // Alibaba's click path
    // Share and reply buttons of WordPress: the same article again, with a form opened or a counter
    // moved.
    "share", "replytocom", "like_comment", "doing_wp_cron", "_wpnonce", "noamp", "nonamp",
    // Sessions whose names are nothing else.
    "phpsessid", "jsessionid", "zenid"};

/// Names that carry a session id only when their value looks like one; "?sid=12" may be an article.
constexpr std::string_view kSessionNames[] = {"sid",    "session", "sessionid", "session_id",
                                              "sessid", "oscsid",  "phpsession"};

constexpr std::size_t kSessionValueBytes = 16;

struct Parameter {
  std::string name;
  std::string value;
};

/// Decodes one side of an application/x-www-form-urlencoded pair.
std::string FormDecode(std::string_view text) {
  std::string spaced(text);
  std::replace(spaced.begin(), spaced.end(), '+', ' ');
  return PercentDecode(spaced);
}

void AppendFormEncoded(std::string_view text, std::string& out) {
  for (const char c : text) {
    if (c == ' ') {
      out += '+';
    } else {
      AppendEncoded({&c, 1}, EncodeSet::kComponent, out);
    }
  }
}

bool LooksLikeSessionId(std::string_view value) {
  return value.size() >= kSessionValueBytes &&
         std::all_of(value.begin(), value.end(),
                     [](char c) { return IsAsciiAlphanumeric(c) || c == '-' || c == ','; }) &&
         value.find_first_of("0123456789") != std::string_view::npos;
}

template <typename Names>
bool Contains(const Names& names, std::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

bool IsDropped(const Parameter& parameter) {
  const std::string lower = AsciiLower(parameter.name);
  std::string_view name = lower;
  for (const std::string_view entity : {"amp;", "#038;", "#38;"}) {
    if (name.starts_with(entity)) {  // "&amp;utm_source" that a template escaped twice
      name.remove_prefix(entity.size());
    }
  }
  const auto begins = [name](std::string_view prefix) { return name.starts_with(prefix); };
  return Contains(kTrackerNames, name) || name.starts_with("aspsessionid") ||
         std::any_of(std::begin(kTrackerPrefixes), std::end(kTrackerPrefixes), begins) ||
         (Contains(kSessionNames, name) && LooksLikeSessionId(parameter.value));
}

std::vector<Parameter> ParseQuery(std::string_view query) {
  std::vector<Parameter> parameters;
  while (!query.empty()) {
    const std::size_t amp = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, amp);
    if (!pair.empty()) {
      const std::size_t equals = std::min(pair.find('='), pair.size());
      parameters.push_back({FormDecode(pair.substr(0, equals)),
                            FormDecode(pair.substr(std::min(equals + 1, pair.size())))});
    }
    query.remove_prefix(std::min(amp + 1, query.size()));
  }
  return parameters;
}

/// Names that mean something else when they stand alone: ColdFusion's session, Jetpack's share
/// button.
constexpr std::pair<std::string_view, std::string_view> kDroppedPairs[] = {{"cfid", "cftoken"},
                                                                           {"share", "nb"}};

void DropPairs(std::vector<Parameter>& parameters) {
  const auto is = [](std::string_view name) {
    return [name](const Parameter& parameter) { return AsciiLower(parameter.name) == name; };
  };
  for (const auto& [first, second] : kDroppedPairs) {
    if (std::any_of(parameters.begin(), parameters.end(), is(first)) &&
        std::any_of(parameters.begin(), parameters.end(), is(second))) {
      std::erase_if(parameters, is(first));
      std::erase_if(parameters, is(second));
    }
  }
}

std::string CanonicalQuery(std::string_view query) {
  std::vector<Parameter> parameters = ParseQuery(query);
  DropPairs(parameters);
  std::erase_if(parameters, IsDropped);
  std::sort(parameters.begin(), parameters.end(), [](const Parameter& a, const Parameter& b) {
    return std::tie(a.name, a.value) < std::tie(b.name, b.value);
  });
  std::string out;
  for (const Parameter& parameter : parameters) {
    out += out.empty() ? '?' : '&';
    AppendFormEncoded(parameter.name, out);
    out += '=';
    AppendFormEncoded(parameter.value, out);
  }
  return out;
}

/// "/a;jsessionid=0123ABC/b" -> "/a/b".
std::string WithoutPathSession(std::string_view path) {
  constexpr std::string_view kName = ";jsessionid=";
  const std::string lower = AsciiLower(path);
  std::string out;
  std::size_t from = 0;
  for (std::size_t at = lower.find(kName); at != std::string::npos; at = lower.find(kName, from)) {
    out += path.substr(from, at - from);
    from = std::min(path.find_first_of("/;", at + 1), path.size());
  }
  out += path.substr(from);
  return out;
}

/// RFC 3986 §6.2.2: escapes of unreserved characters are undone, the others are upper case; a '%'
/// that begins no escape is escaped itself, or decoding would not come to an end.
std::string CanonicalPath(std::string_view path) {
  std::string out;
  out.reserve(path.size());
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (path[i] != '%') {
      out += path[i];
      continue;
    }
    const int high = i + 2 < path.size() ? HexDigitValue(path[i + 1]) : -1;
    const int low = i + 2 < path.size() ? HexDigitValue(path[i + 2]) : -1;
    if (high < 0 || low < 0) {
      AppendPercentByte('%', out);
      continue;
    }
    const char byte = static_cast<char>(high * 16 + low);
    if (NeedsEncoding(static_cast<unsigned char>(byte), EncodeSet::kComponent)) {
      AppendPercentByte(static_cast<unsigned char>(byte), out);
    } else {
      out += byte;
    }
    i += 2;
  }
  return out;
}

/// Nothing in it could change: no query, no escape, no session.
bool PathIsPlain(std::string_view path) {
  static constexpr CharSet kTelling("%;");
  return kTelling.FirstIn(path) == path.size();
}

}  // namespace

Url CanonicalUrl(const Url& url) {
  Url bare = url.WithoutFragment().WithoutCredentials();
  if (bare.path() == bare.path_and_query() && PathIsPlain(bare.path())) {
    return bare;
  }
  // Without its session a segment may be "." or ".."; WithPath resolves those, after which the path
  // is final.
  const Url stripped = bare.WithPath(WithoutPathSession(bare.path()));
  std::string path = CanonicalPath(stripped.path());
  if (!bare.search().empty()) {
    path += CanonicalQuery(bare.search().substr(1));
  }
  return stripped.WithPath(path);
}

}  // namespace kiosque
