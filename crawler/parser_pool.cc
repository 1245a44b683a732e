#include "crawler/parser_pool.h"

#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

#include "crawler/page_delta.h"
#include "crawler/steady_article.h"

namespace kiosque {
namespace {

/// The last version of the page when the response surely shows it, though its bytes differ.
std::optional<Version> StandingVersion(const Archive& archive, const FetchResult& result) {
  Result<Version> last = archive.LatestVersion(result.url);
  if (!last || last->extractor != kExtractorVersion) {
    return std::nullopt;
  }
  const Result<Body> before = archive.Payload(last->payload);
  if (!before ||
      !SurelySameArticle(before->view(), result.body.view(), last->article, result.url)) {
    return std::nullopt;
  }
  return std::move(*last);
}

ParsedResponse Read(FetchResult result, LinkClass link_class, const SiteHints& hints,
                    const Archive* archive, std::uint64_t known) {
  if (known != 0 && PayloadMark(result.body.digest()) == known) {
    ParsedResponse same(std::move(result));
    same.again = true;
    return same;
  }
  if (known != 0 && archive != nullptr) {
    if (std::optional<Version> standing = StandingVersion(*archive, result)) {
      ParsedResponse same(std::move(result));
      same.again = true;
      same.standing = std::move(standing);
      return same;
    }
  }
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
                  const Archive* archive, std::uint64_t known) const {
    // The io_context must not run dry while the pool works for it.
    auto work = boost::asio::make_work_guard(*context_);
    boost::asio::post(*pool_, [context = context_, done = std::move(handler),
                               from = std::move(result), link_class, site = std::move(hints),
                               archive, known, guard = std::move(work)]() mutable {
      ParsedResponse parsed = Read(std::move(from), link_class, site, archive, known);
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

// As ParseJob.
class ReadOnJob {
 public:
  ReadOnJob(boost::asio::io_context& context, boost::asio::thread_pool& pool)
      : context_(&context), pool_(&pool) {}

  template <typename Handler>
  void operator()(Handler handler, SitemapParts* parts, std::string_view bytes) const {
    auto work = boost::asio::make_work_guard(*context_);
    boost::asio::post(*pool_, [context = context_, done = std::move(handler), parts, bytes,
                               guard = std::move(work)]() mutable {
      Sitemap part = parts->Next(bytes);
      boost::asio::post(*context, [done = std::move(done), part = std::move(part)]() mutable {
        std::move(done)(std::move(part));
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
                                                         SiteHints hints, const Archive* archive,
                                                         std::uint64_t known) {
  if (!pool_) {
    co_return Read(std::move(result), link_class, hints, archive, known);
  }
  ++outstanding_;
  ParseJob job(context_, *pool_);
  ParsedResponse parsed = co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<>,
                                                               void(ParsedResponse)>(
      job, boost::asio::use_awaitable, std::move(result), link_class, std::move(hints), archive,
      known);
  --outstanding_;
  co_return parsed;
}

boost::asio::awaitable<Sitemap> ParserPool::ReadOn(SitemapParts& parts, std::string_view bytes) {
  if (!pool_) {
    co_return parts.Next(bytes);
  }
  ++outstanding_;
  ReadOnJob job(context_, *pool_);
  SitemapParts* const reader = &parts;
  Sitemap part =
      co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<>, void(Sitemap)>(
          job, boost::asio::use_awaitable, reader, bytes);
  --outstanding_;
  co_return part;
}

}  // namespace kiosque
