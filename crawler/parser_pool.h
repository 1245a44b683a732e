// parser_pool.h — pure functions on other threads, their results back on this one.
//
// Threads: Run is called and completes on the network thread; the work runs on the pool, or,
// without threads, at once.
#ifndef KIOSQUE_CRAWLER_PARSER_POOL_H_
#define KIOSQUE_CRAWLER_PARSER_POOL_H_

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <type_traits>

#include "crawler/response_parser.h"
#include "storage/archive.h"

namespace kiosque {

class ParserPool {
 public:
  /// `context` is the network thread's.
  ParserPool(boost::asio::io_context& context, unsigned threads);
  /// Waits for the work that is running; what is queued is dropped.
  ~ParserPool();

  /// `archive`, when not null, knows earlier versions of the page (crawler/steady_article.h). A
  /// body whose PayloadMark is `known` is not read again.
  boost::asio::awaitable<ParsedResponse> Parse(FetchResult result, LinkClass link_class,
                                               SiteHints hints, const Archive* archive,
                                               std::uint64_t known);
  /// The next part of a long list. `parts` and `bytes` outlive the call.
  boost::asio::awaitable<Sitemap> ReadOn(SitemapParts& parts, std::string_view bytes);
  /// Handed in and not yet back.
  std::size_t outstanding() const { return outstanding_; }
  /// Whether more would only pile up bodies.
  bool full() const { return outstanding_ >= limit_; }

 private:
  /// What `work` makes, made by a thread of the pool; here when there is none.
  template <typename Work>
  boost::asio::awaitable<std::invoke_result_t<Work&>> Run(Work work);

  boost::asio::io_context& context_;
  const std::size_t limit_;
  std::size_t outstanding_ = 0;
  std::unique_ptr<boost::asio::thread_pool> pool_;
};

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_PARSER_POOL_H_
