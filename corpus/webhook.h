// webhook.h — changes told to a service, one request an event, until it has taken them.
//
//   events, oldest first ──▶ already in the log? passed over
//        ──▶ POST; taken ──▶ its id into the log, synced
//                  busy or not there ──▶ again after 1, 2, 4 … s (or what Retry-After says), five
//                                        times; then the run ends, and the rest waits for the next
//                  refused ──▶ passed over until the next run
//
//   STORE/webhooks/SHA-256 of the address, 32 digits    "kiosque-webhook 1", then a line an event:
//                                                       id TAB time
//
// Each event is delivered at least once: a crash between the answer and the log gives it a second
// time, under the same id. The address may hold a secret, so it is nowhere written down.
//
// Errors: kIo, kNoSpace of the log; kLocked when another process delivers to the same address.
// Threads: one. Chance and waiting are the caller's.
#ifndef KIOSQUE_CORPUS_WEBHOOK_H_
#define KIOSQUE_CORPUS_WEBHOOK_H_

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/clock.h"
#include "base/error.h"

namespace kiosque {

/// Which events a service has taken.
class DeliveryLog {
 public:
  static Result<DeliveryLog> Open(const std::filesystem::path& store, std::string_view address);
  ~DeliveryLog();
  DeliveryLog(DeliveryLog&& other) noexcept;
  DeliveryLog& operator=(DeliveryLog&&) = delete;

  bool Has(const std::string& id) const { return ids_.contains(id); }
  /// Durable when it returns.
  Status Add(const std::string& id, UtcTime time);

 private:
  DeliveryLog(int fd, std::string path) : fd_(fd), path_(std::move(path)) {}
  Status Write(std::string_view bytes);

  int fd_;
  std::string path_;
  std::unordered_set<std::string> ids_;
};

/// The fields that show a service who sent `body` at `time`: the seconds since 1970, and the
/// HMAC-SHA256 under `secret` of those, a full stop and the body, as services know it from GitHub
/// and Stripe. A service that refuses old times cannot be given the same request again by others.
///
///   X-Kiosque-Timestamp: 1713009600
///   X-Kiosque-Signature-256: sha256=HEX
///
/// Source: RFC 2104 (HMAC). Throws std::bad_alloc alone.
std::vector<std::string> SignatureFields(std::string_view secret, UtcTime time,
                                         std::string_view body);

/// What a service made of one request.
struct PostVerdict {
  enum class Kind : std::uint8_t {
    kTaken,
    kAgain,    ///< busy, or not there for the moment
    kRefused,  ///< this event
    kNoWay,    ///< nothing can be sent there as things are
  };
  Kind kind = Kind::kAgain;
  std::string why{};  ///< not taken: one line, without the address
  std::optional<std::chrono::seconds> retry_after{};
};
/// The verdict over an HTTP status: 2xx taken; 408, 425, 429 and 5xx again; others refused.
PostVerdict::Kind VerdictOfStatus(std::uint16_t status);

struct Delivery {
  std::string id;
  std::string body;
};

struct DeliveryOptions {
  int attempts = 5;  ///< for one event
  std::chrono::milliseconds first_wait{1000};
  std::chrono::seconds longest_wait{60};  ///< a Retry-After beyond it ends the run
  std::uint64_t seed = 0;                 ///< waits are cut by up to a half by chance
  std::function<PostVerdict(const Delivery& event)> post{};
  std::function<void(std::chrono::milliseconds)> wait{};
  const Clock* clock = nullptr;  ///< not null
};

struct DeliveryReport {
  std::uint64_t taken = 0;
  std::uint64_t passed = 0;    ///< taken by an earlier run
  std::uint64_t refused = 0;   ///< to be offered again by the next run
  std::uint64_t waiting = 0;   ///< not offered, or not reached, since the service is not there
  std::string last_problem{};  ///< of a refusal or of what ended the run
  bool complete() const { return refused == 0 && waiting == 0; }
};

/// Offers `events` in their order.
Result<DeliveryReport> Deliver(const std::vector<Delivery>& events, DeliveryLog& log,
                               const DeliveryOptions& options);

}  // namespace kiosque

#endif  // KIOSQUE_CORPUS_WEBHOOK_H_
