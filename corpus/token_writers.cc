#include "corpus/token_writers.h"

#include <fmt/format.h>
#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <algorithm>
#include <map>
#include <new>
#include <utility>

#include "base/article_text.h"
#include "base/ascii.h"
#include "base/clock.h"
#include "base/sanitize.h"
#include "corpus/tei_writer.h"
#include "corpus/text_breaks.h"

namespace kiosque {
namespace {

constexpr std::string_view kTokenSpace = " \t\n\v\f\r";

bool IsTokenSpace(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

// White space of every script: what a break iterator gives as a piece of its own and is no token.
bool IsBlank(std::string_view piece) {
  return IsTokenSpace(piece.front())
             ? std::all_of(piece.begin(), piece.end(), IsTokenSpace)
             : piece == "\xc2\xa0" || piece == "\xe2\x80\xaf" || piece == "\xe3\x80\x80";
}

struct Token {
  std::string_view text;
  bool space_after = true;
};
struct Sentence {
  std::string_view text;  // without white space around it
  std::vector<Token> tokens;
};

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

// Where the pieces of `text` between the breaks of `iterator` end.
void FindEnds(icu::BreakIterator& iterator, std::string_view text, std::vector<std::size_t>& ends) {
  UErrorCode status = U_ZERO_ERROR;
  UText* utext =
      utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status);
  iterator.setText(utext, status);
  ends.clear();
  iterator.first();
  for (std::int32_t end = iterator.next(); end != icu::BreakIterator::DONE; end = iterator.next()) {
    ends.push_back(static_cast<std::size_t>(end));
  }
  utext_close(utext);
}

// Takes paragraphs apart; what it needs for that is kept from one to the next.
class SentenceSplitter {
 public:
  explicit SentenceSplitter(const std::string& language)
      : language_(language), rules_suffice_(HasDefaultBreaks(language)) {}

  template <typename Visit>
  void Split(std::string_view text, Visit visit) {
    if (rules_suffice_) {
      FindSentenceEnds(text, sentence_ends_);
    } else {
      FindEnds(*BreakersOf(language_).sentences, text, sentence_ends_);
    }
    std::size_t begin = 0;
    for (const std::size_t end : sentence_ends_) {
      TakeTokens(Trim(text.substr(begin, end - begin), kTokenSpace));
      begin = end;
      if (!sentence_.tokens.empty()) {
        visit(std::as_const(sentence_));
      }
    }
  }

 private:
  void TakeTokens(std::string_view text) {
    sentence_.text = text;
    sentence_.tokens.clear();
    if (!rules_suffice_ || !FindWordEnds(text, word_ends_)) {
      FindEnds(*BreakersOf(language_).words, text, word_ends_);
    }
    std::size_t begin = 0;
    for (const std::size_t end : word_ends_) {
      const std::string_view word = text.substr(begin, end - begin);
      begin = end;
      if (!IsBlank(word)) {
        sentence_.tokens.push_back({word, false});
      } else if (!sentence_.tokens.empty()) {
        sentence_.tokens.back().space_after = true;
      }
    }
    if (!sentence_.tokens.empty()) {
      sentence_.tokens.back().space_after = true;
    }
  }

  const std::string& language_;
  const bool rules_suffice_;
  Sentence sentence_;
  std::vector<std::size_t> sentence_ends_;
  std::vector<std::size_t> word_ends_;
};

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
    std::string& out = out_;
    out.clear();
    out +=
        "<doc" + Attribute("id", RowId(row)) + Attribute("url", row.url.href()) +
        Attribute("host", row.url.hostname()) + Attribute("title", article.title) +
        Attribute("byline", fmt::format("{}", fmt::join(article.byline, ", "))) +
        Attribute("date_published", article.published ? article.published->Iso() : std::string()) +
        Attribute("date_crawled", FormatUtc(row.version.first_seen)) +
        Attribute("language", article.language) + ">\n";
    SentenceSplitter splitter(article.language);
    for (const Block& block : article.blocks) {
      if (!HasWords(block)) {
        continue;
      }
      out += "<p>\n";
      splitter.Split(block.text, [&out](const Sentence& sentence) {
        out += "<s>\n";
        for (const Token& token : sentence.tokens) {
          AppendXml(token.text, out);
          out += token.space_after ? "\n" : "\n<g/>\n";
        }
        out += "</s>\n";
      });
      out += "</p>\n";
    }
    return sink_->Append(out.append("</doc>\n"));
  }
  Status Finish() override { return sink_->Finish(); }

 private:
  std::unique_ptr<ByteSink> sink_;
  std::string out_;  // of the row at hand; kept, so that its memory is
};

class ConlluWriter final : public RowWriter {
 public:
  explicit ConlluWriter(std::unique_ptr<ByteSink> sink) : sink_(std::move(sink)) {}

  Status Write(const CorpusRow& row) override {
    const Article& article = row.version.article;
    const std::string id = RowId(row);
    std::string& out = out_;
    out.clear();
    out.append("# newdoc id = ").append(id).push_back('\n');
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
    SentenceSplitter splitter(article.language);
    for (const Block& block : article.blocks) {
      if (!HasWords(block)) {
        continue;
      }
      ++paragraph_number;
      bool begins = true;
      splitter.Split(block.text, [&](const Sentence& sentence) {
        if (std::exchange(begins, false)) {
          out.append("# newpar id = ").append(id).append("-p");
          out.append(fmt::format_int(paragraph_number).c_str()).push_back('\n');
        }
        out.append("# sent_id = ").append(id).append("-s");
        out.append(fmt::format_int(++sentence_number).c_str()).append("\n# text = ");
        out.append(SanitizeLine(sentence.text)).push_back('\n');
        AppendTokens(sentence, out);
      });
    }
    // A document without a sentence is none in CoNLL-U.
    return sentence_number > 0 ? sink_->Append(out) : Ok();
  }
  Status Finish() override { return sink_->Finish(); }

 private:
  // Most of what the format writes are these lines, so they are put into place by hand: an append
  // asks each time whether there is room.
  static void AppendTokens(const Sentence& sentence, std::string& out) {
    constexpr std::string_view kSpace = "\t_\t_\t_\t_\t_\t_\t_\t_\n";
    constexpr std::string_view kNoSpace = "\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n";
    constexpr std::size_t kMostDigits = 10;  // of an int
    std::size_t most = sentence.tokens.size() * (kMostDigits + 1 + kNoSpace.size()) + 1;
    for (const Token& token : sentence.tokens) {
      most += token.text.size();
    }
    const std::size_t begin = out.size();
    out.resize(begin + most);
    char* at = out.data() + begin;
    int number = 0;
    for (const Token& token : sentence.tokens) {
      const fmt::format_int id(++number);
      at = std::copy_n(id.data(), id.size(), at);
      *at++ = '\t';
      at = std::copy_n(token.text.data(), token.text.size(), at);
      at = token.space_after ? std::copy_n(kSpace.data(), kSpace.size(), at)
                             : std::copy_n(kNoSpace.data(), kNoSpace.size(), at);
    }
    *at++ = '\n';
    out.resize(static_cast<std::size_t>(at - out.data()));
  }

  std::unique_ptr<ByteSink> sink_;
  std::string out_;  // of the row at hand; kept, so that its memory is
};

}  // namespace

std::unique_ptr<RowWriter> MakeVerticalWriter(std::unique_ptr<ByteSink> sink) {
  return std::make_unique<VerticalWriter>(std::move(sink));
}

std::unique_ptr<RowWriter> MakeConlluWriter(std::unique_ptr<ByteSink> sink) {
  return std::make_unique<ConlluWriter>(std::move(sink));
}

}  // namespace kiosque
