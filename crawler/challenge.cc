#include "crawler/challenge.h"

#include <array>

#include "base/ascii.h"
#include "crawler/capture_record.h"
#include "crawler/response_head.h"

namespace kiosque {
namespace {

struct FieldSign {
  std::string_view field;
  std::string_view value;
  std::string_view who;
};
constexpr std::array kFieldSigns{
    FieldSign{"cf-mitigated", "challenge", "Cloudflare"},
    FieldSign{"x-amzn-waf-action", "challenge", "AWS WAF"},
    FieldSign{"x-amzn-waf-action", "captcha", "AWS WAF"},
    FieldSign{"x-vercel-mitigated", "challenge", "Vercel"},
};

/// Text that only the challenge itself has, on a page of any status …
struct BodySign {
  std::string_view text;
  std::string_view who;
};
constexpr std::array kBodySigns{
    BodySign{"<title>Just a moment...</title>", "Cloudflare"},
    BodySign{"window._cf_chl_opt", "Cloudflare"},
    BodySign{"geo.captcha-delivery.com", "DataDome"},
    BodySign{"/_Incapsula_Resource?SWUDNSAI", "Imperva"},
    BodySign{"sucuri_cloudproxy_js", "Sucuri"},
    BodySign{"id=\"px-captcha\"", "HUMAN"},
    BodySign{"anubis_challenge", "Anubis"},
    BodySign{"/.well-known/ddos-guard/", "DDoS-Guard"},
    BodySign{"slowAES.decrypt(", "testcookie"},
};
/// … and what stands on refusals.
constexpr std::array kRefusalSigns{
    BodySign{"Attention Required! | Cloudflare", "Cloudflare"},
    BodySign{"challenges.cloudflare.com", "Cloudflare"},
    BodySign{"Sucuri WebSite Firewall", "Sucuri"},
    BodySign{"errors.edgesuite.net", "Akamai"},
    BodySign{"Incapsula incident ID", "Imperva"},
    BodySign{"g-recaptcha", "reCAPTCHA"},
    BodySign{"h-captcha", "hCaptcha"},
};

template <typename Signs>
std::string_view Find(const Signs& signs, std::string_view body) {
  for (const BodySign& sign : signs) {
    if (body.find(sign.text) != std::string_view::npos) {
      return sign.who;
    }
  }
  return {};
}

}  // namespace

std::string_view ChallengeOf(const FetchResult& result) {
  // A challenge is a small page around a script; an article that merely loads such a script is not.
  constexpr std::size_t kMostRead = std::size_t{64} << 10;
  constexpr std::size_t kLargestChallenge = std::size_t{40} << 10;
  if (result.status == 0 || (result.status >= 300 && result.status < 400)) {
    return {};
  }
  for (const FieldSign& sign : kFieldSigns) {
    if (EqualsNoCase(result.Field(sign.field), sign.value)) {
      return sign.who;
    }
  }
  const std::string_view body = result.body.view();
  const bool refused = result.status == 401 || result.status == 403 || result.status == 405 ||
                       result.status == 429 || result.status == 503;
  if (!refused && body.size() > kLargestChallenge) {
    return {};
  }
  const std::string_view head = body.substr(0, kMostRead);
  const std::string_view who = Find(kBodySigns, head);
  return who.empty() && refused ? Find(kRefusalSigns, head) : who;
}

bool TakeForChallenge(FetchResult& result) {
  const std::string_view who = ChallengeOf(result);
  if (who.empty()) {
    return false;
  }
  result.outcome = FetchOutcome::kChallenge;
  result.detail = std::string(who) + " asks for a proof that visitors are human";
  DropBody(result);
  return true;
}

}  // namespace kiosque
