// post_once.h — one POST to a service that a person named, e.g. a time stamping authority.
//
// As a crawl would: own User-Agent, address rules, proxy, --connect-to. robots.txt is not asked: it
// speaks of pages, not of a service that was called by name.
//
// Errors: kInvalidArgument for bad options, kIo with the reason for everything that the network or
// the server did, any status but 200 included. Threads: blocks the caller.
#ifndef KIOSQUE_CRAWLER_POST_ONCE_H_
#define KIOSQUE_CRAWLER_POST_ONCE_H_

#include <string>
#include <vector>

#include "base/body.h"
#include "base/error.h"
#include "base/url.h"
#include "crawler/fetcher.h"
#include "crawler/options.h"

namespace kiosque {

struct PostedForm {
  Url url;
  std::string body;
  std::string content_type;
  std::string accept;                      ///< media type of the answer
  std::vector<std::string> more_fields{};  ///< further "Name: value" lines
};

/// The answer, whatever it is; an Error is of the options alone.
Result<FetchResult> PostForAnswer(const PostedForm& form, const CrawlOptions& options);

/// The body of the answer.
Result<Body> PostOnce(const PostedForm& form, const CrawlOptions& options);

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_POST_ONCE_H_
