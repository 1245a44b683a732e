// identity.h — how the crawler introduces itself: User-Agent and From.
//
// A site owner who reads his log must be able to find a person. Never the name of a browser.
//
// Errors: Make answers one line for the user. Threads: values.
// Source: RFC 9110 §10.1.2 (From), §10.1.5 (User-Agent).
#ifndef KIOSQUE_CRAWLER_IDENTITY_H_
#define KIOSQUE_CRAWLER_IDENTITY_H_

#include <string>
#include <string_view>

#include "base/error.h"

namespace kiosque {

class CrawlerIdentity {
 public:
  /// From `contact`, an address ("desk@example.org", "mailto:…") or the URL of a page about the
  /// crawl: "Kiosque/VERSION (+CONTACT)", and a From field when it is an address. A non-empty
  /// `user_agent` is sent instead of the composed one.
  static Result<CrawlerIdentity> Make(std::string_view version, std::string_view contact,
                                      std::string_view user_agent);

  std::string user_agent;
  std::string from;  ///< empty = no From field
};

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_IDENTITY_H_
