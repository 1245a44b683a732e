#include "storage/head_codec.h"

#include <utility>

#include "storage/compression.h"

namespace kiosque {
namespace {

// RFC 8878 §3.1.1: the same four bytes in front of every frame.
constexpr std::string_view kFrameMagic("\x28\xb5\x2f\xfd", 4);
constexpr int kHeadLevel = 3;  // every visit pays for it

// Fields as servers of news sites and this program's requests send them, the most usual last, where
// referring to them is cheapest. Part of the format: never change a byte.
constexpr std::string_view kUsualLines =
    "HTTP/1.1 301 Moved Permanently\r\nHTTP/1.1 302 Found\r\nHTTP/1.1 404 Not Found\r\n"
    "HTTP/1.1 410 Gone\r\nHTTP/1.1 403 Forbidden\r\nHTTP/1.1 500 Internal Server Error\r\n"
    "HTTP/1.1 503 Service Unavailable\r\nHTTP/1.1 429 Too Many Requests\r\nRetry-After: 120\r\n"
    "Location: https://www.\r\nContent-Type: application/rss+xml; charset=UTF-8\r\n"
    "Content-Type: application/xml; charset=utf-8\r\nContent-Type: text/xml\r\n"
    "Content-Type: application/json\r\nContent-Type: text/plain; charset=utf-8\r\n"
    "Content-Type: image/jpeg\r\nContent-Encoding: br\r\nContent-Encoding: zstd\r\n"
    "Server: Apache/2.4.41 (Ubuntu)\r\nServer: LiteSpeed\r\nServer: Varnish\r\n"
    "Server: Microsoft-IIS/10.0\r\nX-AspNet-Version: 4.0.30319\r\nX-Powered-By: ASP.NET\r\n"
    "X-Powered-By: PHP/7.4.33\r\nX-Powered-By: PHP/8.1.27\r\nX-Powered-By: Next.js\r\n"
    "Server: openresty\r\nServer: AmazonS3\r\nServer: Apache\r\nDate: Mon, 01 Jan 2024 00:00:00 "
    "GMT\r\n"
    "Expires: Thu, 19 Nov 1981 08:52:00 GMT\r\nExpires: 0\r\nPragma: no-cache\r\n"
    "Cache-Control: no-store, no-cache, must-revalidate, post-check=0, pre-check=0\r\n"
    "Cache-Control: private, max-age=0, s-maxage=0\r\nKeep-Alive: timeout=5, max=100\r\n"
    "X-Pingback: https://www./xmlrpc.php\r\nLink: <https://www./wp-json/>; "
    "rel=\"https://api.w.org/\"\r\nLink: </wp-json/wp/v2/posts/>; rel=\"alternate\"; "
    "title=\"JSON\"; type=\"application/json\"\r\nLink: <https://www./?p=>; rel=shortlink\r\n"
    "Link: <https:///assets/css/style.css>; rel=preload; as=style; nopush, ; rel=preload; as=font; "
    "crossorigin\r\nVary: Accept-Encoding, Cookie, User-Agent\r\nVary: Origin\r\n"
    "X-Drupal-Cache: HIT\r\nX-Drupal-Dynamic-Cache: MISS\r\nX-Generator: Drupal 9 "
    "(https://www.drupal.org)\r\nContent-Language: fr\r\nX-UA-Compatible: IE=edge\r\n"
    "Set-Cookie: PHPSESSID=; path=/; domain=.; expires=Tue, 01-Jan-2025 00:00:00 GMT; "
    "Max-Age=31536000; Secure; HttpOnly; SameSite=Lax\r\nSet-Cookie: __cf_bm=; "
    "SameSite=None\r\nP3P: CP=\"\"\r\nAccess-Control-Allow-Origin: *\r\n"
    "Access-Control-Allow-Methods: GET, POST, OPTIONS\r\nAccess-Control-Allow-Headers: "
    "Content-Type, "
    "Authorization, X-Requested-With\r\nAccess-Control-Allow-Credentials: true\r\n"
    "Access-Control-Expose-Headers: Content-Length\r\n"
    "Content-Security-Policy: upgrade-insecure-requests; default-src 'self' https: data: blob: "
    "'unsafe-inline' 'unsafe-eval'; script-src 'self' https://www.googletagmanager.com "
    "https://www.google-analytics.com; style-src 'self' https://fonts.googleapis.com; font-src "
    "https://fonts.gstatic.com; img-src *; media-src *; connect-src *; frame-src "
    "https://www.youtube.com https://www.facebook.com https://platform.twitter.com; object-src "
    "'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self' https://*.; report-uri "
    "/csp-report\r\nPermissions-Policy: geolocation=(), microphone=(), camera=(), payment=(), "
    "interest-cohort=(), browsing-topics=()\r\nReferrer-Policy: "
    "strict-origin-when-cross-origin\r\nReferrer-Policy: no-referrer-when-downgrade\r\n"
    "Strict-Transport-Security: max-age=31536000; includeSubDomains; preload\r\n"
    "Strict-Transport-Security: max-age=63072000\r\nX-Content-Type-Options: nosniff\r\n"
    "X-Frame-Options: SAMEORIGIN\r\nX-XSS-Protection: 1; mode=block\r\n"
    "X-Permitted-Cross-Domain-Policies: none\r\nX-Download-Options: noopen\r\n"
    "X-Request-Id: \r\nX-Runtime: 0.\r\nX-Robots-Tag: max-image-preview:large, noindex, "
    "noarchive\r\nServer-Timing: cdn-cache; desc=HIT, edge; dur=1\r\nAlt-Svc: h3=\":443\"; "
    "ma=86400, h3-29=\":443\"; ma=2592000\r\nNEL: {\"report_to\":\"cf-nel\",\"success_fraction\":0,"
    "\"max_age\":604800}\r\nReport-To: {\"group\":\"cf-nel\",\"max_age\":604800,\"endpoints\":"
    "[{\"url\":\"https://a.nel.cloudflare.com/report/v4?s=%2B%2F%3D\"}]}\r\n"
    "cf-cache-status: DYNAMIC\r\nCF-Cache-Status: HIT\r\nCF-RAY: -CDG\r\ncf-ray: -FRA\r\n"
    "Server: cloudflare\r\nVia: 1.1 varnish, 1.1 varnish\r\nVia: 1.1 .cloudfront.net "
    "(CloudFront)\r\nX-Cache: Hit from cloudfront\r\nX-Amz-Cf-Pop: CDG50-P1\r\nX-Amz-Cf-Id: "
    "==\r\nX-Served-By: cache-par-lfpg-PAR, cache-cdg-\r\nX-Cache: MISS, HIT\r\nX-Cache-Hits: 0, "
    "1\r\nX-Timer: S1700000000.,VS0,VE1\r\nX-Varnish: \r\nX-Cache-Status: HIT\r\nX-Proxy-Cache: "
    "MISS\r\nAge: 0\r\nX-Akamai-Transformed: 9 - 0 pmb=mRUM,1\r\n"
    "HTTP/2 304 \r\nHTTP/2 301 \r\nHTTP/2 404 \r\nHTTP/2 200 \r\nserver: nginx\r\ndate: Tue, 02 "
    "Feb "
    "2025 11:30:15 GMT\r\ncontent-type: text/html; charset=utf-8\r\ncontent-length: \r\n"
    "content-encoding: gzip\r\nlast-modified: Wed, 03 Mar 2026 22:45:50 GMT\r\netag: W/\"\"\r\n"
    "cache-control: public, max-age=0, must-revalidate\r\nvary: Accept-Encoding\r\nexpires: Thu, "
    "04 Apr 2024 05:05:05 GMT\r\naccept-ranges: bytes\r\nx-cache: HIT\r\nage: \r\nset-cookie: "
    "\r\nlocation: https://\r\nstrict-transport-security: max-age=15552000; "
    "includeSubDomains\r\nalt-svc: h3=\":443\"; ma=86400\r\nx-content-type-options: nosniff\r\n"
    "x-frame-options: SAMEORIGIN\r\nreferrer-policy: same-origin\r\n"
    " HTTP/2\r\nAccept: application/rss+xml, application/atom+xml, application/xml;q=0.9, "
    "*/*;q=0.1\r\n"
    "Accept: text/plain, */*;q=0.5\r\nIf-None-Match: \"\r\nIf-None-Match: "
    "W/\"\r\nIf-Modified-Since: "
    "Fri, 05 May 2023 06:06:06 GMT\r\nAccept-Language: fr\r\nFrom: \r\nCookie: \r\nConnection: "
    "close\r\nHTTP/1.1 304 Not Modified\r\nServer: nginx/1.18.0 (Ubuntu)\r\nDate: Sat, 06 Jun 2026 "
    "17:07:07 GMT\r\nConnection: keep-alive\r\nKeep-Alive: timeout=20\r\nETag: \"-gzip\"\r\n"
    "Last-Modified: Sun, 07 Jul 2024 18:18:18 GMT\r\nExpires: Mon, 08 Aug 2025 09:29:29 GMT\r\n"
    "Cache-Control: max-age=600\r\n\r\n HTTP/1.1\r\nUser-Agent: Kiosque/0.1 "
    "(+https://\r\nAccept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n"
    "Accept-Encoding: gzip\r\n\r\nHTTP/1.1 200 OK\r\nServer: nginx\r\nDate: Thu, 09 Oct 2025 "
    "10:31:40 "
    "GMT\r\nContent-Type: text/html; charset=UTF-8\r\nContent-Length: 1\r\nLast-Modified: Fri, 10 "
    "Nov 2023 13:32:41 GMT\r\nTransfer-Encoding: chunked\r\nConnection: keep-alive\r\nVary: "
    "Accept-Encoding\r\nETag: W/\"\"\r\nContent-Encoding: gzip\r\nCache-Control: no-cache\r\n"
    "Accept-Ranges: bytes\r\n\r\nGET / HTTP/1.1\r\nHost: ";

const FrameDictionary& UsualLines() {
  static const FrameDictionary dictionary(kUsualLines, kHeadLevel);
  return dictionary;
}

constexpr char kPath = '\x01';
constexpr char kHost = '\x02';

std::string Marked(std::string_view text, std::string_view what, char mark) {
  std::string out;
  std::size_t begin = 0;
  for (std::size_t at = text.find(what); at != std::string_view::npos;
       at = text.find(what, begin)) {
    out.append(text.substr(begin, at - begin)).push_back(mark);
    begin = at + what.size();
  }
  return out.append(text.substr(begin));
}

}  // namespace

std::string EncodeHeads(std::string_view heads, const Url& url) {
  if (heads.empty()) {
    return {};
  }
  constexpr std::size_t kWorthIt = 4;  // a path like "/" stands everywhere
  const std::string_view path = url.path_and_query();
  const std::string_view host = url.host();
  const bool marks = path.size() >= kWorthIt && host.size() >= kWorthIt &&
                     heads.find(kPath) == std::string_view::npos &&
                     heads.find(kHost) == std::string_view::npos;
  const std::string frame = UsualLines().Compress(
      marks ? Marked(Marked(heads, path, kPath), host, kHost) : std::string(heads));
  std::string out(1, marks ? '\1' : '\0');
  return out.append(frame, kFrameMagic.size());
}

std::optional<std::string> DecodeHeads(std::string_view bytes, std::size_t size, const Url& url) {
  if (size > kMaxSmallHeads || (size == 0) != bytes.empty()) {
    return std::nullopt;
  }
  if (size == 0) {
    return std::string();
  }
  std::string frame(kFrameMagic);
  frame.append(bytes.substr(1));
  const auto text = UsualLines().Decompress(frame, size);
  if (!text || static_cast<unsigned char>(bytes.front()) > 1) {
    return std::nullopt;
  }
  const bool marks = bytes.front() == 1;
  std::string heads;
  heads.reserve(size);
  for (const char c : *text) {
    if (heads.size() > size) {
      return std::nullopt;
    }
    if (marks && (c == kPath || c == kHost)) {
      heads.append(c == kPath ? url.path_and_query() : url.host());
    } else {
      heads.push_back(c);
    }
  }
  return heads.size() == size ? std::optional<std::string>(std::move(heads)) : std::nullopt;
}

}  // namespace kiosque
