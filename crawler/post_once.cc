#include "crawler/post_once.h"

#include <fmt/format.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <optional>
#include <utility>

#include "base/sanitize.h"
#include "crawler/live_fetcher.h"
#include "crawler/rethrow.h"

namespace kiosque {
namespace {

boost::asio::awaitable<void> Post(Fetcher& fetcher, const PostedForm& form,
                                  std::optional<FetchResult>& answer) {
  FetchRequest request(form.url);
  request.post_body = form.body;
  request.post_type = form.content_type;
  request.accept = form.accept;
  request.more_fields = form.more_fields;
  answer = co_await fetcher.Fetch(std::move(request));
}

}  // namespace

Result<FetchResult> PostForAnswer(const PostedForm& form, const CrawlOptions& options) {
  const SystemClock clock;
  boost::asio::io_context context(1);
  auto fetcher = MakeLiveFetcher(context.get_executor(), clock, options);
  if (!fetcher) {
    return fetcher.error();
  }
  std::optional<FetchResult> answer;
  boost::asio::co_spawn(context, Post(**fetcher, form, answer), Rethrow);
  context.run();
  return *std::move(answer);
}

Result<Body> PostOnce(const PostedForm& form, const CrawlOptions& options) {
  Result<FetchResult> answer = PostForAnswer(form, options);
  if (!answer) {
    return answer.error();
  }
  constexpr int kOkStatus = 200;
  if (answer->outcome != FetchOutcome::kOk || answer->status != kOkStatus) {
    const std::string why =
        answer->outcome == FetchOutcome::kOk
            ? fmt::format("it answered {}", answer->status)
            : fmt::format("{} {}", FetchOutcomeName(answer->outcome), answer->detail);
    return Fail(Errc::kIo, fmt::format("{}: {}", form.url.href(), SanitizeLine(why)));
  }
  return std::move(answer->body);
}

}  // namespace kiosque
