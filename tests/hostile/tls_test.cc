// What certificates do, and what each TlsPolicy makes of it.
#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <fstream>
#include <memory>
#include <string>

#include "crawler/curl_fetcher.h"
#include "support/loopback_server.h"
#include "support/run_coroutine.h"
#include "support/test_certificates.h"

namespace kiosque {
namespace {

using namespace std::chrono_literals;
using testing::CertificateWish;
using testing::Connection;
using testing::LoopbackServer;
using testing::Page;
using testing::Reply;
using testing::ServerTls;
using testing::TestCertificate;
namespace asio = boost::asio;

CertificateWish Authority(std::string name) {
  CertificateWish wish;
  wish.name = std::move(name);
  wish.authority = true;
  return wish;
}

CertificateWish Server(std::string name) {
  CertificateWish wish;
  wish.name = std::move(name);
  return wish;
}

class HostileTls : public ::testing::Test {
 protected:
  HostileTls() {
    cacert_ = ::testing::TempDir() + "kiosque-test-ca-" + std::to_string(::getpid()) + ".pem";
    std::ofstream(cacert_) << root_.pem();
  }
  ~HostileTls() override { std::remove(cacert_.c_str()); }

  // Serves with `chain` and `key`, fetches https://news.example/.
  FetchResult Meet(const std::string& chain, const std::string& key, TlsPolicy policy) {
    tls_.emplace(ServerTls(chain, key));
    server_.emplace(io_, &*tls_);
    server_->On("/", Reply(Page("secret")));
    return Fetch(server_->port(), policy);
  }
  FetchResult Meet(const TestCertificate& certificate, TlsPolicy policy = TlsPolicy::kStrict) {
    return Meet(certificate.pem(), certificate.key_pem(), policy);
  }
  FetchResult Fetch(std::uint16_t port, TlsPolicy policy) {
    CurlFetcherOptions options;
    options.user_agent = "Kiosque/test";
    options.cacert = cacert_;
    options.allow_net = {"127.0.0.0/8"};
    options.connect_timeout = 2s;
    options.connect_to = {":443:127.0.0.1:" + std::to_string(port)};
    fetcher_ = CurlFetcher::Make(io_.get_executor(), clock_, options).value();
    FetchRequest request(Url::Parse("https://news.example/").value());
    request.tls = policy;
    std::optional<FetchResult> result;
    testing::Spawn(io_, fetcher_->Fetch(std::move(request)), result);
    while (!result) {
      io_.run_one();
    }
    return std::move(*result);
  }

  asio::io_context io_;
  SystemClock clock_;
  std::string cacert_;
  const TestCertificate root_{Authority("Test Root"), nullptr};
  std::optional<asio::ssl::context> tls_;
  std::optional<LoopbackServer> server_;
  std::unique_ptr<CurlFetcher> fetcher_;
};

TEST_F(HostileTls, GoodCertificateIsFineUnderEveryPolicy) {
  const TestCertificate good(Server("news.example"), &root_);
  for (const TlsPolicy policy :
       {TlsPolicy::kStrict, TlsPolicy::kFetchIntermediate, TlsPolicy::kAllowBroken}) {
    const FetchResult result = Meet(good, policy);
    EXPECT_EQ(result.outcome, FetchOutcome::kOk) << result.detail;
    EXPECT_EQ(result.tls, "TLSv1.3 TLS_AES_256_GCM_SHA384");
    EXPECT_FALSE(result.tls_broken) << "nothing had to be tolerated";
  }
}

TEST_F(HostileTls, SelfSigned) {
  const TestCertificate self(Server("news.example"), nullptr);
  const FetchResult strict = Meet(self);
  EXPECT_EQ(strict.outcome, FetchOutcome::kTlsFailure);
  EXPECT_FALSE(strict.detail.empty());
  EXPECT_TRUE(server_->heads().empty()) << "nothing was asked over a broken connection";
  const FetchResult broken = Meet(self, TlsPolicy::kAllowBroken);
  EXPECT_EQ(broken.outcome, FetchOutcome::kOk) << broken.detail;
  EXPECT_TRUE(broken.tls_broken);
  EXPECT_EQ(broken.body.view(), "secret");
}

TEST_F(HostileTls, WrongName) {
  const TestCertificate other(Server("other.example"), &root_);
  EXPECT_EQ(Meet(other).outcome, FetchOutcome::kTlsFailure);
  const FetchResult broken = Meet(other, TlsPolicy::kAllowBroken);
  EXPECT_EQ(broken.outcome, FetchOutcome::kOk) << broken.detail;
  EXPECT_TRUE(broken.tls_broken);
}

TEST_F(HostileTls, Expired) {
  CertificateWish wish = Server("news.example");
  wish.valid_from = -7200;
  wish.valid_to = -3600;
  const TestCertificate expired(wish, &root_);
  EXPECT_EQ(Meet(expired).outcome, FetchOutcome::kTlsFailure);
  EXPECT_TRUE(Meet(expired, TlsPolicy::kAllowBroken).tls_broken);
}

TEST_F(HostileTls, MissingIntermediateFailsWhenStrict) {
  const TestCertificate intermediate(Authority("Test Intermediate"), &root_);
  const TestCertificate leaf(Server("news.example"), &intermediate);
  EXPECT_EQ(Meet(leaf).outcome, FetchOutcome::kTlsFailure);
  EXPECT_EQ(Meet(leaf.pem() + intermediate.pem(), leaf.key_pem(), TlsPolicy::kStrict).outcome,
            FetchOutcome::kOk);
}

TEST_F(HostileTls, MissingIntermediateIsFetchedFromWhereTheCertificateSays) {
  LoopbackServer authority(io_);
  CertificateWish second = Authority("Test Second");
  second.aia = authority.Origin() + "/first.pem";
  CertificateWish wish = Server("news.example");
  wish.aia = authority.Origin() + "/second.der";
  const TestCertificate first_certificate(Authority("Test First"), &root_);
  const TestCertificate second_certificate(second, &first_certificate);
  const TestCertificate leaf(wish, &second_certificate);
  authority.On("/first.pem", Reply(Page(first_certificate.pem())));
  authority.On("/second.der", Reply(Page(second_certificate.der())));
  EXPECT_EQ(Meet(leaf).outcome, FetchOutcome::kTlsFailure);
  const FetchResult result = Meet(leaf, TlsPolicy::kFetchIntermediate);
  EXPECT_EQ(result.outcome, FetchOutcome::kOk) << result.detail;
  EXPECT_FALSE(result.tls_broken);
  EXPECT_EQ(authority.heads().size(), 2u);
}

TEST_F(HostileTls, FetchedCertificatesAreNotTrustedThemselves) {
  LoopbackServer authority(io_);
  CertificateWish wish = Server("news.example");
  wish.aia = authority.Origin() + "/rogue.der";
  const TestCertificate rogue(Authority("Rogue Root"), nullptr);
  const TestCertificate leaf(wish, &rogue);
  authority.On("/rogue.der", Reply(Page(rogue.der())));
  EXPECT_EQ(Meet(leaf, TlsPolicy::kFetchIntermediate).outcome, FetchOutcome::kTlsFailure);
  authority.On("/rogue.der", Reply(Page("<html>not a certificate</html>")));
  EXPECT_EQ(Meet(leaf, TlsPolicy::kFetchIntermediate).outcome, FetchOutcome::kTlsFailure);
}

TEST_F(HostileTls, IssuerAddressThatPointsInside) {
  CertificateWish wish = Server("news.example");
  wish.aia = "http://169.254.169.254/latest/meta-data/";
  const TestCertificate rogue(Authority("Rogue Root"), nullptr);
  const TestCertificate leaf(wish, &rogue);
  const FetchResult result = Meet(leaf, TlsPolicy::kFetchIntermediate);
  EXPECT_EQ(result.outcome, FetchOutcome::kTlsFailure);
  EXPECT_NE(result.detail.find("could not be fetched"), std::string::npos) << result.detail;
}

TEST_F(HostileTls, PlainTextWhereTlsIsExpected) {
  LoopbackServer plain(io_);
  plain.OnAccept(
      [](Connection& connection) { return connection.Send("HTTP/1.1 400 Bad\r\n\r\n"); });
  EXPECT_EQ(Fetch(plain.port(), TlsPolicy::kStrict).outcome, FetchOutcome::kTlsFailure);
}

TEST_F(HostileTls, HandshakeThatNeverComes) {
  LoopbackServer plain(io_);
  plain.OnAccept([](Connection& connection) { return connection.WaitForClose(); });
  const FetchResult result = Fetch(plain.port(), TlsPolicy::kStrict);
  EXPECT_EQ(result.outcome, FetchOutcome::kTimeout);
}

TEST_F(HostileTls, ConnectionsOfOnePolicyAreNotUsedForAnother) {
  const TestCertificate self(Server("news.example"), nullptr);
  EXPECT_EQ(Meet(self, TlsPolicy::kAllowBroken).outcome, FetchOutcome::kOk);
  FetchRequest request(Url::Parse("https://news.example/").value());
  std::optional<FetchResult> result;
  testing::Spawn(io_, fetcher_->Fetch(std::move(request)), result);
  while (!result) {
    io_.run_one();
  }
  EXPECT_EQ(result->outcome, FetchOutcome::kTlsFailure);
}

}  // namespace
}  // namespace kiosque
