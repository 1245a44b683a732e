#include "corpus/token_writers.h"

#include <fmt/format.h>
#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <algorithm>
#include <map>
#include <new>
#include <utility>

#include "base/article_text.h"
#include "base/clock.h"
#include "base/sanitize.h"
#include "corpus/tei_writer.h"

namespace kiosque {
namespace {

std::string_view Trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\n\r\f\v";
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) {
    return {};
  }
  return text.substr(begin, text.find_last_not_of(kSpace) + 1 - begin);
}

// White space of every script: what a break iterator gives as a piece of its own and is no token.
bool IsBlank(std::string_view piece) {
  return Trim(piece).empty() || piece == "\xc2\xa0" || piece == "\xe2\x80\xaf" ||
         piece == "\xe3\x80\x80";
}

using BreakIteratorPtr = std::unique_ptr<icu::BreakIterator>;

// The two iterators of a language; making them is dear, so they are kept.
struct Breakers {
  BreakIteratorPtr sentences;
  BreakIteratorPtr words;
};

Breakers& BreakersOf(const std::string& language) {
  thread_local std::map<std::string, Breakers> kept;
  constexpr std::size_t kMaxKept = 64;
  const auto found = kept.find(language);
  if (found != kept.end()) {
    return found->second;
  }
  if (kept.size() >= kMaxKept) {
    kept.clear();
  }
  UErrorCode status = U_ZERO_ERROR;
  const icu::Locale locale = icu::Locale::createFromName(language.c_str());
  Breakers breakers;
  breakers.sentences.reset(icu::BreakIterator::createSentenceInstance(locale, status));
  breakers.words.reset(icu::BreakIterator::createWordInstance(locale, status));
  if (U_FAILURE(status) != 0) {
    throw std::bad_alloc();
  }
  return kept.emplace(language, std::move(breakers)).first->second;
}

// The pieces of `text` between the breaks of `iterator`.
std::vector<std::string_view> Pieces(icu::BreakIterator& iterator, std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  UText* utext =
      utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status);
  iterator.setText(utext, status);
  std::vector<std::string_view> pieces;
  std::int32_t begin = iterator.first();
  for (std::int32_t end = iterator.next(); end != icu::BreakIterator::DONE; end = iterator.next()) {
    pieces.push_back(
        text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin)));
    begin = end;
  }
  utext_close(utext);
  return pieces;
}

std::string Attribute(std::string_view name, std::string_view value) {
  std::string out;
  if (!value.empty()) {
    out = fmt::format(" {}=\"", name);
    AppendXml(SanitizeLine(value), out);
    out.push_back('"');
  }
  return out;
}

class VerticalWriter final : public RowWriter {
 public:
  explicit VerticalWriter(std::unique_ptr<ByteSink> sink) : sink_(std::move(sink)) {}

  Status Write(const CorpusRow& row) override {
    const Article& article = row.version.article;
    std::string out =
        "<doc" + Attribute("id", RowId(row)) + Attribute("url", row.url.href()) +
        Attribute("host", row.url.hostname()) + Attribute("title", article.title) +
        Attribute("byline", fmt::format("{}", fmt::join(article.byline, ", "))) +
        Attribute("date_published", article.published ? article.published->Iso() : std::string()) +
        Attribute("date_crawled", FormatUtc(row.version.first_seen)) +
        Attribute("language", article.language) + ">\n";
    for (const std::string& paragraph : BodyParagraphs(article)) {
      out += "<p>\n";
      for (const Sentence& sentence : SplitSentences(paragraph, article.language)) {
        out += "<s>\n";
        for (const Token& token : sentence.tokens) {
          AppendXml(token.text, out);
          out += token.space_after ? "\n" : "\n<g/>\n";
        }
        out += "</s>\n";
      }
      out += "</p>\n";
    }
    return sink_->Append(out + "</doc>\n");
  }
  Status Finish() override { return sink_->Finish(); }

 private:
  std::unique_ptr<ByteSink> sink_;
};

class ConlluWriter final : public RowWriter {
 public:
  explicit ConlluWriter(std::unique_ptr<ByteSink> sink) : sink_(std::move(sink)) {}

  Status Write(const CorpusRow& row) override {
    const Article& article = row.version.article;
    const std::string id = RowId(row);
    std::string out = fmt::format("# newdoc id = {}\n", id);
    const auto comment = [&out](std::string_view name, std::string_view value) {
      out += value.empty() ? std::string() : fmt::format("# {} = {}\n", name, SanitizeLine(value));
    };
    comment("url", row.url.href());
    comment("title", article.title);
    comment("date_published", article.published ? article.published->Iso() : std::string());
    comment("date_crawled", FormatUtc(row.version.first_seen));
    comment("language", article.language);
    int paragraph_number = 0;
    int sentence_number = 0;
    for (const std::string& paragraph : BodyParagraphs(article)) {
      std::string before = fmt::format("# newpar id = {}-p{}\n", id, ++paragraph_number);
      for (const Sentence& sentence : SplitSentences(paragraph, article.language)) {
        out += std::exchange(before, std::string());
        out += fmt::format("# sent_id = {}-s{}\n# text = {}\n", id, ++sentence_number,
                           SanitizeLine(sentence.text));
        AppendTokens(sentence, out);
      }
    }
    // A document without a sentence is none in CoNLL-U.
    return sentence_number > 0 ? sink_->Append(out) : Ok();
  }
  Status Finish() override { return sink_->Finish(); }

 private:
  static void AppendTokens(const Sentence& sentence, std::string& out) {
    int number = 0;
    for (const Token& token : sentence.tokens) {
      out += fmt::format("{}\t{}\t_\t_\t_\t_\t_\t_\t_\t{}\n", ++number, token.text,
                         token.space_after ? "_" : "SpaceAfter=No");
    }
    out.push_back('\n');
  }

  std::unique_ptr<ByteSink> sink_;
};

}  // namespace

std::vector<Sentence> SplitSentences(std::string_view text, const std::string& language) {
  Breakers& breakers = BreakersOf(language);
  std::vector<Sentence> sentences;
  for (const std::string_view piece : Pieces(*breakers.sentences, text)) {
    Sentence sentence;
    sentence.text = Trim(piece);
    for (const std::string_view word : Pieces(*breakers.words, sentence.text)) {
      if (!IsBlank(word)) {
        sentence.tokens.push_back({word, false});
      } else if (!sentence.tokens.empty()) {
        sentence.tokens.back().space_after = true;
      }
    }
    if (!sentence.tokens.empty()) {
      sentence.tokens.back().space_after = true;
      sentences.push_back(std::move(sentence));
    }
  }
  return sentences;
}

std::unique_ptr<RowWriter> MakeVerticalWriter(std::unique_ptr<ByteSink> sink) {
  return std::make_unique<VerticalWriter>(std::move(sink));
}

std::unique_ptr<RowWriter> MakeConlluWriter(std::unique_ptr<ByteSink> sink) {
  return std::make_unique<ConlluWriter>(std::move(sink));
}

}  // namespace kiosque
