#include "parser/charset.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/unicode.h"
#include "parser/document.h"
#include "support/test_data.h"

namespace kiosque {
namespace {

std::string Base64(std::string_view text) {
  std::string bytes;
  unsigned buffer = 0;
  int bits = 0;
  for (const char c : text) {
    const std::size_t digit =
        std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
            .find(c);
    if (digit == std::string_view::npos) {
      continue;
    }
    buffer = (buffer << 6) | static_cast<unsigned>(digit);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes += static_cast<char>((buffer >> bits) & 0xFF);
    }
  }
  return bytes;
}

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  }
  return lower;
}

std::string Title(const Document& document) {
  for (NodeId id = 0; id < document.size(); ++id) {
    if (document[id].tag == Tag::k_title) {
      return document.Text(id);
    }
  }
  return {};
}

TEST(Charset, EncodingStandard_ConformanceRows) {
  KIOSQUE_NEED_TEST_DATA();
  for (const std::string& line : testing::TestDataLines("conformance/encoding.jsonl")) {
    const auto row = nlohmann::json::parse(line);
    const std::string transport =
        row["transport"].is_null() ? std::string() : row["transport"].get<std::string>();
    const DecodedText decoded = DecodeHtml(Base64(row["body_b64"].get<std::string>()), transport);
    EXPECT_EQ(Lower(decoded.verdict.encoding), Lower(row["encoding"].get<std::string>()))
        << row["id"] << " by " << CharsetSourceName(decoded.verdict.source);
    if (row.contains("text")) {
      EXPECT_EQ(Title(Document::Parse(decoded.text)), row["text"].get<std::string>()) << row["id"];
    }
  }
}

TEST(Charset, EncodingStandard_LabelRows) {
  KIOSQUE_NEED_TEST_DATA();
  for (const std::string& line : testing::TestDataLines("conformance/encoding_labels.jsonl")) {
    const auto row = nlohmann::json::parse(line);
    EXPECT_EQ(EncodingForLabel(row["label"].get<std::string>()),
              row["encoding"].is_null() ? std::string() : row["encoding"].get<std::string>())
        << row["label"];
  }
}

TEST(Charset, BelievesValidUtf8RatherThanALatinHeader) {
  const DecodedText decoded = DecodeHtml("<p>\xC3\xA9t\xC3\xA9</p>", "ISO-8859-1");
  EXPECT_EQ(decoded.verdict.encoding, "UTF-8");
  EXPECT_EQ(decoded.verdict.source, CharsetSource::kUtf8Validity);
  EXPECT_TRUE(decoded.verdict.overruled);
  EXPECT_EQ(decoded.text, "<p>été</p>");
}

TEST(Charset, DoesNotBelieveUtf8ThatIsLatin1) {
  const DecodedText decoded = DecodeHtml(
      "<meta charset=utf-8><p>L'\xE9lection pr\xE9sidentielle a \xE9t\xE9 report\xE9"
      "e \xE0 une date ult\xE9rieure, "
      "a annonc\xE9 le pr\xE9sident de la commission \xE9lectorale.</p>",
      "");
  EXPECT_NE(decoded.verdict.encoding, "UTF-8");
  EXPECT_TRUE(decoded.verdict.overruled);
  EXPECT_THAT(decoded.text, ::testing::HasSubstr("L'élection présidentielle a été reportée à"));
}

TEST(Charset, BelievesUtf8ThatWasSavedUnderAnotherName) {
  std::string page = "<meta charset=Shift_JIS>";
  for (int i = 0; i < 5; ++i) {
    page += "<p>証明書・パスワードの管理に関する脆弱性が存在します。</p>";
  }
  const DecodedText decoded = DecodeHtml(page, "");
  EXPECT_EQ(decoded.verdict.encoding, "UTF-8");
  EXPECT_TRUE(decoded.verdict.overruled);
  EXPECT_THAT(decoded.text, ::testing::HasSubstr("証明書・パスワード"));
}

TEST(Charset, BelievesThePageWhereAWordCouldBeEither) {
  // The two characters of "联通" in GBK are well-formed UTF-8, too.
  const DecodedText decoded = DecodeHtml("<meta charset=gbk><p>\xC1\xAA\xCD\xA8</p>", "");
  EXPECT_EQ(decoded.verdict.encoding, "GBK");
  EXPECT_THAT(decoded.text, ::testing::HasSubstr("联通"));
}

TEST(Charset, KeepsUtf8WhereAFewBytesAreBroken) {
  const DecodedText decoded = DecodeHtml("\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9 \xE9 ok", "utf-8");
  EXPECT_EQ(decoded.verdict.encoding, "UTF-8");
  EXPECT_EQ(decoded.text, "éééé \uFFFD ok");
  EXPECT_EQ(decoded.verdict.replacements, 1u);
}

TEST(Charset, KeepsUtf8ThatIsCutInsideACharacter) {
  const DecodedText decoded = DecodeHtml("<p>\xC3\xA9\xC3", "utf-8");
  EXPECT_EQ(decoded.verdict.encoding, "UTF-8");
  EXPECT_EQ(decoded.text, "<p>é\uFFFD");
}

TEST(Charset, FindsUtf16WithoutAMark) {
  std::string bytes;
  for (const char c : std::string_view("<html><p>hello</p>")) {
    bytes += {c, '\0'};
  }
  const DecodedText decoded = DecodeHtml(bytes, "utf-8");
  EXPECT_EQ(decoded.verdict.encoding, "UTF-16LE");
  EXPECT_EQ(decoded.text, "<html><p>hello</p>");
}

TEST(Charset, ReplacesNulBytes) {
  const DecodedText decoded = DecodeHtml(std::string_view("<p>a\0b</p>", 10), "utf-8");
  EXPECT_EQ(decoded.text, "<p>a\uFFFDb</p>");
  EXPECT_EQ(decoded.verdict.replacements, 1u);
}

TEST(Charset, DecodesWhatIcuLacks) {
  EXPECT_EQ(DecodeHtml("\xAA\xE3", "iso-8859-16").text, "Șă");
  EXPECT_EQ(DecodeHtml("a\x80", "x-user-defined").text, "a\uF780");
  EXPECT_EQ(DecodeHtml("anything", "hz-gb-2312").text, "\uFFFD");
}

TEST(Charset, AnswersValidUtf8ToAnyBytesInAnyEncoding) {
  std::string bytes;
  for (int i = 0; i < 4096; ++i) {
    bytes += static_cast<char>((i * 7919) >> 3);
  }
  for (const char* label :
       {"", "utf-8", "utf-16le", "gbk", "big5", "euc-jp", "iso-2022-jp", "shift_jis", "euc-kr",
        "windows-1252", "ibm866", "koi8-u", "windows-874", "macintosh", "x-mac-cyrillic",
        "iso-8859-8-i", "iso-8859-10", "iso-8859-14"}) {
    EXPECT_TRUE(IsValidUtf8(DecodeHtml(bytes, label).text)) << label;
  }
}

TEST(Charset, ReadsTheCharsetOfAContentType) {
  EXPECT_EQ(CharsetOfContentType("text/html; charset=utf-8"), "utf-8");
  EXPECT_EQ(CharsetOfContentType("text/html;CHARSET = \"latin1\" ; x=y"), "latin1");
  EXPECT_EQ(CharsetOfContentType("text/html; charset=a; charset=b"), "a");
  EXPECT_EQ(CharsetOfContentType("text/html; charset"), "");
  EXPECT_EQ(CharsetOfContentType(""), "");
}

}  // namespace
}  // namespace kiosque
