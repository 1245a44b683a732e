#include "seeds/seed_file.h"

#include <gtest/gtest.h>

#include <string>

namespace kiosque {
namespace {

std::string TomlError(const std::string& text) {
  const Result<SeedFile> file = SeedFile::ParseToml(text, "s.toml");
  return file ? "no error" : file.error().message;
}

TEST(SeedFile, NamesUnknownKeyWithLineAndNearestKey) {
  EXPECT_EQ(TomlError("[[site]]\nurl = \"https://a.example/\"\ndepht = 3\n"),
            "s.toml:3: unknown key \"depht\" in [[site]]: did you mean \"depth\"?");
  EXPECT_EQ(TomlError("[crawler]\nzzzzzzzz = 3\n"),
            "s.toml:2: unknown key \"zzzzzzzz\" in [crawler]: see kiosque crawl --help");
}

TEST(SeedFile, SaysInWhichTableAMisplacedKeyBelongs) {
  EXPECT_EQ(TomlError("[[site]]\nurl = \"https://a.example/\"\ncontact = \"a@b.example\"\n"),
            "s.toml:3: key \"contact\" belongs in [crawler], not in [[site]]");
  EXPECT_EQ(TomlError("[crawler]\nurl = \"https://a.example/\"\n"),
            "s.toml:2: key \"url\" belongs in [[site]], not in [crawler]");
}

TEST(SeedFile, NamesWrongTypeWithKeyLineAndFix) {
  EXPECT_EQ(TomlError("[[site]]\nurl = 7\n"),
            "s.toml:2: url must be an absolute http or https URL such as "
            "\"https://example.org/\", not a number");
  EXPECT_EQ(TomlError("[crawler]\ndelay = [1]\n"),
            "s.toml:2: delay must be a duration such as \"1s\", \"500ms\", \"2m\" or \"1h\", "
            "not a list");
  EXPECT_EQ(TomlError("[crawler]\ndepth = \"3\"\n"),
            "s.toml:2: depth must be a whole number from 0 to 4294967295, not a text");
  EXPECT_EQ(TomlError("[crawler]\n\ntags = [\"a\",\n 3]\n"),
            "s.toml:4: tags must be a list of texts, not a number");
}

TEST(SeedFile, NamesUnreadableValueWithFix) {
  EXPECT_EQ(TomlError("[crawler]\ndelay = \"soon\"\n"),
            "s.toml:2: delay = \"soon\" is not understood: write a duration such as \"1s\", "
            "\"500ms\", \"2m\" or \"1h\"");
  EXPECT_EQ(TomlError("[crawler]\ntls = \"off\"\n"),
            "s.toml:2: tls = \"off\" is not understood: write one of "
            "strict|fetch-intermediate|allow-broken");
  EXPECT_EQ(TomlError("[crawler]\ndelay = -1\n").substr(0, 27), "s.toml:2: delay = \"-1\" is n");
  EXPECT_EQ(TomlError("[[site]]\nurl = \"ftp://a.example/\"\n").substr(0, 18),
            "s.toml:2: url = \"f");
}

TEST(SeedFile, RefusesSiteWithoutUrlAndStrangeTables) {
  EXPECT_EQ(TomlError("[crawler]\n[[site]]\nid = \"a\"\n").substr(0, 30),
            "s.toml:2: this [[site]] has no");
  EXPECT_EQ(TomlError("[site]\nurl = \"https://a.example/\"\n"),
            "s.toml:1: a site is written [[site]], with two brackets");
  EXPECT_EQ(TomlError("[[sites]]\nurl = \"https://a.example/\"\n"),
            "s.toml:1: \"sites\" is neither [crawler] nor [[site]]: did you mean \"site\"?");
}

TEST(SeedFile, NamesLineOfBrokenToml) {
  EXPECT_EQ(TomlError("[crawler]\ndelay = \n").substr(0, 26), "s.toml:2: not valid TOML: ");
}

TEST(SeedFile, ReadsEverySpellingOfAValue) {
  const Result<SeedFile> file = SeedFile::ParseToml(
      "[crawler]\ndelay = 0.5\nsince = 2024-04-13\nmax_bytes = 1000\n"
      "[[site]]\nurl = \"https://a.example/\"\ntags = \"one\"\n"
      "[[site]]\nurl = [\"https://b.example/\", \"https://b.example/2\"]\nsince = "
      "2024-04-13T08:00:00Z\n",
      "s.toml");
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_EQ(file->crawler.at("delay").items.front(), "0.5");
  EXPECT_EQ(file->crawler.at("since").items.front(), "2024-04-13");
  EXPECT_EQ(file->sites.at(0).at("tags").items, std::vector<std::string>{"one"});
  EXPECT_EQ(file->sites.at(1).at("url").items.size(), 2u);
  EXPECT_EQ(file->sites.at(1).at("since").items.front(), "2024-04-13T08:00:00Z");
  EXPECT_EQ(file->sites.at(1).at("since").from.Text(), "[[site]] s.toml:10");
}

TEST(SeedFile, ReadsOneUrlALine) {
  const Result<SeedFile> file = SeedFile::ParseUrlLines(
      "\xEF\xBB\xBFhttps://a.example/\r\n\n# a comment\n  b.example  # bare "
      "name\nhttp://c.example/x#y",
      "s.txt");
  ASSERT_TRUE(file) << file.error().message;
  ASSERT_EQ(file->sites.size(), 3u);
  EXPECT_EQ(file->sites[1].at("url").items.front(), "https://b.example");
  EXPECT_EQ(file->sites[2].at("url").items.front(), "http://c.example/x#y");
  EXPECT_EQ(file->sites[2].at("url").from.Text(), "s.txt:5");
}

TEST(SeedFile, NamesLineOfBadUrlInAList) {
  const Result<SeedFile> file = SeedFile::ParseUrlLines("https://a.example/\nht tp://x\n", "s.txt");
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().message,
            "s.txt:2: \"ht tp://x\" is not an http or https URL: write one URL a line");
}

TEST(SeedFile, NamesMissingFile) {
  const Result<SeedFile> file = SeedFile::Read("/nonexistent/seeds.toml");
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().code, Errc::kNotFound);
  EXPECT_EQ(file.error().message,
            "cannot read the seed file /nonexistent/seeds.toml: No such file or directory");
  EXPECT_FALSE(SeedFile::Read("/"));
}

}  // namespace
}  // namespace kiosque
