// Events told to a service: at least once each, in order, with patience, across runs.
#include "corpus/webhook.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>

#include "support/fake_clock.h"
#include "support/store_fixture.h"

namespace kiosque {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Kind = PostVerdict::Kind;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr const char* kAddress = "https://hooks.example/T0/secret";

class WebhookTest : public ::testing::Test {
 protected:
  WebhookTest() {
    options_.clock = &clock_;
    options_.wait = [this](milliseconds time) { waits_.push_back(time); };
    options_.post = [this](const Delivery& event) {
      posted_.push_back(event.id);
      auto& answers = answers_[event.id];
      if (answers.empty()) {
        return PostVerdict{Kind::kTaken};
      }
      const PostVerdict verdict = answers.front();
      answers.erase(answers.begin());
      return verdict;
    };
  }
  DeliveryReport Run(const std::vector<std::string>& ids) {
    std::vector<Delivery> events;
    for (const std::string& id : ids) {
      events.push_back({id, "{}"});
    }
    DeliveryLog log = DeliveryLog::Open(folder_.path(), kAddress).value();
    return Deliver(events, log, options_).value();
  }

  testing::TemporaryFolder folder_;
  testing::FakeClock clock_;
  DeliveryOptions options_;
  std::vector<milliseconds> waits_;
  std::vector<std::string> posted_;
  std::map<std::string, std::vector<PostVerdict>> answers_;
};

TEST_F(WebhookTest, EachEventIsTakenOnceAcrossRuns) {
  EXPECT_EQ(Run({"a", "b"}).taken, 2u);
  const DeliveryReport second = Run({"a", "b", "c"});
  EXPECT_EQ(second.taken, 1u);
  EXPECT_EQ(second.passed, 2u);
  EXPECT_TRUE(second.complete());
  EXPECT_THAT(posted_, ElementsAre("a", "b", "c"));
  EXPECT_THAT(waits_, IsEmpty());
}

TEST_F(WebhookTest, ABusyServiceIsAskedAgainAfterEverLongerWaits) {
  answers_["a"].assign(3, PostVerdict{Kind::kAgain, "it answered 503"});
  EXPECT_EQ(Run({"a"}).taken, 1u);
  ASSERT_EQ(waits_.size(), 3u);
  for (std::size_t i = 0; i < waits_.size(); ++i) {
    EXPECT_LE(waits_[i], milliseconds(1000 << i));
    EXPECT_GE(waits_[i], milliseconds(500 << i));
  }
}

TEST_F(WebhookTest, RetryAfterIsObeyed) {
  answers_["a"] = {{Kind::kAgain, "it answered 429", seconds(17)}};
  EXPECT_EQ(Run({"a"}).taken, 1u);
  EXPECT_THAT(waits_, ElementsAre(milliseconds(17'000)));
}

TEST_F(WebhookTest, ARetryAfterThatIsTooLongLeavesTheRestToTheNextRun) {
  answers_["a"] = {{Kind::kAgain, "it answered 429", seconds(3600)}};
  const DeliveryReport report = Run({"a", "b"});
  EXPECT_EQ(report.waiting, 2u);
  EXPECT_THAT(waits_, IsEmpty());
  EXPECT_EQ(report.last_problem, "it answered 429");
}

TEST_F(WebhookTest, AServiceThatIsGoneKeepsTheOrderForTheNextRun) {
  answers_["b"].assign(5, PostVerdict{Kind::kAgain, "refused"});
  const DeliveryReport first = Run({"a", "b", "c"});
  EXPECT_EQ(first.taken, 1u);
  EXPECT_EQ(first.waiting, 2u);
  posted_.clear();
  EXPECT_EQ(Run({"a", "b", "c"}).taken, 2u);
  EXPECT_THAT(posted_, ElementsAre("b", "c"));
}

TEST_F(WebhookTest, WhatCannotBeReachedAtAllIsNotWaitedFor) {
  answers_["a"] = {{Kind::kNoWay, "the address is private"}};
  EXPECT_EQ(Run({"a", "b"}).waiting, 2u);
  EXPECT_THAT(waits_, IsEmpty());
  EXPECT_THAT(posted_, ElementsAre("a"));
}

TEST_F(WebhookTest, OneRefusedEventDoesNotHoldBackTheOthers) {
  answers_["a"] = {{Kind::kRefused, "it answered 400"}};
  const DeliveryReport report = Run({"a", "b"});
  EXPECT_EQ(report.refused, 1u);
  EXPECT_EQ(report.taken, 1u);
  EXPECT_FALSE(report.complete());
  EXPECT_EQ(Run({"a", "b"}).taken, 1u);
}

TEST_F(WebhookTest, ALogThatACrashCutGivesTheEventAgain) {
  Run({"a", "b"});
  for (const auto& entry : std::filesystem::directory_iterator(folder_.path() / "webhooks")) {
    std::filesystem::resize_file(entry.path(), entry.file_size() - 3);
    EXPECT_EQ(entry.path().string().find("secret"), std::string::npos);
  }
  posted_.clear();
  Run({"a", "b"});
  EXPECT_THAT(posted_, ElementsAre("b"));
  Run({"a", "b", "c"});
  EXPECT_THAT(posted_, ElementsAre("b", "c"));
}

TEST_F(WebhookTest, OneProcessAtATimeDeliversToAnAddress) {
  const DeliveryLog held = DeliveryLog::Open(folder_.path(), kAddress).value();
  EXPECT_EQ(DeliveryLog::Open(folder_.path(), kAddress).error().code, Errc::kLocked);
  EXPECT_TRUE(DeliveryLog::Open(folder_.path(), "https://other.example/"));
}

TEST_F(WebhookTest, ALogThatCannotBeWrittenIsAnError) {
  EXPECT_EQ(DeliveryLog::Open("/proc/nothing", kAddress).error().code, Errc::kIo);
}

// The code is what `openssl dgst -sha256 -hmac` gives.
TEST(SignatureFields, AreTimeAndCodeOfTimeAndBody) {
  const UtcTime time{std::chrono::seconds(1713009600) + std::chrono::microseconds(999'999)};
  const std::vector<std::string> fields = SignatureFields("secret", time, "{\"id\":\"1\"}");
  ASSERT_EQ(fields.size(), 2u);
  EXPECT_EQ(fields[0], "X-Kiosque-Timestamp: 1713009600");
  EXPECT_EQ(fields[1],
            "X-Kiosque-Signature-256: "
            "sha256=db0d6510e548a5c7abe13acf9856bae1625898ec95b0e2e303a96a2c801d0b8b");
  EXPECT_NE(SignatureFields("secret", time, "{}")[1], fields[1]);
  EXPECT_NE(SignatureFields("secrets", time, "{\"id\":\"1\"}")[1], fields[1]);
  EXPECT_NE(SignatureFields("secret", time + std::chrono::seconds(1), "{\"id\":\"1\"}")[1],
            fields[1]);
}

TEST(VerdictOfStatus, TellsPatienceFromRefusal) {
  EXPECT_EQ(VerdictOfStatus(204), Kind::kTaken);
  for (const std::uint16_t status : std::initializer_list<std::uint16_t>{408, 425, 429, 500, 503}) {
    EXPECT_EQ(VerdictOfStatus(status), Kind::kAgain) << status;
  }
  for (const std::uint16_t status :
       std::initializer_list<std::uint16_t>{301, 400, 401, 404, 410, 413}) {
    EXPECT_EQ(VerdictOfStatus(status), Kind::kRefused) << status;
  }
}

}  // namespace
}  // namespace kiosque
