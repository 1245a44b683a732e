#include "crawler/parser_pool.h"

#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

namespace kiosque {
namespace {

// A class, not a capturing lambda: GCC 12 miscompiles those inside co_await.
class ParseJob {
 public:
  ParseJob(boost::asio::io_context& context, boost::asio::thread_pool& pool)
      : context_(&context), pool_(&pool) {}

  template <typename Handler>
  void operator()(Handler handler, FetchResult result, LinkClass link_class,
                  SiteHints hints) const {
    // The io_context must not run dry while the pool works for it.
    auto work = boost::asio::make_work_guard(*context_);
    boost::asio::post(*pool_, [context = context_, done = std::move(handler),
                               from = std::move(result), link_class, site = std::move(hints),
                               guard = std::move(work)]() mutable {
      ParsedResponse parsed = ParseResponse(std::move(from), link_class, site);
      boost::asio::post(*context, [done = std::move(done), parsed = std::move(parsed)]() mutable {
        std::move(done)(std::move(parsed));
      });
      guard.reset();
    });
  }

 private:
  boost::asio::io_context* context_;
  boost::asio::thread_pool* pool_;
};

}  // namespace

ParserPool::ParserPool(boost::asio::io_context& context, unsigned threads)
    : context_(context), limit_(threads == 0 ? 1 : std::size_t{threads} * 4) {
  if (threads > 0) {
    pool_ = std::make_unique<boost::asio::thread_pool>(threads);
  }
}

ParserPool::~ParserPool() {
  if (pool_) {
    pool_->stop();
    pool_->join();
  }
}

boost::asio::awaitable<ParsedResponse> ParserPool::Parse(FetchResult result, LinkClass link_class,
                                                         SiteHints hints) {
  if (!pool_) {
    co_return ParseResponse(std::move(result), link_class, hints);
  }
  ++outstanding_;
  ParseJob job(context_, *pool_);
  ParsedResponse parsed = co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<>,
                                                               void(ParsedResponse)>(
      job, boost::asio::use_awaitable, std::move(result), link_class, std::move(hints));
  --outstanding_;
  co_return parsed;
}

}  // namespace kiosque
