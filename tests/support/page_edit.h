// page_edit.h — finds places in the HTML of any page, and changes them as its publisher would.
//
// Each function answers false when the page does not offer what is asked for: a paragraph that
// stands in the HTML as it is read, a number, a name, a quotation, the headline …
#ifndef KIOSQUE_TESTS_SUPPORT_PAGE_EDIT_H_
#define KIOSQUE_TESTS_SUPPORT_PAGE_EDIT_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/article.h"

namespace kiosque::testing {

/// A page and what is read in it; an edit changes `html`.
struct EditedPage {
  std::string html;
  const Article& article;
};

using TextChange = std::function<std::string(std::string)>;
using ParagraphChange = std::function<std::optional<std::string>(const std::string&)>;

/// Words of the languages that most pages are in, of no page in particular.
struct Phrases {
  std::string_view language, adverb, clause, number, name, name2, paragraph, second, quoted,
      heading, headline;
};
/// `edit` with the phrases of the page's language.
bool WithPhrases(EditedPage& page, const std::function<bool(const Phrases&)>& edit);

/// A paragraph that stands in the HTML as it is read, alone in its <p>.
struct PlainParagraph {
  std::string text;
  std::size_t begin = 0, end = 0;   // of the text
  std::size_t open = 0, close = 0;  // of <p …> and behind </p>
};
std::vector<PlainParagraph> ParagraphsOf(const EditedPage& page);

/// A word of a paragraph, with where it stands in it.
struct PlainWord {
  std::string_view text;
  std::size_t at = 0;
  bool lower = false;  // ASCII small letters alone
};
std::vector<PlainWord> WordsOf(const std::string& text);

std::size_t CountOf(std::string_view text, std::string_view part);
bool ReplaceAll(std::string& text, std::string_view from, std::string_view to);

/// The first paragraph, with quotations or without, for which `change` answers another text.
bool EditParagraph(EditedPage& page, const ParagraphChange& change, bool quotes = false);
/// A word in small letters inside a sentence, `least` letters long.
bool EditWord(EditedPage& page, std::size_t least, const TextChange& change);
/// Puts `words` between two small words.
bool InsertWords(EditedPage& page, const std::string& words);
/// A number of at most four digits, `behind` it what is given.
bool EditNumber(EditedPage& page, const TextChange& change, const char* behind = "");
/// A name of two words inside a sentence.
bool EditName(EditedPage& page, const TextChange& change);
/// The words between quotation marks.
bool EditQuote(EditedPage& page, const TextChange& change);
/// Whether the text of the article has `words`.
bool InText(const EditedPage& page, std::string_view words);
/// Wherever the page has its headline, unless its text repeats it.
bool EditTitle(EditedPage& page, const TextChange& change);
/// The date that metadata give, a day later, wherever the page has it.
bool BumpDate(EditedPage& page, const std::optional<ArticleDate>& date);
/// Behind the `nth` paragraph, or the last one.
bool InsertHtml(EditedPage& page, std::size_t nth, const std::string& html);
bool RemoveParagraph(EditedPage& page, std::size_t nth);
bool InHead(EditedPage& page, const std::string& html);
bool AtEnd(EditedPage& page, const std::string& html);

}  // namespace kiosque::testing

#endif  // KIOSQUE_TESTS_SUPPORT_PAGE_EDIT_H_
