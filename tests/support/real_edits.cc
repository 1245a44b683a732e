#include "support/real_edits.h"

#include <string_view>
#include <utility>

#include "support/page_edit.h"

namespace kiosque::testing {
namespace {

using Change = ChangeClass;

std::string Swapped(std::string word) {
  for (std::size_t i = 1; i + 2 < word.size(); ++i) {
    if (word[i] != word[i + 1]) {
      std::swap(word[i], word[i + 1]);
      break;
    }
  }
  return word;
}

std::string P(std::string_view text) {
  return "\n<p>" + std::string(text) + "</p>\n";
}

void AddTypos(std::vector<RealEdit>& edits) {
  const auto word = [&](const char* name, std::size_t least, auto change) {
    edits.push_back({name, Change::kTypo,
                     [least, change](EditedPage& page) { return EditWord(page, least, change); }});
  };
  word("letters transposed", 6, Swapped);
  word("letter left out", 6, [](std::string w) { return w.erase(3, 1); });
  word("letter doubled", 6, [](const std::string& w) { return w.substr(0, 4) + w.substr(3); });
  word("letter wrong", 9, [](std::string w) {
    w[5] = w[5] == 'o' ? 'i' : 'o';
    return w;
  });
  word("accent added", 6, [](std::string w) {
    const std::size_t at = w.find('e', 1);
    return at == std::string::npos ? w : w.replace(at, 1, "é");
  });
  word("word doubled", 3, [](const std::string& w) { return w + " " + w; });
  word("comma added", 4, [](const std::string& w) { return w + ","; });
  word("capital added", 5, [](std::string w) {
    w[0] = static_cast<char>(w[0] - 'a' + 'A');
    return w;
  });
  edits.push_back({"full stop left out", Change::kTypo, [](EditedPage& page) {
                     return EditParagraph(page, [](std::string text) {
                       return std::optional(text.ends_with('.') ? text.substr(0, text.size() - 1)
                                                                : text);
                     });
                   }});
  edits.push_back({"exclamation mark", Change::kTypo, [](EditedPage& page) {
                     return EditParagraph(page, [](std::string text) {
                       if (text.ends_with('.')) {
                         text.back() = '!';
                       }
                       return std::optional(text);
                     });
                   }});
  const auto between = [&](const char* name, std::size_t shift, std::string_view put) {
    edits.push_back({name, Change::kTypo, [shift, put](EditedPage& page) {
                       return EditParagraph(
                           page, [&](const std::string& text) -> std::optional<std::string> {
                             const auto words = WordsOf(text);
                             for (std::size_t i = 3; i + 1 < words.size(); ++i) {
                               if (words[i].lower && words[i + 1].lower &&
                                   words[i].text.size() > 3 && words[i + 1].text.size() > 3) {
                                 std::string out = text;
                                 out.erase(words[i + 1].at - 1, 1);
                                 return out.insert(words[i + 1].at - 1 + shift, put);
                               }
                             }
                             return std::nullopt;
                           });
                     }});
  };
  between("words run together", 0, "");
  between("space one letter late", 1, " ");
  between("hyphen for a space", 0, "-");
  edits.push_back({"slip in the headline", Change::kTypo, [](EditedPage& page) {
                     return EditTitle(page,
                                      [](std::string title) {
                                        for (const PlainWord& w : WordsOf(title)) {
                                          if (w.lower && w.text.size() >= 6) {
                                            return title.replace(w.at, w.text.size(),
                                                                 Swapped(std::string(w.text)));
                                          }
                                        }
                                        return title;
                                      }) &&
                            page.html.find(page.article.title) == std::string::npos;
                   }});
  edits.push_back({"paragraph cut in two", Change::kTypo, [](EditedPage& page) {
                     return EditParagraph(
                         page, [](const std::string& text) -> std::optional<std::string> {
                           const std::size_t at = text.find(". ", text.size() / 3);
                           if (at == std::string::npos || text.size() - at < 40 || at < 40) {
                             return std::nullopt;
                           }
                           return text.substr(0, at + 1) + "</p>\n<p>" + text.substr(at + 2);
                         });
                   }});
}

void AddNoise(std::vector<RealEdit>& edits) {
  const auto noise = [&](const char* name, std::function<bool(EditedPage&)> make) {
    edits.push_back({name, Change::kNone, std::move(make)});
  };
  noise("nothing", [](EditedPage&) { return true; });
  noise("space doubled", [](EditedPage& page) {
    return EditWord(page, 4, [](const std::string& w) { return w + " "; });
  });
  noise("line break in a paragraph", [](EditedPage& page) {
    return EditWord(page, 4, [](const std::string& w) { return w + "\n     "; });
  });
  noise("word in bold", [](EditedPage& page) {
    return EditWord(page, 4, [](const std::string& w) { return "<b>" + w + "</b>"; });
  });
  noise("word became a link", [](EditedPage& page) {
    return EditWord(page, 4, [](const std::string& w) { return "<a href=\"/t/\">" + w + "</a>"; });
  });
  noise("letter as a reference", [](EditedPage& page) {
    return EditWord(page, 4, [](std::string w) {
      return "&#" + std::to_string(static_cast<int>(w[0])) + ";" + w.substr(1);
    });
  });
  noise("curly quotation marks", [](EditedPage& page) {
    return EditParagraph(
        page,
        [](std::string text) {
          return std::optional(ReplaceAll(text, "’", "'") || ReplaceAll(text, "'", "’") ? text
                                                                                        : text);
        },
        true);
  });
  noise("nonce in the head", [](EditedPage& page) {
    return InHead(page,
                  "<meta name=\"csrf-token\" content=\"9f86d081884c7d65\">\n"
                  "<script nonce=\"2c26b46b\">window.t=1713009600;</script>\n");
  });
  noise("attributes of a paragraph", [](EditedPage& page) {
    const auto paragraphs = ParagraphsOf(page);
    if (paragraphs.empty()) {
      return false;
    }
    page.html.insert(paragraphs[0].open + 2, " data-id=\"8812\" id=\"p-1713009600\"");
    return true;
  });
  noise("script between paragraphs", [](EditedPage& page) {
    return InsertHtml(page, 1, "<script>googletag.cmd.push(function(){show('div-7')});</script>");
  });
  noise("advertisement between paragraphs", [](EditedPage& page) {
    return InsertHtml(page, 1,
                      "<div class=\"ad-slot ad\" id=\"ad-7\"><iframe "
                      "src=\"https://ads.example/b?i=7\"></iframe></div>");
  });
  noise("label of an advertisement", [](EditedPage& page) {
    return InsertHtml(page, 1,
                      "<div class=\"advertisement\"><span>Advertisement</span><a "
                      "href=\"https://ads.example/c?i=9\"><img src=\"/b.gif\" alt=\"\"></a></div>");
  });
  noise("comment in the source", [](EditedPage& page) {
    return InsertHtml(page, 0, "<!-- rendered by web-7 in 0.213 s -->");
  });
  noise("box of related articles", [](EditedPage& page) {
    return AtEnd(page,
                 "<aside class=\"related\"><h3>More</h3><ul><li><a href=\"/a\">Another story that "
                 "was written</a></li><li><a href=\"/b\">And one more that was read</a></li></ul>"
                 "</aside>");
  });
  noise("share counter", [](EditedPage& page) {
    return InsertHtml(page, 99, "<div class=\"share\"><span>165 shares</span></div>");
  });
}

void AddWording(std::vector<RealEdit>& edits) {
  const auto wording = [&](const char* name, std::function<bool(EditedPage&)> make) {
    edits.push_back({name, Change::kWording, std::move(make)});
  };
  wording("another word", [](EditedPage& page) {
    return WithPhrases(page, [&](const Phrases& phrases) {
      return EditWord(page, 5, [&](const std::string&) { return std::string(phrases.adverb); });
    });
  });
  wording("adverb added", [](EditedPage& page) {
    return WithPhrases(page, [&](const Phrases& phrases) {
      return InsertWords(page, std::string(phrases.adverb));
    });
  });
  wording("clause added", [](EditedPage& page) {
    return WithPhrases(page, [&](const Phrases& phrases) {
      return InsertWords(page, std::string(phrases.clause));
    });
  });
  wording("word left out", [](EditedPage& page) {
    return EditParagraph(page, [](const std::string& text) -> std::optional<std::string> {
      const auto words = WordsOf(text);
      for (std::size_t i = 3; i + 1 < words.size(); ++i) {
        if (words[i - 1].lower && words[i].lower && words[i + 1].lower &&
            words[i].text.size() > 4 && words[i - 1].text != words[i].text) {
          std::string out = text;
          return out.erase(words[i].at, words[i].text.size() + 1);
        }
      }
      return std::nullopt;
    });
  });
  wording("sub-heading added", [](EditedPage& page) {
    return WithPhrases(page, [&](const Phrases& phrases) {
      return InsertHtml(page, 1, "\n<h2>" + std::string(phrases.heading) + "</h2>\n");
    });
  });
  wording("paragraphs exchanged", [](EditedPage& page) {
    const auto paragraphs = ParagraphsOf(page);
    if (paragraphs.size() < 4) {
      return false;
    }
    const PlainParagraph& a = paragraphs[1];
    const PlainParagraph& b = paragraphs[3];
    page.html.replace(b.begin, b.text.size(), a.text);
    page.html.replace(a.begin, a.text.size(), b.text);
    return true;
  });
}

void AddHeadlines(std::vector<RealEdit>& edits) {
  const auto title = [&](const char* name,
                         std::function<std::string(std::string, const Phrases&)> f) {
    edits.push_back({name, Change::kHeadline, [f = std::move(f)](EditedPage& page) {
                       return WithPhrases(page, [&](const Phrases& phrases) {
                         return EditTitle(page,
                                          [&](const std::string& t) { return f(t, phrases); });
                       });
                     }});
  };
  title("another headline",
        [](const std::string&, const Phrases& p) { return std::string(p.headline); });
  title("headline made longer",
        [](const std::string& t, const Phrases& p) { return t + " " + std::string(p.clause); });
  title("headline cut short", [](const std::string& t, const Phrases&) {
    const auto words = WordsOf(t);
    return t.substr(0, words[words.size() / 2 + 1].at - 1);
  });
  title("word put before the headline",
        [](const std::string& t, const Phrases&) { return "Update: " + t; });
  title("number in the headline", [](const std::string& t, const Phrases&) { return t + " (12)"; });
}

void AddNumbersAndNames(std::vector<RealEdit>& edits) {
  const auto substance = [&](const char* name, std::function<bool(EditedPage&)> make) {
    edits.push_back({name, Change::kSubstance, std::move(make)});
  };
  substance("another number", [](EditedPage& page) {
    return EditNumber(page, [](const std::string& n) { return "7" + n; });
  });
  substance("digit changed", [](EditedPage& page) {
    return EditNumber(page, [](std::string n) {
      n.back() = n.back() == '9' ? '8' : static_cast<char>(n.back() + 1);
      return n;
    });
  });
  substance("number left out",
            [](EditedPage& page) { return EditNumber(page, [](auto) { return ""; }); });
  substance("number before the unit", [](EditedPage& page) {
    return EditNumber(
        page, [](const std::string& n) { return n + "0"; }, "%");
  });
  substance("number added", [](EditedPage& page) { return InsertWords(page, "340"); });
  substance("number in words added", [](EditedPage& page) {
    return WithPhrases(page, [&](const Phrases& phrases) {
      return InsertWords(page, std::string(phrases.number));
    });
  });
  substance("another name", [](EditedPage& page) {
    return WithPhrases(page, [&](const Phrases& phrases) {
      return EditName(page, [&](const std::string&) { return std::string(phrases.name2); });
    });
  });
  substance("name left out", [](EditedPage& page) {
    const auto once = [&](const std::string& name) {
      return CountOf(page.html, name.substr(0, name.find(' '))) == 1;
    };
    return EditName(page, [&](const std::string& n) { return once(n) ? std::string() : n; });
  });
  substance("surname of another", [](EditedPage& page) {
    return EditName(page,
                    [](const std::string& n) { return n.substr(0, n.find(' ')) + " Pemberton"; });
  });
  substance("name added", [](EditedPage& page) {
    return WithPhrases(
        page, [&](const Phrases& phrases) { return InsertWords(page, std::string(phrases.name)); });
  });
}

void AddQuotes(std::vector<RealEdit>& edits) {
  const auto substance = [&](const char* name, std::function<bool(EditedPage&)> make) {
    edits.push_back({name, Change::kSubstance, std::move(make)});
  };
  substance("word in a quotation", [](EditedPage& page) {
    return WithPhrases(page, [&](const Phrases& phrases) {
      return EditQuote(page, [&](std::string words) {
        const std::size_t at = words.find(' ', words.find(' ') + 1);
        return words.insert(at, " " + std::string(phrases.adverb));
      });
    });
  });
  substance("quotation cut short", [](EditedPage& page) {
    return EditQuote(page, [](const std::string& words) {
      return words.substr(0, words.find(' ', words.size() / 2));
    });
  });
  substance("another quotation", [](EditedPage& page) {
    return WithPhrases(page, [&](const Phrases& phrases) {
      return EditQuote(page, [&](const std::string&) { return std::string(phrases.quoted); });
    });
  });
  substance("quotation added", [](EditedPage& page) {
    return WithPhrases(page, [&](const Phrases& phrases) {
      return EditParagraph(page, [&](const std::string& text) {
        return std::optional(text + " “" + std::string(phrases.quoted) + "”.");
      });
    });
  });
  substance("block quote added", [](EditedPage& page) {
    return WithPhrases(page, [&](const Phrases& phrases) {
      return InsertHtml(page, 1,
                        "<blockquote><p>" + std::string(phrases.second) + "</p></blockquote>");
    });
  });
}

void AddParagraphs(std::vector<RealEdit>& edits) {
  const auto substance = [&](const char* name, std::function<bool(EditedPage&)> make) {
    edits.push_back({name, Change::kSubstance, std::move(make)});
  };
  for (const auto& [name, nth] : {std::pair("paragraph added near the start", std::size_t{0}),
                                  std::pair("paragraph added in the middle", std::size_t{2}),
                                  std::pair("paragraph added at the end", std::size_t{99})}) {
    substance(name, [nth = nth](EditedPage& page) {
      return WithPhrases(page, [&](const Phrases& phrases) {
        return InsertHtml(page, nth, P(phrases.paragraph));
      });
    });
  }
  substance("two paragraphs added", [](EditedPage& page) {
    return WithPhrases(page, [&](const Phrases& phrases) {
      return InsertHtml(page, 1, P(phrases.paragraph) + P(phrases.second));
    });
  });
  substance("first paragraph removed", [](EditedPage& page) { return RemoveParagraph(page, 0); });
  substance("third paragraph removed", [](EditedPage& page) { return RemoveParagraph(page, 2); });
  substance("last paragraph removed", [](EditedPage& page) { return RemoveParagraph(page, 99); });
  substance("paragraph written anew", [](EditedPage& page) {
    return WithPhrases(page, [&](const Phrases& phrases) {
      return EditParagraph(
          page, [&](const std::string&) { return std::optional(std::string(phrases.paragraph)); });
    });
  });
}

void AddDatesAndCredits(std::vector<RealEdit>& edits) {
  edits.push_back({"publication date bumped", Change::kDate,
                   [](EditedPage& page) { return BumpDate(page, page.article.published); }});
  edits.push_back({"modification date bumped", Change::kDate, [](EditedPage& page) {
                     return page.article.modified && page.article.published &&
                            page.article.modified->Iso().substr(0, 10) !=
                                page.article.published->Iso().substr(0, 10) &&
                            BumpDate(page, page.article.modified);
                   }});
  edits.push_back({"another author", Change::kCredits, [](EditedPage& page) {
                     return WithPhrases(page, [&](const Phrases& phrases) {
                       const std::string name =
                           page.article.byline.size() == 1 ? page.article.byline[0] : std::string();
                       return name.find(' ') != std::string::npos && !InText(page, name) &&

                              ReplaceAll(page.html, name, phrases.name);
                     });
                   }});
  edits.push_back({"another picture", Change::kCredits, [](EditedPage& page) {
                     if (!page.article.lead_image) {
                       return false;
                     }
                     const std::string path(page.article.lead_image->path());
                     const std::size_t name = path.rfind('/') + 1;
                     return path.size() - name > 6 &&
                            ReplaceAll(page.html, path.substr(name), "7" + path.substr(name));
                   }});
  edits.push_back({"slip and a number", Change::kSubstance, [](EditedPage& page) {
                     return EditWord(page, 6, Swapped) && InsertWords(page, "340");
                   }});
  edits.push_back({"date and other words", Change::kWording, [](EditedPage& page) {
                     return WithPhrases(page, [&](const Phrases& phrases) {
                       return InsertWords(page, std::string(phrases.adverb)) &&
                              BumpDate(page, page.article.published);
                     });
                   }});
  edits.push_back({"headline and a paragraph", Change::kSubstance, [](EditedPage& page) {
                     return WithPhrases(page, [&](const Phrases& phrases) {
                       return InsertHtml(page, 1, P(phrases.paragraph)) &&
                              EditTitle(page, [&](const std::string&) {
                                return std::string(phrases.headline);
                              });
                     });
                   }});
}

}  // namespace

const std::vector<RealEdit>& RealEdits() {
  static const std::vector<RealEdit> kEdits = [] {
    std::vector<RealEdit> edits;
    AddTypos(edits);
    AddNoise(edits);
    AddWording(edits);
    AddHeadlines(edits);
    AddNumbersAndNames(edits);
    AddQuotes(edits);
    AddParagraphs(edits);
    AddDatesAndCredits(edits);
    return edits;
  }();
  return kEdits;
}

}  // namespace kiosque::testing
