// The only file that includes curl. Its C callbacks are noexcept statics that record and return;
// nothing of ours is resumed from inside a call into curl.
#include "crawler/curl_fetcher.h"

#include <curl/curl.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <cassert>
#include <tuple>
#include <utility>

#include "crawler/curl_multi.h"
#include "crawler/request_fields.h"
#include "crawler/socket_address.h"
#include "crawler/tls_facts.h"

namespace kiosque {

namespace asio = boost::asio;

namespace {

constexpr const char* kSystemAuthorities = "/etc/ssl/certs/ca-certificates.crt";
constexpr long kReceiveBuffer = 128L * 1024;
// Handles beyond this are destroyed when idle: each keeps its receive buffer.
constexpr std::size_t kMaxIdleHandles = 64;

// What a curl code means to the crawl. `answered`: the first line of a head had come.
FetchOutcome OutcomeOf(CURLcode code, bool answered, std::string_view message) {
  switch (code) {
    case CURLE_OK:
      return FetchOutcome::kOk;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return FetchOutcome::kDnsFailure;
    case CURLE_OPERATION_TIMEDOUT:
      return FetchOutcome::kTimeout;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
      return FetchOutcome::kTlsFailure;
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_ABORTED_BY_CALLBACK:  // OnSend, the second time
      return FetchOutcome::kDisconnected;
    case CURLE_RECV_ERROR:
      // curl has one code for a reset connection and for broken chunk framing.
      return message.find("hunk") != std::string_view::npos ? FetchOutcome::kBadResponse
                                                            : FetchOutcome::kDisconnected;
    case CURLE_OUT_OF_MEMORY:
      // What curl says of a header line beyond its own 100 KiB.
      return FetchOutcome::kTooManyHeaders;
    case CURLE_UNSUPPORTED_PROTOCOL:  // HTTP/0.9
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
      return FetchOutcome::kBadResponse;
    default:
      return answered ? FetchOutcome::kBadResponse : FetchOutcome::kConnectFailure;
  }
}

std::string_view ProtocolName(long version) {
  switch (version) {
    case CURL_HTTP_VERSION_1_0:
      return "http/1.0";
    case CURL_HTTP_VERSION_1_1:
      return "http/1.1";
    case CURL_HTTP_VERSION_2_0:
      return "h2";
    default:
      return "";
  }
}

}  // namespace

// --- what curl calls

struct CurlFetcher::Multi::Callbacks {
  static int WatchSocket(CURL*, curl_socket_t fd, int what, void* self, void*) noexcept {
    auto& loop = static_cast<Multi*>(self)->loop_;
    if (what == CURL_POLL_REMOVE) {
      loop.Forget(fd);
    } else {
      loop.Watch(fd, (what & CURL_POLL_IN) != 0, (what & CURL_POLL_OUT) != 0);
    }
    return 0;
  }

  static int SetTimer(CURLM*, long timeout_ms, void* self) noexcept {
    auto& loop = static_cast<Multi*>(self)->loop_;
    if (timeout_ms == 0) {
      loop.CallSoon();
    }
    loop.CallAt(timeout_ms <= 0 ? std::nullopt
                                : std::optional(std::chrono::steady_clock::now() +
                                                std::chrono::milliseconds(timeout_ms)));
    return 0;
  }

  static curl_socket_t OnOpen(void* data, curlsocktype, curl_sockaddr* target) noexcept {
    auto& transfer = *static_cast<Transfer*>(data);
    if (target->family != AF_INET && target->family != AF_INET6) {
      transfer.refused = "not an Internet address";
      return CURL_SOCKET_BAD;
    }
    std::uint16_t port = 0;
    const asio::ip::address address = ToAddress(target->addr, port);
    if (!transfer.route || !transfer.route->Covers(address, port)) {
      if (auto why = transfer.multi->addresses_.RefuseAddress(address)) {
        transfer.refused = std::move(*why);
        return CURL_SOCKET_BAD;
      }
    }
    return ::socket(target->family, target->socktype | SOCK_CLOEXEC, target->protocol);
  }

  // Before each sending of the request. curl would send it again at once when a kept connection
  // breaks before an answer: two requests without a pause, when the first may have been what broke
  // it.
  static int OnSend(void* data, char*, char*, int, int) noexcept {
    auto& transfer = *static_cast<Transfer*>(data);
    return transfer.sent++ == 0 ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
  }

  static std::size_t OnHeader(char* line, std::size_t size, std::size_t count,
                              void* data) noexcept {
    auto& transfer = *static_cast<Transfer*>(data);
    if (transfer.https && !transfer.exchange->answered()) {
      curl_tlssessioninfo* session = nullptr;
      curl_easy_getinfo(transfer.easy.get(), CURLINFO_TLS_SSL_PTR, &session);
      const void* const ssl = session != nullptr ? session->internals : nullptr;
      transfer.tls_facts = DescribeTls(ssl);
      transfer.tls_broken =
          transfer.tls == TlsPolicy::kAllowBroken && TlsIsBroken(ssl, transfer.host);
    }
    const std::size_t bytes = size * count;
    return transfer.exchange->OnHeaderLine(std::string_view(line, bytes)) ? bytes : 0;
  }

  static std::size_t OnBody(char* bytes, std::size_t size, std::size_t count, void* data) noexcept {
    auto& transfer = *static_cast<Transfer*>(data);
    return transfer.exchange->OnBody(std::string_view(bytes, size * count)) ? size * count : 0;
  }

  static CURLcode OnTlsContext(CURL*, void* ssl_ctx, void* data) noexcept {
    auto& transfer = *static_cast<Transfer*>(data);
    if (transfer.tls == TlsPolicy::kFetchIntermediate) {
      transfer.multi->intermediates_.Install(ssl_ctx);
    } else {
      LoadAuthorities(ssl_ctx, transfer.multi->authorities_);
    }
    return CURLE_OK;
  }

  static int OnDebug(CURL*, curl_infotype type, char* bytes, std::size_t size,
                     void* data) noexcept {
    auto& transfer = *static_cast<Transfer*>(data);
    if (type == CURLINFO_HEADER_OUT && transfer.exchange) {
      transfer.exchange->OnRequestHead(std::string_view(bytes, size));
    }
    return 0;
  }
};

// --- handles

void CurlFetcher::Multi::EasyDelete::operator()(void* easy) const noexcept {
  curl_easy_cleanup(easy);
}

void CurlFetcher::Multi::MultiDelete::operator()(void* multi) const noexcept {
  curl_multi_cleanup(multi);
}

void CurlFetcher::Multi::ListDelete::operator()(curl_slist* list) const noexcept {
  curl_slist_free_all(list);
}

CurlFetcher::Multi::StringList CurlFetcher::Multi::MakeList(const std::vector<std::string>& texts) {
  StringList list;
  for (const std::string& text : texts) {
    list.reset(curl_slist_append(list.release(), text.c_str()));
  }
  return list;
}

CurlFetcher::Multi::Transfer::Transfer(Multi& m) : multi(&m), easy(curl_easy_init()) {}

CurlFetcher::Multi::Multi(asio::any_io_executor executor, const Clock& clock,
                          CurlFetcherOptions options, NamedRoutes routes, AddressPolicy addresses)
    : options_(std::move(options)),
      routes_(std::move(routes)),
      addresses_(std::move(addresses)),
      clock_(clock),
      executor_(std::move(executor)),
      authorities_(options_.cacert.empty() ? kSystemAuthorities : options_.cacert),
      connect_to_(MakeList(options_.connect_to)),
      resolve_(MakeList(options_.resolve)),
      loop_(executor_, *this),
      multi_(curl_multi_init()) {
  common_fields_ =
      MakeList(RequestFields(FetchRequest(Url::Parse("http://a/").value()), options_.from));
  curl_multi_setopt(multi_.get(), CURLMOPT_SOCKETFUNCTION, &Callbacks::WatchSocket);
  curl_multi_setopt(multi_.get(), CURLMOPT_SOCKETDATA, this);
  curl_multi_setopt(multi_.get(), CURLMOPT_TIMERFUNCTION, &Callbacks::SetTimer);
  curl_multi_setopt(multi_.get(), CURLMOPT_TIMERDATA, this);
  curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, options_.max_idle_connections);
}

CurlFetcher::Multi::~Multi() {
  self_.reset();
  for (const auto& transfer : transfers_) {
    if (transfer->id != 0) {
      curl_multi_remove_handle(multi_.get(), transfer->easy.get());
    }
  }
  // Closing the kept connections still calls back; their sockets are closed by then or will be.
  curl_multi_setopt(multi_.get(), CURLMOPT_SOCKETFUNCTION, nullptr);
  curl_multi_setopt(multi_.get(), CURLMOPT_TIMERFUNCTION, nullptr);
}

// --- requests

void CurlFetcher::Multi::Configure(Transfer& transfer) {
  CURL* const easy = transfer.easy.get();
  curl_easy_setopt(easy, CURLOPT_PRIVATE, &transfer);
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer.message.data());
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  // Without this, giving up on a name waits on the loop for the resolver thread to come back.
  curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_HTTP09_ALLOWED, 0L);
  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  curl_easy_setopt(easy, CURLOPT_HTTP_CONTENT_DECODING, 0L);  // Exchange does it, under its caps
  curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);             // Url has normalised it already
  curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, kReceiveBuffer);
  curl_easy_setopt(easy, CURLOPT_USERAGENT, options_.user_agent.c_str());
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, options_.low_speed_bytes);
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME,
                   static_cast<long>(options_.low_speed_time.count()));
  // An empty string also keeps curl from reading http_proxy and its kin.
  curl_easy_setopt(easy, CURLOPT_PROXY, options_.proxy.c_str());
  curl_easy_setopt(easy, CURLOPT_NOPROXY, "");
  curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  curl_easy_setopt(easy, CURLOPT_CONNECT_TO, connect_to_.get());
  curl_easy_setopt(easy, CURLOPT_RESOLVE, resolve_.get());
  // Authorities from one file and none from a directory: only then does curl keep the parsed store
  // between connections (CURLOPT_CA_CACHE_TIMEOUT); reading 140 certificates costs milliseconds.
  curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
  curl_easy_setopt(easy, CURLOPT_CAINFO, authorities_.c_str());
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, &Callbacks::OnOpen);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, &transfer);
  curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, &Callbacks::OnSend);
  curl_easy_setopt(easy, CURLOPT_PREREQDATA, &transfer);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &Callbacks::OnHeader);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, &transfer);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &Callbacks::OnBody);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &transfer);
  curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, &Callbacks::OnDebug);
  curl_easy_setopt(easy, CURLOPT_DEBUGDATA, &transfer);
  curl_easy_setopt(easy, CURLOPT_VERBOSE, 1L);  // for OnDebug, which alone sees the request head
}

void CurlFetcher::Multi::ConfigureTls(Transfer& transfer, TlsPolicy policy) {
  if (transfer.tls == policy) {
    return;
  }
  const bool broken = policy == TlsPolicy::kAllowBroken;
  CURL* const easy = transfer.easy.get();
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, broken ? 0L : 1L);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, broken ? 0L : 2L);
  // Servers whose certificate is broken are often as old as TLS 1.0; OpenSSL 3 needs level 0 for
  // that.
  curl_easy_setopt(easy, CURLOPT_SSLVERSION,
                   static_cast<long>(broken ? CURL_SSLVERSION_TLSv1_0 : CURL_SSLVERSION_DEFAULT));
  curl_easy_setopt(easy, CURLOPT_SSL_CIPHER_LIST, broken ? "DEFAULT:@SECLEVEL=0" : nullptr);
  // Strict connections need no hook; one would keep curl from using its cache of the trust store.
  curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION,
                   policy == TlsPolicy::kStrict ? nullptr : &Callbacks::OnTlsContext);
  curl_easy_setopt(easy, CURLOPT_SSL_CTX_DATA, &transfer);
  transfer.tls = policy;
}

bool CurlFetcher::Multi::Initialise() {
  static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
  return code == CURLE_OK;
}

CurlFetcher::Multi::Transfer& CurlFetcher::Multi::Acquire() {
  if (idle_.empty()) {
    transfers_.push_back(std::make_unique<Transfer>(*this));
    Configure(*transfers_.back());
    return *transfers_.back();
  }
  Transfer& transfer = *idle_.back();
  idle_.pop_back();
  return transfer;
}

void CurlFetcher::Multi::Prepare(Transfer& transfer, const FetchRequest& request) {
  CURL* const easy = transfer.easy.get();
  const bool credentials = !request.url.username().empty() || !request.url.password().empty();
  curl_easy_setopt(
      easy, CURLOPT_URL,
      credentials ? request.url.WithoutCredentials().href().c_str() : request.url.href().c_str());
  curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
  if (const auto size = static_cast<long>(request.post_body.size()); size > 0) {
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, size);
    curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, request.post_body.data());
  }
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout.count()));
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                   static_cast<long>(std::min(request.timeout, options_.connect_timeout).count()));
  ConfigureTls(transfer, request.tls);
  const bool own = NeedsOwnFields(request);
  transfer.fields = own ? MakeList(RequestFields(request, options_.from)) : StringList();
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, own ? transfer.fields.get() : common_fields_.get());
  static_assert(std::tuple_size_v<decltype(transfer.message)> == CURL_ERROR_SIZE);
  transfer.message[0] = '\0';
  transfer.exchange.emplace(request, options_.head);
  transfer.route = routes_.For(request.url);
  transfer.host = request.url.hostname();
  transfer.https = request.url.is_https();
  transfer.tls_facts.clear();
  transfer.tls_broken = false;
  transfer.sent = 0;
  transfer.refused.clear();
  transfer.started = clock_.Now();
  transfer.started_steady = clock_.Steady();
}

void CurlFetcher::Multi::Start(Handler handler, asio::any_io_executor executor,
                               asio::cancellation_slot slot, const FetchRequest& request) {
  assert(thread_ == std::this_thread::get_id());
  if (auto why = addresses_.RefuseUrl(request.url)) {
    Refuse(std::move(handler), executor, FetchResult(request.url), std::move(*why));
    return;
  }
  Transfer& transfer = Acquire();
  Prepare(transfer, request);
  transfer.id = ++last_id_;
  transfer.handler.swap(handler);  // Boost 1.81: its move assignment calls itself without end
  transfer.executor = std::move(executor);
  transfer.slot = slot;
  if (slot.is_connected()) {
    slot.assign([self = std::weak_ptr<Multi*>(self_), executor = executor_,
                 id = transfer.id](asio::cancellation_type) {
      asio::post(executor, [self, id] {
        if (const auto alive = self.lock()) {
          (*alive)->Cancel(id);
        }
      });
    });
  }
  ++active_;
  curl_multi_add_handle(multi_.get(), transfer.easy.get());
  loop_.CallSoon();
  loop_.Run();
}

void CurlFetcher::Multi::Refuse(Handler handler, const asio::any_io_executor& executor,
                                FetchResult result, std::string why) {
  result.outcome = FetchOutcome::kAddressRefused;
  result.detail = std::move(why);
  result.started = clock_.Now();
  asio::post(executor, [h = std::move(handler), r = std::move(result)]() mutable {
    std::move(h)(std::move(r));
  });
}

// --- ends

void CurlFetcher::Multi::CancelAll() {
  assert(thread_ == std::this_thread::get_id());
  std::vector<std::uint64_t> ids;
  for (const auto& transfer : transfers_) {
    if (transfer->id != 0) {
      ids.push_back(transfer->id);
    }
  }
  for (const std::uint64_t id : ids) {
    Cancel(id);
  }
}

// By number, not by handle: the one that was meant may be long done and its handle on another
// errand.
void CurlFetcher::Multi::Cancel(std::uint64_t id) {
  const auto at = std::find_if(transfers_.begin(), transfers_.end(),
                               [id](const auto& one) { return one->id == id; });
  if (at == transfers_.end()) {
    return;
  }
  curl_multi_remove_handle(multi_.get(), (*at)->easy.get());
  Complete(**at, TransportEnd(FetchOutcome::kCancelled, "cancelled"));
  if (active_ == 0) {
    loop_.Pause();
  }
}

void CurlFetcher::Multi::Finish(Transfer& transfer, int curl_code) {
  const auto code = static_cast<CURLcode>(curl_code);
  const std::string_view message(transfer.message.data());
  TransportEnd end(OutcomeOf(code, transfer.exchange->answered(), message), std::string(message));
  if (end.outcome != FetchOutcome::kOk && end.detail.empty()) {
    end.detail = curl_easy_strerror(code);
  }
  if (!transfer.refused.empty() && !transfer.exchange->answered()) {
    end = TransportEnd(FetchOutcome::kAddressRefused, transfer.refused);
  }
  curl_multi_remove_handle(multi_.get(), transfer.easy.get());
  Complete(transfer, std::move(end));
}

// Hands the result over. The handle is idle again before anybody is resumed.
void CurlFetcher::Multi::Complete(Transfer& transfer, TransportEnd end) {
  const bool answered = transfer.exchange->answered() || end.outcome == FetchOutcome::kTlsFailure;
  FetchResult result = transfer.exchange->Finish(std::move(end), clock_.Now());
  result.started = transfer.started;
  result.duration =
      std::chrono::ceil<std::chrono::milliseconds>(clock_.Steady() - transfer.started_steady);
  result.tls = std::move(transfer.tls_facts);
  result.tls_broken = transfer.tls_broken;
  if (answered) {
    char* ip = nullptr;
    long version = 0;
    curl_easy_getinfo(transfer.easy.get(), CURLINFO_PRIMARY_IP, &ip);
    curl_easy_getinfo(transfer.easy.get(), CURLINFO_HTTP_VERSION, &version);
    result.ip = ip != nullptr ? ip : "";
    result.protocol = ProtocolName(version);
  }
  transfer.slot.clear();
  transfer.exchange.reset();
  transfer.id = 0;
  --active_;
  asio::post(transfer.executor, [h = std::move(transfer.handler), r = std::move(result)]() mutable {
    std::move(h)(std::move(r));
  });
  Release(transfer);
}

void CurlFetcher::Multi::Release(Transfer& transfer) {
  if (idle_.size() < kMaxIdleHandles) {
    idle_.push_back(&transfer);
    return;
  }
  const auto at = std::find_if(transfers_.begin(), transfers_.end(),
                               [&transfer](const auto& one) { return one.get() == &transfer; });
  std::swap(*at, transfers_.back());
  transfers_.pop_back();
}

// --- the loop

void CurlFetcher::Multi::Call(int socket, int events) {
  int running = 0;
  curl_multi_socket_action(multi_.get(), socket, events, &running);
}

void CurlFetcher::Multi::OnSocket(int fd, SocketLoop::Readiness ready) {
  Call(fd, (ready.in ? CURL_CSELECT_IN : 0) | (ready.out ? CURL_CSELECT_OUT : 0) |
               (ready.error ? CURL_CSELECT_ERR : 0));
}

void CurlFetcher::Multi::OnDeadline() {
  Call(CURL_SOCKET_TIMEOUT, 0);
}

void CurlFetcher::Multi::OnTurn() {
  int left = 0;
  while (CURLMsg* const message = curl_multi_info_read(multi_.get(), &left)) {
    if (message->msg != CURLMSG_DONE) {
      continue;
    }
    const CURLcode code = message->data.result;
    void* transfer = nullptr;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
    Finish(*static_cast<Transfer*>(transfer), code);
  }
  if (active_ == 0) {
    loop_.Pause();  // lets io_context::run return
  }
}

std::string CurlVersion() {
  return curl_version();
}

}  // namespace kiosque
