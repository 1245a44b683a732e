// `kiosque debug`: rows of conformance data in, answers out, side by side.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cctype>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "cli/json_row.h"
#include "support/run_program.h"
#include "support/test_data.h"

namespace kiosque {
namespace {

using nlohmann::json;
using testing::ProgramRun;
using testing::RunKiosque;

std::vector<json> Answers(const std::string& name, const std::string& input) {
  const ProgramRun run = RunKiosque({"debug", name}, input);
  EXPECT_EQ(run.exit_code, 0) << run.err;
  std::vector<json> answers;
  std::istringstream lines(run.out);
  for (std::string line; std::getline(lines, line);) {
    answers.push_back(json::parse(line));
  }
  return answers;
}

std::string Joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) {
    text += line + "\n";
  }
  return text;
}

TEST(Debug, AnswersUrlRowsWithTheirParts) {
  KIOSQUE_NEED_TEST_DATA();
  const std::vector<std::string> lines = testing::TestDataLines("conformance/url_parse.jsonl");
  const std::vector<json> answers = Answers("url", Joined(lines));
  ASSERT_EQ(answers.size(), lines.size());
  int checked = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const json row = *ParseJsonRow(lines[i]);
    if (row["class"] != "web") {
      continue;
    }
    ++checked;
    if (row["failure"]) {
      EXPECT_EQ(answers[i], json({{"failure", true}})) << row;
      continue;
    }
    for (const char* part : {"href", "protocol", "username", "password", "host", "hostname", "port",
                             "pathname", "search", "hash"}) {
      EXPECT_EQ(answers[i][part], row[part]) << row;
    }
  }
  EXPECT_GT(checked, 200);
}

TEST(Debug, AnswersIdnaRows) {
  KIOSQUE_NEED_TEST_DATA();
  const std::vector<std::string> lines = testing::TestDataLines("conformance/idna_toascii.jsonl");
  const std::vector<json> answers = Answers("idna", Joined(lines));
  ASSERT_EQ(answers.size(), lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    EXPECT_EQ(answers[i]["output"], (*ParseJsonRow(lines[i]))["output"]) << lines[i];
  }
}

TEST(Debug, AnswersQueryEncodingRows) {
  KIOSQUE_NEED_TEST_DATA();
  const std::vector<std::string> lines =
      testing::TestDataLines("conformance/url_query_encoding.jsonl");
  const std::vector<json> answers = Answers("url-query", Joined(lines));
  ASSERT_EQ(answers.size(), lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    EXPECT_EQ(answers[i]["output"], (*ParseJsonRow(lines[i]))["output"]);
  }
}

TEST(Debug, AnswersCanonicalAndSurt) {
  EXPECT_EQ(
      Answers("canonical", R"({"url": "http://example.org/?utm_source=x&b=1#top"})")[0]["output"],
      "http://example.org/?b=1");
  EXPECT_EQ(
      Answers(
          "canonical",
          R"({"args": ["http://example.org/?q=é"], "kw": {"encoding": "latin1"}})")[0]["output"],
      "http://example.org/?q=%E9");
  EXPECT_EQ(Answers("canonical", R"({"args": ["a?b"], "kw": {}})")[0]["output"], nullptr);
  EXPECT_EQ(Answers("surt", R"({"url": "https://www.example.org/A/"})")[0]["output"],
            "org,example)/a");
}

TEST(Debug, AnswersCharsetRows) {
  KIOSQUE_NEED_TEST_DATA();
  const std::vector<std::string> lines = testing::TestDataLines("conformance/encoding.jsonl");
  const std::vector<json> answers = Answers("charset", Joined(lines));
  ASSERT_EQ(answers.size(), lines.size());
  const auto lower = [](std::string text) {
    for (char& c : text) {
      c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return text;
  };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const json row = *ParseJsonRow(lines[i]);
    EXPECT_EQ(lower(answers[i]["encoding"]), lower(row["encoding"])) << row["id"];
    if (row.contains("text")) {
      EXPECT_EQ(answers[i]["text"], row["text"]) << row["id"];
    }
  }
}

TEST(Debug, AnswersDateRowsOfTextsAndPages) {
  KIOSQUE_NEED_TEST_DATA();
  const std::vector<std::string> lines = testing::TestDataLines("conformance/dates.jsonl");
  const std::vector<json> answers = Answers("date", Joined(lines));
  ASSERT_EQ(answers.size(), lines.size());
  std::size_t agreed = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const json row = *ParseJsonRow(lines[i]);
    std::string want = row["iso"].is_null() ? "none" : row["iso"].get<std::string>();
    std::string got = answers[i]["iso"].is_null() ? "none" : answers[i]["iso"].get<std::string>();
    if (row.contains("html") || !want.ends_with("T00:00:00")) {
      agreed += want.substr(0, got.size()) == got;
    } else {
      agreed += want.substr(0, 10) == got.substr(0, 10);
    }
  }
  // The others are argued in docs/conformance.md, "Dates".
  EXPECT_GE(agreed + 3, lines.size());
}

TEST(Debug, KeepsRowsAndAnswersSideBySideWhenARowIsBroken) {
  const ProgramRun run =
      RunKiosque({"debug", "idna"}, "{\"input\": \"a.b\"}\nnot json\n\n{\"input\": \"\"}\n[1]\n");
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_EQ(run.out,
            "{\"output\":\"a.b\"}\n{\"error\":\"not a JSON object\"}\n{\"output\":null}\n"
            "{\"error\":\"not a JSON object\"}\n");
  EXPECT_EQ(run.err,
            "kiosque: standard input, line 2: not a JSON object\nkiosque: standard input, line 5: "
            "not a JSON "
            "object\n");
}

TEST(Debug, NamesWhatThereIsToDebug) {
  const ProgramRun near = RunKiosque({"debug", "irl"});
  EXPECT_EQ(near.exit_code, 2);
  EXPECT_THAT(near.err, ::testing::HasSubstr("did you mean 'url'?"));
  EXPECT_THAT(RunKiosque({"debug", "zzzzzzzzzz"}).err,
              ::testing::HasSubstr("there are: canonical, "));
}

TEST(JsonRow, ReadsLoneSurrogatesAsReplacementCharacters) {
  EXPECT_EQ((*ParseJsonRow(R"({"a": "\ud800x\uDC00"})"))["a"], "\uFFFDx\uFFFD");
  EXPECT_EQ((*ParseJsonRow(R"({"a": "\ud83d\ude00"})"))["a"], "\U0001F600");
  EXPECT_EQ((*ParseJsonRow(R"({"a": "\\ud800"})"))["a"], "\\ud800");
  EXPECT_FALSE(ParseJsonRow(R"({"a": "\u12)").has_value());
  EXPECT_FALSE(ParseJsonRow("\\").has_value());
}

}  // namespace
}  // namespace kiosque
