#include "crawler/steady_article.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/article_text.h"
#include "base/unicode.h"
#include "parser/charset.h"
#include "parser/document.h"

namespace kiosque {
namespace {

/// Letters and digits, ASCII ones in lower case: what survives any typesetting of a text. Dropped
/// with the ASCII signs are the blocks of Latin-1 signs (C2: no-break space, quotes), general
/// punctuation, arrows and symbols (E2), and presentation forms (EF).
std::string Fold(std::string text) {
  text = ToNfc(std::move(text));
  std::string folded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const auto byte = static_cast<unsigned char>(c);
    if (byte == 0xC2) {
      i += 1;
    } else if (byte == 0xE2 || byte == 0xEF) {
      i += 2;
    } else if (c >= 'A' && c <= 'Z') {
      folded += static_cast<char>(c - 'A' + 'a');
    } else if (byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      folded += c;
    }
  }
  return folded;
}

/// "165 partages": a counter of shares, comments or views is no news by itself.
bool IsCounter(const Block& block) {
  constexpr std::ptrdiff_t kMostSpaces = 2;
  return block.kind != BlockKind::kHeading && !block.text.empty() && block.text.front() >= '0' &&
         block.text.front() <= '9' &&
         std::count(block.text.begin(), block.text.end(), ' ') <= kMostSpaces;
}

/// Everything on a page that a title or a paragraph can be read from.
std::string FoldedPage(std::string_view html, std::string_view charset) {
  const Document document = Document::Parse(DecodeHtml(html, charset).text);
  std::string text = document.Text(document.root());
  for (NodeId id = 0; id < document.size(); ++id) {
    if (document[id].tag == Tag::k_meta) {
      text.append(" ").append(document.Get(id, "content"));
    }
  }
  for (const std::string_view data : document.json_ld()) {
    text.append(" ").append(data);
  }
  return Fold(std::move(text));
}

/// What `article` says, folded and sorted: lines and cells one by one, since a table may be read in
/// part. Embeds are addresses, which pages change at will.
std::vector<std::string> Sayings(const Article& article) {
  std::vector<std::string> sayings{Fold(article.title)};
  for (const Block& block : article.blocks) {
    if (block.kind == BlockKind::kEmbed || IsCounter(block)) {
      continue;
    }
    for (std::size_t begin = 0; begin <= block.text.size();) {
      const std::size_t end = std::min(block.text.find_first_of("\n\t", begin), block.text.size());
      sayings.push_back(Fold(block.text.substr(begin, end - begin)));
      begin = end + 1;
    }
  }
  std::sort(sayings.begin(), sayings.end());
  return sayings;
}

/// Whether something of `mine` that `theirs` lacks is not on their page either.
bool SaysNews(const std::vector<std::string>& mine, const std::vector<std::string>& theirs,
              const std::string& their_page) {
  return std::any_of(mine.begin(), mine.end(), [&](const std::string& saying) {
    return !std::binary_search(theirs.begin(), theirs.end(), saying) &&
           their_page.find(saying) == std::string::npos;
  });
}

}  // namespace

bool KeepSteady(const Archive& archive, const Url& url, std::string_view html, ParsedPage& page) {
  Result<Version> last = archive.LatestVersion(url);
  if (!last || NormalForm(last->article) == NormalForm(page.article)) {
    return false;
  }
  const Result<Body> old_html = archive.Payload(last->payload);
  return !old_html || KeepSteady(last->article, old_html->view(), html, page);
}

bool KeepSteady(const Article& last, std::string_view old_html, std::string_view html,
                ParsedPage& page) {
  if (NormalForm(last) == NormalForm(page.article)) {
    return false;
  }
  const std::vector<std::string> before = Sayings(last);
  const std::vector<std::string> now = Sayings(page.article);
  const std::string& charset = page.charset.encoding;
  if (SaysNews(now, before, FoldedPage(old_html, charset)) ||
      SaysNews(before, now, FoldedPage(html, charset))) {
    return true;
  }
  page.article.title = last.title;
  page.article.blocks = last.blocks;
  page.article.words = last.words;
  page.article.template_blocks = last.template_blocks;
  return false;
}

}  // namespace kiosque
