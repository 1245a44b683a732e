#include "parser/body_block.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "parser/phrase_set.h"

namespace kiosque {
namespace {

std::uint32_t ContextOfTag(Tag tag) {
  switch (tag) {
    case Tag::k_a:
      return kBlockInLink;
    case Tag::k_li:
      return kBlockInListItem;
    case Tag::k_td:
      return kBlockInTable;
    case Tag::k_th:
      return kBlockInTable | kBlockInHeadCell;
    case Tag::k_blockquote:
      return kBlockInQuote;
    case Tag::k_figure:
      return kBlockInFigure;
    case Tag::k_figcaption:
      return kBlockInFigcaption;
    case Tag::k_aside:
      return kBlockInAside;
    case Tag::k_nav:
    case Tag::k_menu:
      return kBlockInNav;
    case Tag::k_header:
      return kBlockInHeader;
    case Tag::k_footer:
      return kBlockInFooter;
    case Tag::k_form:
    case Tag::k_fieldset:
      return kBlockInForm;
    case Tag::k_article:
      return kBlockInArticle;
    case Tag::k_main:
      return kBlockInMain;
    case Tag::k_section:
      return kBlockInSection;
    case Tag::k_button:
    case Tag::k_label:
      return kBlockInButton;
    case Tag::k_details:
      return kBlockInDetails;
    case Tag::k_dialog:
      return kBlockInDialog;
    case Tag::k_noscript:
      return kBlockInNoscript;
    case Tag::k_pre:
      return kBlockInPre;
    case Tag::k_address:
      return kBlockInAddress;
    case Tag::k_time:
      return kBlockInTime;
    case Tag::k_b:
    case Tag::k_strong:
      return kBlockInBold;
    case Tag::k_i:
    case Tag::k_em:
      return kBlockInItalic;
    case Tag::k_caption:
      return kBlockInCaptionTag;
    case Tag::k_dl:
      return kBlockInDefinition;
    case Tag::k_h1:
    case Tag::k_h2:
    case Tag::k_h3:
    case Tag::k_h4:
    case Tag::k_h5:
    case Tag::k_h6:
      return kBlockInHeading;
    default:
      return 0;
  }
}

// What is never read: code, controls, embedded documents.
bool IsSkipped(Tag tag) {
  switch (tag) {
    case Tag::k_script:
    case Tag::k_style:
    case Tag::k_template:
    case Tag::k_iframe:
    case Tag::k_noembed:
    case Tag::k_noframes:
    case Tag::k_object:
    case Tag::k_embed:
    case Tag::k_svg:
    case Tag::k_canvas:
    case Tag::k_audio:
    case Tag::k_video:
    case Tag::k_select:
    case Tag::k_datalist:
    case Tag::k_textarea:
    case Tag::k_title:
    case Tag::k_head:
    case Tag::k_rp:
    case Tag::k_rt:
      return true;
    default:
      return false;
  }
}

bool IsImage(Tag tag) {
  return tag == Tag::k_img || tag == Tag::k_amp_img || tag == Tag::k_video || tag == Tag::k_iframe;
}

// Whether a style attribute sets `property` to `value`; both lower case, as nearly all pages write
// them.
bool StyleSays(std::string_view style, std::string_view property, std::string_view value) {
  for (std::size_t at = style.find(property); at != std::string_view::npos;
       at = style.find(property, at + 1)) {
    std::string_view rest = style.substr(at + property.size());
    const std::size_t colon = rest.find_first_not_of(" \t\r\n");
    if (colon == std::string_view::npos || rest[colon] != ':') {
      continue;
    }
    rest.remove_prefix(colon + 1);
    rest.remove_prefix(std::min(rest.size(), rest.find_first_not_of(" \t\r\n")));
    if (rest.starts_with(value)) {
      return true;
    }
  }
  return false;
}

// Elements that are read aloud and never seen, or that are seen when something is pointed at.
bool IsUnseen(std::string_view names) {
  static const PhraseSet kUnseen = {
      "sr-only",      "screen-reader",    "visually-hidden", "visuallyhidden", "screenreader",
      "assistive",    "a11y-only",        "tooltiptext",     "tooltip-text",   "tooltip-content",
      "tooltip-body", "tooltip__content", "tooltip__text",   "tooltip-inner",  "popover-content",
      "popover-body", "rollover-block",   "hovercard",       "hover-card"};
  return kUnseen.AnyIn(names);
}

std::uint32_t ContextOfAttributes(const Document& document, NodeId id) {
  std::uint32_t context = 0;
  for (const Attribute& attribute : document.Attributes(id)) {
    const std::string_view name = attribute.name;
    const std::string_view value = attribute.value;
    if (name == "class") {
      context |= IsUnseen(value) ? kBlockInHidden : 0U;
    } else if (name == "style") {
      context |= StyleSays(value, "display", "none") ? kBlockInHidden : 0U;
      context |= StyleSays(value, "visibility", "hidden") ? kBlockInInvisible : 0U;
    } else if (name == "hidden") {
      context |= value != "until-found" ? kBlockInHidden : 0U;
    } else if (name == "aria-hidden") {
      context |= value == "true" ? kBlockInAriaHidden : 0U;
    } else if (name == "itemprop" || name == "property") {
      context |= value.find("articleBody") != std::string_view::npos ||
                         value.find("reviewBody") != std::string_view::npos ||
                         value == "content:encoded" || value == "schema:text"
                     ? kBlockInArticleBody
                     : 0U;
    } else if (name == "role") {
      context |= value == "navigation" || value == "menu" ? kBlockInNav : 0U;
      context |= value == "main" ? kBlockInMain : 0U;
      context |= value == "complementary" ? kBlockInAside : 0U;
      context |= value == "dialog" || value == "alertdialog" ? kBlockInDialog : 0U;
    }
  }
  return context;
}

class BlockGatherer {
 public:
  explicit BlockGatherer(const Document& document) : document_(document), scanner_(&list_.words) {}

  BlockList Run() {
    const NodeId last = document_[document_.body()].end;
    for (NodeId id = document_.body(); id < last;) {
      CloseUntil(id);
      id = Visit(id);
    }
    CloseUntil(last);
    Flush();
    return std::move(list_);
  }

 private:
  struct Open {
    NodeId id;
    NodeId end;
    std::uint32_t context;
    NodeId container;
    std::uint8_t heading;
    bool block;
  };

  // Handles one node; returns the next one to visit.
  NodeId Visit(NodeId id) {
    const Node& node = document_[id];
    if (node.tag == Tag::kText) {
      AddText(id);
      return id + 1;
    }
    if (IsImage(node.tag)) {
      ++images_;
    }
    if (node.tag == Tag::k_br) {
      Flush();
      ++breaks_;
      return id + 1;
    }
    if (IsSkipped(node.tag)) {
      return node.end;
    }
    Enter(id);
    return id + 1;
  }

  void Enter(NodeId id) {
    const Node& node = document_[id];
    Open open = stack_.empty() ? Open{id, node.end, 0, id, 0, true} : stack_.back();
    open.id = id;
    open.end = node.end;
    open.block = IsBlockLevel(node.tag) ||
                 (node.tag == Tag::kOther && node.text.find('-') != std::string_view::npos);
    const std::uint32_t tag_context = ContextOfTag(node.tag);
    open.context |= tag_context | ContextOfAttributes(document_, id);
    if ((tag_context & kBlockInHeading) != 0) {
      open.heading =
          static_cast<std::uint8_t>(static_cast<int>(node.tag) - static_cast<int>(Tag::k_h1) + 1);
    }
    if (open.block) {
      Flush();
      breaks_ = 0;
      open.container = id;
    } else if (node.tag == Tag::k_a) {
      ++links_;
    }
    stack_.push_back(open);
  }

  void CloseUntil(NodeId id) {
    while (!stack_.empty() && stack_.back().end <= id) {
      if (stack_.back().block) {
        Flush();
        breaks_ = 0;
      }
      stack_.pop_back();
    }
  }

  void AddText(NodeId id) {
    if (stack_.empty() || list_.blocks.size() == kMaxBlocks) {
      return;
    }
    const Open& open = stack_.back();
    // Hidden inside a line of text that is not: never part of what is read.
    if ((open.context & kBlockInHidden) != 0 && HiddenBelow(open.container)) {
      return;
    }
    const TextCounts before = block_.counts;
    scanner_.Scan(document_[id].text, &block_.counts);
    const std::uint32_t added = block_.counts.chars - before.chars;
    if (block_.text_begin == block_.text_end) {
      block_.text_begin = static_cast<std::uint32_t>(list_.texts.size());
      block_.container = open.container;
      block_.context = open.context;
      block_.heading = open.heading;
    }
    if (added != 0) {
      block_.context = before.chars == 0 ? open.context : block_.context & open.context;
    }
    list_.texts.push_back(id);
    block_.text_end = static_cast<std::uint32_t>(list_.texts.size());
    block_.link_chars += (open.context & kBlockInLink) != 0 ? added : 0;
    block_.bold_chars += (open.context & kBlockInBold) != 0 ? added : 0;
    block_.italic_chars += (open.context & kBlockInItalic) != 0 ? added : 0;
    block_.time_chars += (open.context & kBlockInTime) != 0 ? added : 0;
  }

  // Whether an inline element between the container and here hides its text.
  bool HiddenBelow(NodeId container) const {
    for (auto open = stack_.rbegin(); open != stack_.rend() && open->id != container; ++open) {
      if ((open->context & kBlockInHidden) == 0) {
        return false;
      }
      const auto outer = open + 1;
      if (outer != stack_.rend() && (outer->context & kBlockInHidden) == 0) {
        return true;
      }
    }
    return false;
  }

  void Flush() {
    scanner_.EndWord();
    if (block_.counts.chars != 0) {
      block_.word_begin = word_begin_;
      block_.word_end = static_cast<std::uint32_t>(list_.words.size());
      block_.links = links_;
      block_.breaks = breaks_;
      block_.images = images_;
      list_.blocks.push_back(block_);
      images_ = 0;
      breaks_ = 0;
    } else if (block_.text_begin != block_.text_end) {
      list_.texts.resize(block_.text_begin);  // white space alone
    }
    word_begin_ = static_cast<std::uint32_t>(list_.words.size());
    links_ = 0;
    block_ = TextBlock{};
  }

  const Document& document_;
  BlockList list_;
  WordScanner scanner_;
  std::vector<Open> stack_;
  TextBlock block_;
  std::uint32_t word_begin_ = 0;
  std::uint16_t links_ = 0;
  std::uint16_t breaks_ = 0;
  std::uint16_t images_ = 0;
};

}  // namespace

bool IsBlockLevel(Tag tag) {
  switch (tag) {
    case Tag::k_a:
    case Tag::k_abbr:
    case Tag::k_area:
    case Tag::k_b:
    case Tag::k_bdi:
    case Tag::k_bdo:
    case Tag::k_big:
    case Tag::k_br:
    case Tag::k_cite:
    case Tag::k_code:
    case Tag::k_data:
    case Tag::k_del:
    case Tag::k_dfn:
    case Tag::k_em:
    case Tag::k_font:
    case Tag::k_i:
    case Tag::k_img:
    case Tag::k_amp_img:
    case Tag::k_input:
    case Tag::k_ins:
    case Tag::k_kbd:
    case Tag::k_link:
    case Tag::k_map:
    case Tag::k_mark:
    case Tag::k_math:
    case Tag::k_meta:
    case Tag::k_nobr:
    case Tag::k_output:
    case Tag::k_picture:
    case Tag::k_q:
    case Tag::k_rb:
    case Tag::k_rp:
    case Tag::k_rt:
    case Tag::k_rtc:
    case Tag::k_ruby:
    case Tag::k_s:
    case Tag::k_samp:
    case Tag::k_slot:
    case Tag::k_small:
    case Tag::k_source:
    case Tag::k_span:
    case Tag::k_strike:
    case Tag::k_strong:
    case Tag::k_sub:
    case Tag::k_sup:
    case Tag::k_svg:
    case Tag::k_time:
    case Tag::k_tt:
    case Tag::k_u:
    case Tag::k_var:
    case Tag::k_wbr:
    case Tag::kOther:
    case Tag::kText:
      return false;
    default:
      return true;
  }
}

BlockList GatherBlocks(const Document& document) {
  return BlockGatherer(document).Run();
}

std::pair<std::uint32_t, std::uint32_t> BlockList::RangeOf(const Document& document,
                                                           NodeId id) const {
  const auto first_text = [this](const TextBlock& block, NodeId node) {
    return texts[block.text_begin] < node;
  };
  const auto low = std::lower_bound(blocks.begin(), blocks.end(), id, first_text);
  const auto high = std::lower_bound(low, blocks.end(), document[id].end, first_text);
  return {static_cast<std::uint32_t>(low - blocks.begin()),
          static_cast<std::uint32_t>(high - blocks.begin())};
}

}  // namespace kiosque
