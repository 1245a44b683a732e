#include "parser/article_extractor.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/article_text.h"
#include "base/unicode.h"
#include "parser/body_extract.h"
#include "parser/body_render.h"
#include "parser/embeds.h"
#include "parser/metadata.h"
#include "parser/person_name.h"
#include "parser/site_rules.h"
#include "parser/site_template.h"

namespace kiosque {
namespace {

// What relative addresses are relative to (HTML §4.2.3: the first base element with an href).
Url BaseInHead(const Document& document, const Url& page) {
  for (NodeId id = document.head(); id < document[document.head()].end; ++id) {
    if (document[id].tag == Tag::k_base && document.HasAttribute(id, "href")) {
      Result<Url> base = page.Resolve(document.Get(id, "href"));
      return base ? std::move(*base) : page;
    }
  }
  return page;
}

// The address of an image: lazy loaders keep it in data attributes and leave a placeholder in src.
std::string_view ImageSource(const Document& document, NodeId id) {
  for (const std::string_view name :
       {"data-src", "data-original", "data-lazy-src", "data-srcset", "srcset", "src"}) {
    std::string_view value = document.Get(id, name);
    value = value.substr(0, value.find_first_of(" ,\t\n"));
    if (!value.empty() && !value.starts_with("data:")) {
      return value;
    }
  }
  return {};
}

// The image that the caption in block `index` belongs to: the nearest before it under a common
// figure-like ancestor.
std::string CaptionedImage(const Document& document, const BlockList& list, std::size_t index,
                           const Url& base) {
  constexpr int kSteps = 4;
  NodeId id = list.blocks[index].container;
  for (int step = 0; step < kSteps && id != kNoNode; ++step, id = document[id].parent) {
    for (NodeId at = id; at < document[id].end; ++at) {
      const Tag tag = document[at].tag;
      const std::string_view source = tag == Tag::k_img || tag == Tag::k_amp_img
                                          ? ImageSource(document, at)
                                          : std::string_view();
      if (!source.empty()) {
        const Result<Url> url = base.Resolve(source);
        return url ? url->href() : std::string(source);
      }
    }
    if (document[id].tag == Tag::k_figure) {
      break;
    }
  }
  return {};
}

void AddAround(const Document& document, const BodySelection& selection, const Url& base,
               Article* article) {
  const auto first =
      std::find(selection.keep.begin(), selection.keep.end(), true) - selection.keep.begin();
  const auto last =
      selection.keep.rend() - std::find(selection.keep.rbegin(), selection.keep.rend(), true);
  constexpr std::ptrdiff_t kLead = 6;  // the lead image stands above the first paragraph
  bool trails = true;                  // only captions stand between the text and here
  for (std::size_t i = 0; i < selection.roles.size(); ++i) {
    const auto at = static_cast<std::ptrdiff_t>(i);
    trails = trails && (at < last || selection.roles[i] == kRoleCaption);
    const bool around = first > last || (at + kLead >= first && trails);
    if (selection.roles[i] == kRoleCaption && around) {
      article->captions.push_back({CaptionedImage(document, selection.list, i, base),
                                   BlockLine(document, selection.list, i)});
    } else if (selection.roles[i] == kRoleComment && at > first) {
      article->comments.push_back(BlockLine(document, selection.list, i));
    }
  }
}

bool IsOneOf(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// "Na Juma Hamisi, Kigoma": what follows the name is the place, the role. Which words introduce a
// name in which language is known once the page is read whole.
bool IsPrintedByline(const Article& article, const std::string& text) {
  const bool introduced =
      ClearlyIntroducesAuthor(text) || (article.language == "sw" && MayBeSwahiliByline(text));
  const std::vector<std::string> names =
      introduced ? NamesInByline(text) : std::vector<std::string>();
  return !names.empty() && IsOneOf(article.byline, names.front());
}

// "Fiacre Mbanga", "ACP/C.L."
bool IsSignature(const Article& article, const std::string& text) {
  constexpr std::size_t kInitials = 8;
  const bool agency = !article.agency.empty() && text.starts_with(article.agency) &&
                      text.size() <= article.agency.size() + kInitials &&
                      text.find_first_not_of("/.- ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string::npos;
  return agency || IsOneOf(article.byline, text);
}

// Lines of their own above and below the text that say what the byline says.
void DropPrintedByline(Article* article) {
  constexpr std::size_t kLongest = 80;  // bytes
  std::vector<Block>& blocks = article->blocks;
  const auto drop = [&](std::vector<Block>::iterator block) {
    article->words -= static_cast<std::uint32_t>(CountWords(block->text));
    blocks.erase(block);
  };
  if (blocks.size() > 1 && blocks.front().text.size() <= kLongest &&
      IsPrintedByline(*article, blocks.front().text)) {
    drop(blocks.begin());
  }
  if (blocks.size() > 1 && blocks.back().text.size() <= kLongest &&
      blocks.back().kind == BlockKind::kParagraph && IsSignature(*article, blocks.back().text)) {
    drop(std::prev(blocks.end()));
  }
}

}  // namespace

bool IsInFuture(const PageContext& context, std::chrono::sys_days day) {
  const UtcTime last = context.fetched != UtcTime() ? context.fetched : context.not_after;
  return last != UtcTime() &&
         day > std::chrono::floor<std::chrono::days>(last) + std::chrono::days(1);
}

ExtractedArticle ExtractArticle(const Document& document, const PageContext& context) {
  ExtractedArticle extracted;
  BodySelection selection = SelectBody(document);
  if (context.rules != nullptr) {
    ApplyBodyRules(document, *context.rules, &selection);
  }
  const Url base = BaseInHead(document, context.url);
  extracted.article.blocks = RenderBody(document, selection.list, selection.keep, base,
                                        FindEmbeds(document, selection.list, selection.keep, base));
  AddAround(document, selection, base, &extracted.article);
  for (std::size_t i = 0; i < selection.keep.size(); ++i) {
    if (selection.keep[i]) {
      const TextBlock& block = selection.list.blocks[i];
      extracted.body_nodes.insert(extracted.body_nodes.end(),
                                  selection.list.texts.begin() + block.text_begin,
                                  selection.list.texts.begin() + block.text_end);
    }
  }
  for (const Block& block : extracted.article.blocks) {
    extracted.article.words +=
        block.kind == BlockKind::kEmbed ? 0 : static_cast<std::uint32_t>(CountWords(block.text));
  }
  DropTemplateBlocks(context.template_blocks, &extracted.article);
  ExtractMetadata(document, context, &extracted.article);
  DropPrintedByline(&extracted.article);
  if (context.rules != nullptr) {
    ApplyFieldRules(document, context, &extracted.article);
  }
  return extracted;
}

}  // namespace kiosque
