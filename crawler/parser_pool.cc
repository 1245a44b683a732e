#include "crawler/parser_pool.h"

#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

#include "crawler/steady_article.h"

namespace kiosque {
namespace {

ParsedResponse Read(FetchResult result, LinkClass link_class, const SiteHints& hints,
                    const Archive* archive) {
  ParsedResponse parsed = ParseResponse(std::move(result), link_class, hints);
  if (archive != nullptr && parsed.page) {
    parsed.edited =
        KeepSteady(*archive, parsed.result.url, parsed.result.body.view(), *parsed.page);
  }
  return parsed;
}

// A class, not a capturing lambda: GCC 12 miscompiles those inside co_await.
class ParseJob {
 public:
  ParseJob(boost::asio::io_context& context, boost::asio::thread_pool& pool)
      : context_(&context), pool_(&pool) {}

  template <typename Handler>
  void operator()(Handler handler, FetchResult result, LinkClass link_class, SiteHints hints,
                  const Archive* archive) const {
    // The io_context must not run dry while the pool works for it.
    auto work = boost::asio::make_work_guard(*context_);
    boost::asio::post(*pool_, [context = context_, done = std::move(handler),
                               from = std::move(result), link_class, site = std::move(hints),
                               archive, guard = std::move(work)]() mutable {
      ParsedResponse parsed = Read(std::move(from), link_class, site, archive);
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
                                                         SiteHints hints, const Archive* archive) {
  if (!pool_) {
    co_return Read(std::move(result), link_class, hints, archive);
  }
  ++outstanding_;
  ParseJob job(context_, *pool_);
  ParsedResponse parsed = co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<>,
                                                               void(ParsedResponse)>(
      job, boost::asio::use_awaitable, std::move(result), link_class, std::move(hints), archive);
  --outstanding_;
  co_return parsed;
}

}  // namespace kiosque
