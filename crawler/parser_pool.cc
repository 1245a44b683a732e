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

/// Read with its arguments. A class, as the next one: GCC 12 miscompiles capturing lambdas inside
/// co_await.
class Reading {
 public:
  Reading(FetchResult result, LinkClass link_class, SiteHints hints, const Archive* archive,
          std::uint64_t known)
      : result_(std::move(result)),
        link_class_(link_class),
        hints_(std::move(hints)),
        archive_(archive),
        known_(known) {}
  ParsedResponse operator()() {
    return Read(std::move(result_), link_class_, hints_, archive_, known_);
  }

 private:
  FetchResult result_;
  LinkClass link_class_;
  SiteHints hints_;
  const Archive* archive_;
  std::uint64_t known_;
};

class ReadingOn {
 public:
  ReadingOn(SitemapParts& parts, std::string_view bytes) : parts_(&parts), bytes_(bytes) {}
  Sitemap operator()() { return parts_->Next(bytes_); }

 private:
  SitemapParts* parts_;
  std::string_view bytes_;
};

/// Runs a work on the pool and hands what it made to the handler in the context.
class PoolJob {
 public:
  PoolJob(boost::asio::io_context& context, boost::asio::thread_pool& pool)
      : context_(&context), pool_(&pool) {}

  template <typename Handler, typename Work>
  void operator()(Handler handler, Work work) const {
    // The io_context must not run dry while the pool works for it.
    auto busy = boost::asio::make_work_guard(*context_);
    boost::asio::post(*pool_, [context = context_, done = std::move(handler),
                               work = std::move(work), guard = std::move(busy)]() mutable {
      auto made = work();
      boost::asio::post(*context, [done = std::move(done), made = std::move(made)]() mutable {
        std::move(done)(std::move(made));
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

template <typename Work>
boost::asio::awaitable<std::invoke_result_t<Work&>> ParserPool::Run(Work work) {
  using Made = std::invoke_result_t<Work&>;
  if (!pool_) {
    co_return work();
  }
  ++outstanding_;
  PoolJob job(context_, *pool_);
  Made made =
      co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<>, void(Made)>(
          job, boost::asio::use_awaitable, std::move(work));
  --outstanding_;
  co_return made;
}

boost::asio::awaitable<ParsedResponse> ParserPool::Parse(FetchResult result, LinkClass link_class,
                                                         SiteHints hints, const Archive* archive,
                                                         std::uint64_t known) {
  Reading work(std::move(result), link_class, std::move(hints), archive, known);
  return Run(std::move(work));
}

boost::asio::awaitable<Sitemap> ParserPool::ReadOn(SitemapParts& parts, std::string_view bytes) {
  return Run(ReadingOn(parts, bytes));
}

}  // namespace kiosque
