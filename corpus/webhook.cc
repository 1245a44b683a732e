#include "corpus/webhook.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <new>
#include <system_error>
#include <utility>

#include "base/sha256.h"

namespace kiosque {
namespace {

constexpr std::string_view kHead = "kiosque-webhook 1\n";
constexpr std::size_t kNameDigits = 32;

Error FileError(const std::string& path, int error) {
  return Fail(error == ENOSPC || error == EDQUOT ? Errc::kNoSpace : Errc::kIo,
              fmt::format("cannot write {}: {}", path, std::strerror(error)));
}

// One event, as often as it takes.
class Offer {
 public:
  Offer(const DeliveryOptions& options, std::mt19937_64& chance)
      : options_(options), chance_(chance) {}

  PostVerdict Make(const Delivery& event) {
    PostVerdict verdict;
    std::chrono::milliseconds wait = options_.first_wait;
    for (int attempt = 1;; ++attempt) {
      verdict = options_.post(event);
      if (verdict.kind != PostVerdict::Kind::kAgain || attempt >= options_.attempts ||
          (verdict.retry_after && *verdict.retry_after > options_.longest_wait)) {
        return verdict;
      }
      options_.wait(verdict.retry_after ? std::max<std::chrono::milliseconds>(
                                              *verdict.retry_after, std::chrono::seconds(1))
                                        : Cut(wait));
      wait = std::min<std::chrono::milliseconds>(2 * wait, options_.longest_wait);
    }
  }

 private:
  // Many archives must not come back to one service in step.
  std::chrono::milliseconds Cut(std::chrono::milliseconds wait) {
    const auto half = static_cast<std::uint64_t>(wait.count() / 2);
    return wait - std::chrono::milliseconds(half == 0 ? 0 : chance_() % half);
  }

  const DeliveryOptions& options_;
  std::mt19937_64& chance_;
};

}  // namespace

Result<DeliveryLog> DeliveryLog::Open(const std::filesystem::path& store,
                                      std::string_view address) {
  const std::filesystem::path folder = store / "webhooks";
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  const std::string path = (folder / Sha256::Of(address).Hex().substr(0, kNameDigits)).string();
  const int fd = ::open(path.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
  if (fd < 0) {
    return FileError(path, error ? error.value() : errno);
  }
  DeliveryLog log(fd, path);
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    return Fail(Errc::kLocked, "another process delivers to the same address");
  }
  std::string text;
  for (std::ifstream in(path); std::getline(in, text);) {
    if (!in.eof()) {  // a line that a crash cut is no delivery
      log.ids_.insert(text.substr(0, text.find('\t')));
    }
  }
  const bool torn = !text.empty();  // getline leaves what followed the last newline
  if (Status status = log.Write(log.ids_.empty() && !torn ? kHead : torn ? "\n" : ""); !status) {
    return status.error();
  }
  return log;
}

DeliveryLog::DeliveryLog(DeliveryLog&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)),
      path_(std::move(other.path_)),
      ids_(std::move(other.ids_)) {}

DeliveryLog::~DeliveryLog() {
  if (fd_ >= 0) {
    ::close(fd_);
  }
}

Status DeliveryLog::Write(std::string_view bytes) {
  if (::write(fd_, bytes.data(), bytes.size()) != std::ssize(bytes) || ::fsync(fd_) != 0) {
    return FileError(path_, errno);
  }
  return Ok();
}

Status DeliveryLog::Add(const std::string& id, UtcTime time) {
  ids_.insert(id);
  return Write(fmt::format("{}\t{}\n", id, FormatUtc(time)));
}

std::vector<std::string> SignatureFields(std::string_view secret, UtcTime time,
                                         std::string_view body) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()).count();
  const std::string message = fmt::format("{}.{}", seconds, body);
  Sha256 code;
  unsigned int size = 0;
  const std::vector<unsigned char> bytes(message.begin(), message.end());
  if (HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()), bytes.data(), bytes.size(),
           code.bytes.data(), &size) == nullptr) {
    throw std::bad_alloc();
  }
  return {fmt::format("X-Kiosque-Timestamp: {}", seconds),
          fmt::format("X-Kiosque-Signature-256: sha256={}", code.Hex())};
}

PostVerdict::Kind VerdictOfStatus(std::uint16_t status) {
  constexpr std::uint16_t kRequestTimeout = 408;
  constexpr std::uint16_t kTooEarly = 425;
  constexpr std::uint16_t kTooMany = 429;
  if (status >= 200 && status < 300) {
    return PostVerdict::Kind::kTaken;
  }
  const bool busy = status == kRequestTimeout || status == kTooEarly || status == kTooMany;
  return busy || status >= 500 ? PostVerdict::Kind::kAgain : PostVerdict::Kind::kRefused;
}

Result<DeliveryReport> Deliver(const std::vector<Delivery>& events, DeliveryLog& log,
                               const DeliveryOptions& options) {
  DeliveryReport report;
  std::mt19937_64 chance(options.seed);
  Offer offer(options, chance);
  bool there = true;
  for (const Delivery& event : events) {
    if (log.Has(event.id)) {
      ++report.passed;
      continue;
    }
    if (!there) {
      ++report.waiting;
      continue;
    }
    PostVerdict verdict = offer.Make(event);
    switch (verdict.kind) {
      case PostVerdict::Kind::kTaken:
        if (Status status = log.Add(event.id, options.clock->Now()); !status) {
          return status.error();
        }
        ++report.taken;
        break;
      case PostVerdict::Kind::kRefused:
        ++report.refused;
        report.last_problem = std::move(verdict.why);
        break;
      case PostVerdict::Kind::kAgain:
      case PostVerdict::Kind::kNoWay:
        there = false;
        ++report.waiting;
        report.last_problem = std::move(verdict.why);
        break;
    }
  }
  return report;
}

}  // namespace kiosque
