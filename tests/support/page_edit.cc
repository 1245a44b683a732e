#include "support/page_edit.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "base/ascii.h"

namespace kiosque::testing {
namespace {

constexpr std::array kPhrases = {
    Phrases{"en", "apparently", "as many had long expected", "seventeen", "Martin Holloway",
            "Edward Pemberton",
            "The council will meet again to discuss what should happen with the old building.",
            "Several neighbours said they were pleased with how the evening had gone.",
            "we never wanted any of this to happen", "What happens next",
            "Old building to be torn down after long dispute"},
    Phrases{"de", "offenbar", "wie viele schon lange erwartet hatten", "siebzehn",
            "Martin Holzmann", "Edgar Pfefferkorn",
            "Der Rat will noch einmal beraten, was mit dem alten Haus geschehen soll.",
            "Mehrere Nachbarn sagten, sie seien mit dem Verlauf des Abends sehr zufrieden.",
            "wir haben das alles niemals gewollt", "Wie es weitergeht",
            "Altes Haus soll nach langem Streit verschwinden"},
    Phrases{"fr", "visiblement", "comme beaucoup s'y attendaient depuis longtemps", "quatorze",
            "Martin Hollande", "Edmond Pelletier",
            "Le conseil se réunira encore pour décider de ce que deviendra la vieille maison.",
            "Plusieurs voisins se sont dits contents de la façon dont la soirée avait tourné.",
            "nous n'avons jamais voulu tout cela", "Et maintenant",
            "La vieille maison sera rasée après une longue dispute"},
    Phrases{"es", "aparentemente", "como muchos esperaban desde hace tiempo", "cuarenta",
            "Martín Hidalgo", "Eduardo Perales",
            "El concejo se reunirá otra vez para decidir qué pasará con la vieja casa.",
            "Varios vecinos dijeron que estaban contentos con la forma en que fue la noche.",
            "nunca quisimos que pasara nada de esto", "Qué pasará ahora",
            "La vieja casa será derribada tras una larga disputa"},
};

const Phrases* PhrasesOf(const Article& article) {
  const auto found = std::find_if(kPhrases.begin(), kPhrases.end(), [&](const Phrases& phrases) {
    return phrases.language == article.language;
  });
  return found == kPhrases.end() ? nullptr : &*found;
}

bool IsLower(char c) {
  return c >= 'a' && c <= 'z';
}
bool IsUpper(char c) {
  return c >= 'A' && c <= 'Z';
}

bool HasQuotes(const std::string& text) {
  for (const char* mark : {"\"", "“", "”", "„", "«", "»", "‘", "’", "'", "‚"}) {
    if (text.find(mark) != std::string::npos) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::size_t CountOf(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos;
       at = text.find(part, at + part.size())) {
    ++count;
  }
  return count;
}

bool ReplaceAll(std::string& text, std::string_view from, std::string_view to) {
  bool any = false;
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
    any = true;
  }
  return any && !from.empty();
}

std::vector<PlainWord> WordsOf(const std::string& text) {
  std::vector<PlainWord> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word = std::string_view(text).substr(at, end - at);
    words.push_back({word, at, std::all_of(word.begin(), word.end(), IsLower)});
    at = end + 1;
  }
  return words;
}

std::vector<PlainParagraph> ParagraphsOf(const EditedPage& page) {
  constexpr std::uint32_t kFewest = 14;
  std::vector<PlainParagraph> found;
  for (const Block& block : page.article.blocks) {
    const auto words = static_cast<std::uint32_t>(WordsOf(block.text).size());
    if (block.kind != BlockKind::kParagraph || words < kFewest ||
        block.text.find_first_of("&<>\n") != std::string::npos ||
        CountOf(page.html, block.text) != 1) {
      continue;
    }
    PlainParagraph paragraph{.text = block.text, .begin = page.html.find(block.text)};
    paragraph.end = paragraph.begin + block.text.size();
    paragraph.open = page.html.rfind("<p", paragraph.begin);
    paragraph.close = page.html.find("</p>", paragraph.end);
    if (paragraph.open == std::string::npos || paragraph.close == std::string::npos) {
      continue;
    }
    const std::string_view before(page.html.data() + paragraph.open,
                                  paragraph.begin - paragraph.open);
    const std::string_view after(page.html.data() + paragraph.end, paragraph.close - paragraph.end);
    if (CountOf(before, "<") == 1 && Trim(after, " \r\n\t").empty()) {
      paragraph.close += 4;
      found.push_back(std::move(paragraph));
    }
  }
  return found;
}

// The first paragraph for which `change` answers its new text; a later one before an earlier.
bool EditParagraph(EditedPage& page, const ParagraphChange& change, bool quotes) {
  auto paragraphs = ParagraphsOf(page);
  std::rotate(paragraphs.begin(), paragraphs.begin() + (paragraphs.size() > 1 ? 1 : 0),
              paragraphs.end());
  for (const PlainParagraph& paragraph : paragraphs) {
    if (HasQuotes(paragraph.text) != quotes) {
      continue;
    }
    if (const auto text = change(paragraph.text); text && *text != paragraph.text) {
      page.html.replace(paragraph.begin, paragraph.text.size(), *text);
      return true;
    }
  }
  return false;
}

// Changes a word in small letters inside a sentence, `least` letters long.
bool EditWord(EditedPage& page, std::size_t least, const TextChange& change) {
  return EditParagraph(page, [&](const std::string& text) -> std::optional<std::string> {
    const auto words = WordsOf(text);
    for (std::size_t i = words.size() / 2; i + 1 < words.size(); ++i) {
      const bool inside = words[i - 1].lower && words[i + 1].lower;
      if (inside && words[i].lower && words[i].text.size() >= least) {
        std::string word = change(std::string(words[i].text));
        if (word != words[i].text) {
          std::string out = text;
          return out.replace(words[i].at, words[i].text.size(), word);
        }
      }
    }
    return std::nullopt;
  });
}

// Puts `words` between two small words.
bool InsertWords(EditedPage& page, const std::string& words) {
  return EditWord(page, 2, [&](const std::string& word) { return word + " " + words; });
}

bool WithPhrases(EditedPage& page, const std::function<bool(const Phrases&)>& edit) {
  const Phrases* phrases = PhrasesOf(page.article);
  return phrases != nullptr && edit(*phrases);
}

// A number in digits, alone or with a unit, inside a paragraph.
bool EditNumber(EditedPage& page, const TextChange& change, const char* behind) {
  return EditParagraph(page, [&](const std::string& text) -> std::optional<std::string> {
    const auto words = WordsOf(text);
    for (std::size_t i = 2; i + 1 < words.size(); ++i) {
      std::string_view digits = words[i].text;
      if (!digits.ends_with(behind)) {
        continue;
      }
      digits.remove_suffix(std::string_view(behind).size());
      if (digits.empty() || digits.size() > 4 || !AreAsciiDigits(digits) || !words[i - 1].lower ||
          !words[i + 1].lower) {
        continue;
      }
      std::string out = text;
      const std::string number = change(std::string(digits));
      // What is taken away takes its space along.
      out.replace(words[i].at, digits.size() + (number.empty() ? 1 : 0), number);
      return out;
    }
    return std::nullopt;
  });
}

// A name of two words inside a sentence, as "said Martin Holloway on".
bool EditName(EditedPage& page, const TextChange& change) {
  const auto capital = [](std::string_view word) {
    return word.size() >= 4 && IsUpper(word[0]) &&
           std::all_of(word.begin() + 1, word.end(), IsLower);
  };
  return EditParagraph(page, [&](const std::string& text) -> std::optional<std::string> {
    const auto words = WordsOf(text);
    for (std::size_t i = 2; i + 2 < words.size(); ++i) {
      if (words[i - 1].lower && capital(words[i].text) && capital(words[i + 1].text) &&
          words[i + 2].lower) {
        std::string out = text;
        const std::string name(words[i].text.data(),
                               words[i].text.size() + 1 + words[i + 1].text.size());
        const std::string now = change(name);
        out.replace(words[i].at, name.size() + (now.empty() ? 1 : 0), now);
        return out;
      }
    }
    return std::nullopt;
  });
}

// The words between the first pair of quotation marks, when they are four at least.
bool EditQuote(EditedPage& page, const TextChange& change) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kMarks = {
      {{"\"", "\""}, {"“", "”"}, {"„", "“"}, {"«", "»"}}};
  return EditParagraph(
      page,
      [&](const std::string& text) -> std::optional<std::string> {
        for (const auto& [open, close] : kMarks) {
          const std::size_t begin = text.find(open);
          const std::size_t end =
              begin == std::string::npos ? begin : text.find(close, begin + open.size());
          if (end == std::string::npos || CountOf(text, open) > (open == close ? 2 : 1)) {
            continue;
          }
          const std::string words = text.substr(begin + open.size(), end - begin - open.size());
          if (CountOf(words, " ") < 4) {
            continue;
          }
          std::string out = text;
          return out.replace(begin + open.size(), words.size(), change(words));
        }
        return std::nullopt;
      },
      true);
}

// Behind the `nth` paragraph, or the last one.
bool InsertHtml(EditedPage& page, std::size_t nth, const std::string& html) {
  const auto paragraphs = ParagraphsOf(page);
  if (paragraphs.size() < 3) {
    return false;
  }
  page.html.insert(paragraphs[std::min(nth, paragraphs.size() - 1)].close, html);
  return true;
}

bool RemoveParagraph(EditedPage& page, std::size_t nth) {
  const auto paragraphs = ParagraphsOf(page);
  if (paragraphs.size() < 5) {
    return false;
  }
  const PlainParagraph& gone = paragraphs[std::min(nth, paragraphs.size() - 1)];
  page.html.erase(gone.open, gone.close - gone.open);
  return true;
}

// Wherever the page has its headline.
bool InText(const EditedPage& page, std::string_view words) {
  return std::any_of(page.article.blocks.begin(), page.article.blocks.end(),
                     [&](const Block& block) { return CountOf(block.text, words) > 0; });
}

bool EditTitle(EditedPage& page, const TextChange& change) {
  const std::string& title = page.article.title;
  if (InText(page, title)) {
    return false;
  }
  return WordsOf(title).size() >= 4 && title.find_first_of("&<>\"'") == std::string::npos &&
         ReplaceAll(page.html, title, change(title));
}

// The date that metadata give, a day later, wherever the page has it.
bool BumpDate(EditedPage& page, const std::optional<ArticleDate>& date) {
  if (!date || date->source == "text" || date->source == "url") {
    return false;
  }
  const std::string day = date->Iso().substr(0, 10);
  ArticleDate next = *date;
  next.utc += std::chrono::days{1};
  return page.article.published && ReplaceAll(page.html, day, next.Iso().substr(0, 10));
}

bool InHead(EditedPage& page, const std::string& html) {
  const std::size_t at = page.html.find("</head>");
  if (at == std::string::npos) {
    return false;
  }
  page.html.insert(at, html);
  return true;
}

bool AtEnd(EditedPage& page, const std::string& html) {
  const std::size_t at = page.html.rfind("</body>");
  if (at == std::string::npos) {
    return false;
  }
  page.html.insert(at, html);
  return true;
}

}  // namespace kiosque::testing
