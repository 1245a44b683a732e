// Articles read again: what is told of it, and that a stopped run is gone on with.
#include "corpus/reextract.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>

#include "base/article_text.h"
#include "storage/verify.h"
#include "support/store_fixture.h"

namespace kiosque {
namespace {

using testing::At;
using ::testing::ElementsAre;
using testing::Group;
using ::testing::IsEmpty;
using testing::MakeArticle;
using testing::MakeRecord;
using testing::MakeStory;
using testing::MakeUrl;
using Outcome = ReextractedVersion::Outcome;

constexpr int kOld = 7;  // of MakeStory
constexpr int kNew = 8;

class ReextractTest : public ::testing::Test {
 protected:
  ReextractTest() {
    archive_ = Archive::Open(folder_.path() / "store", OpenMode::kCreate).value();
    for (int n = 0; n < 10; ++n) {
      const std::string url =
          "https://site" + std::to_string(n % 2) + ".example/" + std::to_string(n);
      EXPECT_TRUE(archive_->Commit(Group(MakeStory(url, n, "Texte " + std::to_string(n)))));
      EXPECT_TRUE(
          archive_->Commit(Group(MakeStory(url, 100 + n, "Correction " + std::to_string(n)))));
    }
    options_.extractor = kNew;
    options_.now = At(1000);
    options_.read = [this](const PageToRead& page) {
      ++reads_;
      Article article = page.stored;
      article.section = "Politique";
      return std::optional<Article>(std::move(article));
    };
    options_.told = [this](const ReextractedVersion& version) { told_.push_back(version); };
  }
  ReextractReport Run() { return Reextract(*archive_, options_).value(); }

  testing::TemporaryFolder folder_;
  std::unique_ptr<Archive> archive_;
  ReextractOptions options_;
  std::vector<ReextractedVersion> told_;
  std::atomic<int> reads_ = 0;
};

TEST_F(ReextractTest, EveryVersionIsReadAgainOnceAndWhatChangedIsTold) {
  const ReextractReport report = Run();
  EXPECT_EQ(report.versions, 20u);
  EXPECT_EQ(report.passed, 0u);
  EXPECT_EQ(report.outcomes.at(Outcome::kChanged), 20u);
  EXPECT_EQ(report.fields.at("section"), 20u);
  EXPECT_EQ(report.fields.size(), 1u);
  EXPECT_THAT(told_.front().fields, ElementsAre("section"));
  EXPECT_EQ(told_.front().extractor, kOld);
  const Version version = archive_->VersionNumber(MakeUrl("https://site0.example/0"), 1).value();
  EXPECT_EQ(version.article.section, "Politique");
  EXPECT_EQ(version.extractor, kNew);
  EXPECT_EQ(archive_->stats().versions, 20u);
  const ReextractReport again = Run();
  EXPECT_EQ(again.versions, 0u);
  EXPECT_EQ(again.passed, 20u);
  EXPECT_EQ(reads_, 20);
  archive_.reset();
  EXPECT_THAT(VerifyArchive(folder_.path() / "store", {.deep = true}).value().problems, IsEmpty());
}

TEST_F(ReextractTest, AStoppedRunIsGoneOnWith) {
  options_.batch_versions = 4;
  options_.told = [this](const ReextractedVersion& version) {
    told_.push_back(version);
    if (told_.size() == 8) {
      throw std::runtime_error("stopped");  // as by a signal, after the second commit
    }
  };
  EXPECT_THROW(Run(), std::runtime_error);
  options_.told = nullptr;
  const ReextractReport rest = Run();
  EXPECT_EQ(rest.passed, 8u);
  EXPECT_EQ(rest.versions, 12u);
  EXPECT_EQ(reads_, 20);
}

TEST_F(ReextractTest, ThreadsChangeNothingInTheReport) {
  options_.dry_run = true;
  options_.batch_versions = 6;
  Run();
  const std::vector<ReextractedVersion> alone = std::move(told_);
  told_.clear();
  options_.threads = 4;
  Run();
  ASSERT_EQ(told_.size(), alone.size());
  for (std::size_t i = 0; i < alone.size(); ++i) {
    EXPECT_EQ(told_[i].url, alone[i].url);
    EXPECT_EQ(told_[i].version, alone[i].version);
    EXPECT_EQ(told_[i].fields, alone[i].fields);
  }
}

TEST_F(ReextractTest, ADryRunWritesNothing) {
  options_.dry_run = true;
  EXPECT_EQ(Run().outcomes.at(Outcome::kChanged), 20u);
  EXPECT_EQ(archive_->VersionNumber(MakeUrl("https://site0.example/0"), 1).value().extractor, kOld);
}

TEST_F(ReextractTest, OnlyTheSitesAskedForAreRead) {
  options_.sites = {"example,site1"};
  EXPECT_EQ(Run().versions, 10u);
}

TEST_F(ReextractTest, AVersionIsReadBesideTheOneBefore) {
  std::vector<std::string> pairs;
  options_.sites = {"example,site0"};
  options_.read = [&pairs](const PageToRead& page) {
    pairs.push_back((page.previous != nullptr ? page.previous->section + " " +
                                                    std::string(page.previous_html.substr(0, 22))
                                              : "none") +
                    " | " + std::string(page.html.substr(0, 22)));
    Article article = page.stored;
    article.section = "S";
    return std::optional<Article>(std::move(article));
  };
  Run();
  EXPECT_EQ(pairs[0], "none | <html><body><p>Texte 0");
  EXPECT_EQ(pairs[1], "S <html><body><p>Texte 0 | <html><body><p>Correct");
}

TEST_F(ReextractTest, WhatHoldsNoArticleAnyMoreStaysAndIsAskedAgain) {
  options_.read = [](const PageToRead&) { return std::optional<Article>(); };
  EXPECT_EQ(Run().outcomes.at(Outcome::kNothing), 20u);
  EXPECT_EQ(
      archive_->VersionNumber(MakeUrl("https://site0.example/0"), 1).value().article.blocks[0].text,
      "Texte 0");
  EXPECT_EQ(Run().versions, 20u);
}

TEST_F(ReextractTest, AVersionWithoutAPageIsTold) {
  CaptureRecord imported = MakeRecord("https://site3.example/x", 5, "");
  imported.article = MakeArticle("Sans page", "Le texte seul");
  imported.extractor = kOld;
  ASSERT_TRUE(archive_->Commit(Group(std::move(imported))));
  EXPECT_EQ(Run().outcomes.at(Outcome::kNoPage), 1u);
}

TEST(ChangedFields, NamesMarkupWhenTheWordsAreTheSame) {
  const Article before = MakeArticle("Titre", "Un texte");
  Article after = before;
  EXPECT_THAT(ChangedFields(before, after), IsEmpty());
  after.blocks[0].kind = BlockKind::kQuote;
  EXPECT_THAT(ChangedFields(before, after), ElementsAre("markup"));
  after.blocks[0].text = "Un autre texte";
  after.title = "Autre titre";
  EXPECT_THAT(ChangedFields(before, after), ElementsAre("title", "text"));
  after = before;
  after.template_blocks = {4};
  EXPECT_THAT(ChangedFields(before, after), ElementsAre("template_blocks"));
}

}  // namespace
}  // namespace kiosque
