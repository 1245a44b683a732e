#include "cli/webhook_option.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>
#include <thread>
#include <utility>

#include "cli/program.h"
#include "corpus/change_feed.h"
#include "corpus/webhook.h"
#include "crawler/post_once.h"

namespace kiosque {
namespace {

/// The keys that mean something for one POST.
const std::vector<std::string_view> kWebhookKeys = {
    "contact", "user_agent", "allow_net", "proxy", "cacert", "connect_to", "resolve", "timeout"};

constexpr const char* kSecretVariable = "KIOSQUE_WEBHOOK_SECRET";

// What a file or a variable holds, without the newline that editors put behind it.
std::string WithoutLineEnd(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) {
    text.pop_back();
  }
  return text;
}

PostVerdict Post(const Url& address, const Delivery& event, std::string_view secret,
                 const CrawlOptions& options) {
  PostedForm form{
      .url = address, .body = event.body, .content_type = "application/json", .accept = "*/*"};
  if (!secret.empty()) {
    form.more_fields = SignatureFields(secret, SystemClock().Now(), event.body);
  }
  PostVerdict verdict;
  const Result<FetchResult> answer = PostForAnswer(form, options);
  if (!answer) {
    verdict.kind = PostVerdict::Kind::kNoWay;
    verdict.why = answer.error().message;
    return verdict;
  }
  if (answer->status == 0) {
    verdict.kind =
        IsTransient(answer->outcome) ? PostVerdict::Kind::kAgain : PostVerdict::Kind::kNoWay;
    verdict.why = FetchOutcomeName(answer->outcome);
    return verdict;
  }
  verdict.kind = VerdictOfStatus(answer->status);
  verdict.why = fmt::format("it answered {}", answer->status);
  verdict.retry_after = answer->retry_after;
  return verdict;
}

}  // namespace

void WebhookOption::AddTo(CLI::App& app) {
  CLI::Option* const webhook =
      app.add_option(
             "--webhook", address_,
             "POST each event as JSON to this address instead of printing it, and remember which "
             "were taken; @FILE reads the address from a file")
          ->type_name("URL|@FILE");
  app.add_option("--webhook-secret", secret_file_,
                 "sign each request with the secret in this file (HMAC-SHA256, in "
                 "X-Kiosque-Signature-256); default: $KIOSQUE_WEBHOOK_SECRET, else unsigned")
      ->type_name("@FILE")
      ->needs(webhook);
  flags_.AddTo(app, kWebhookKeys);
}

Result<std::string> WebhookOption::Secret() const {
  if (secret_file_.empty()) {
    const char* const value = std::getenv(kSecretVariable);
    return value == nullptr ? std::string() : WithoutLineEnd(value);
  }
  if (!secret_file_.starts_with('@')) {
    return Fail(Errc::kInvalidArgument,
                fmt::format("--webhook-secret: name a file that holds it, as @FILE, or set {}: on "
                            "the command line it could be read by others",
                            kSecretVariable));
  }
  const std::string path = secret_file_.substr(1);
  std::ifstream in(path, std::ios::binary);
  std::string secret = WithoutLineEnd(
      std::string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()));
  if (secret.empty()) {
    return Fail(Errc::kInvalidArgument,
                fmt::format("--webhook-secret: no secret can be read from {}", path));
  }
  return secret;
}

Result<Url> WebhookOption::Address() const {
  std::string text = address_;
  if (text.starts_with('@')) {
    std::ifstream in(text.substr(1));
    if (!std::getline(in, text)) {
      return Fail(Errc::kInvalidArgument,
                  fmt::format("--webhook: no address can be read from {}", address_.substr(1)));
    }
  }
  Result<Url> url = Url::Parse(text);
  return url ? url
             : Fail(Errc::kInvalidArgument,
                    "--webhook: what was given is no http or https address");
}

Result<ExitCode> WebhookOption::Deliver(const std::vector<ChangeEvent>& events,
                                        const std::filesystem::path& store,
                                        Streams& streams) const {
  const Result<Url> address = Address();
  if (!address) {
    return address.error();
  }
  const Result<std::string> secret = Secret();
  if (!secret) {
    return secret.error();
  }
  const Result<SeedList> list = flags_.Load({address->origin() + "/"});
  if (!list) {
    return list.error();
  }
  if (const Status contact = list->RequireContact(); !contact) {
    return contact.error();
  }
  CrawlOptions crawl = CrawlOptions::From(*list);
  crawl.version = ProgramVersion();
  Result<DeliveryLog> log = DeliveryLog::Open(store, address->href());
  if (!log) {
    return log.error();
  }
  std::vector<Delivery> deliveries;
  deliveries.reserve(events.size());
  for (auto event = events.rbegin(); event != events.rend(); ++event) {
    deliveries.push_back({ChangeId(*event), ChangeJson(*event)});
  }
  const SystemClock clock;
  DeliveryOptions options;
  options.seed = std::random_device()();
  options.clock = &clock;
  options.wait = [](std::chrono::milliseconds time) { std::this_thread::sleep_for(time); };
  options.post = [&](const Delivery& event) { return Post(*address, event, *secret, crawl); };
  const Result<DeliveryReport> report = kiosque::Deliver(deliveries, *log, options);
  if (!report) {
    return report.error();
  }
  streams.out << fmt::format("{}: {} events taken, {} were taken before\n", address->origin(),
                             report->taken, report->passed);
  if (report->complete()) {
    return ExitCode::kOk;
  }
  streams.err << fmt::format(
      "kiosque: {}: {} events refused, {} not delivered: {}; the next run offers them again\n",
      address->origin(), report->refused, report->waiting, report->last_problem);
  return ExitCode::kFailure;
}

}  // namespace kiosque
