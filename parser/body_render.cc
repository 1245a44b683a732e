#include "parser/body_render.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <utility>

#include "base/unicode.h"
#include "parser/body_line.h"

namespace kiosque {
namespace {

class BodyRenderer {
 public:
  BodyRenderer(const Document& document, const BlockList& list, const std::vector<bool>& keep,
               const Url& base, std::span<const Embed> embeds)
      : document_(document), list_(list), keep_(keep), base_(base), embeds_(embeds) {}

  std::vector<Block> Run() {
    for (std::size_t i = 0; i < list_.blocks.size();) {
      if (!keep_[i]) {
        ++i;
        continue;
      }
      RenderEmbeds(TextOf(i));
      const NodeId table = DataTableOf(i);
      i = table != kNoNode ? RenderTable(i, table) : RenderLines(i);
    }
    RenderEmbeds(kNoNode);
    return std::move(out_);
  }

 private:
  NodeId TextOf(std::size_t i) const { return list_.texts[list_.blocks[i].text_begin]; }

  // Those that stand before `node` and have not been rendered.
  void RenderEmbeds(NodeId node) {
    for (; !embeds_.empty() && embeds_.front().node < node; embeds_ = embeds_.subspan(1)) {
      const Url& url = embeds_.front().url;
      Block block;
      block.kind = BlockKind::kEmbed;
      block.text = url.href();
      block.links.push_back({0, static_cast<std::uint32_t>(block.text.size()), url});
      out_.push_back(std::move(block));
    }
  }

  // The nearest ancestor of the block's container (or itself) with this tag; kNoNode when there is
  // none.
  NodeId Ancestor(std::size_t i, Tag tag) const {
    NodeId id = list_.blocks[i].container;
    while (id != kNoNode && document_[id].tag != tag) {
      id = document_[id].parent;
    }
    return id;
  }

  // The table around block `i` when it holds data, not a layout: at least two rows of at least two
  // filled cells.
  NodeId DataTableOf(std::size_t i) {
    if ((list_.blocks[i].context & kBlockInTable) == 0) {
      return kNoNode;
    }
    const NodeId table = Ancestor(i, Tag::k_table);
    if (table == checked_table_) {
      return checked_is_data_ ? table : kNoNode;
    }
    checked_table_ = table;
    checked_is_data_ = table != kNoNode && IsDataTable(table);
    return checked_is_data_ ? table : kNoNode;
  }

  bool IsDataTable(NodeId table) const {
    const auto [first, last] = list_.RangeOf(document_, table);
    std::size_t wide_rows = 0;
    std::size_t words = 0;
    std::size_t cells = 0;
    NodeId row = kNoNode;
    NodeId cell = kNoNode;
    std::size_t row_cells = 0;
    for (std::size_t i = first; i < last; ++i) {
      const NodeId own_table = Ancestor(i, Tag::k_table);
      if (own_table != table) {
        return false;  // a table inside: a layout
      }
      NodeId own_cell = list_.blocks[i].container;
      while (own_cell != table && document_[own_cell].tag != Tag::k_td &&
             document_[own_cell].tag != Tag::k_th) {
        own_cell = document_[own_cell].parent;
      }
      const NodeId own_row = Ancestor(i, Tag::k_tr);
      row_cells = own_row == row ? row_cells + (own_cell != cell ? 1 : 0) : 1;
      cells += own_cell != cell ? 1 : 0;
      wide_rows += row_cells == 2 && own_cell != cell ? 1 : 0;
      row = own_row;
      cell = own_cell;
      words += list_.blocks[i].words();
    }
    return wide_rows >= 2 && words < cells * 40;
  }

  std::size_t RenderTable(std::size_t i, NodeId table) {
    const auto [first, last] = list_.RangeOf(document_, table);
    Block block;
    block.kind = BlockKind::kTable;
    NodeId row = kNoNode;
    NodeId cell = kNoNode;
    for (; i < last; ++i) {
      if (!keep_[i]) {
        continue;
      }
      NodeId own_cell = list_.blocks[i].container;
      while (own_cell != table && document_[own_cell].tag != Tag::k_td &&
             document_[own_cell].tag != Tag::k_th) {
        own_cell = document_[own_cell].parent;
      }
      const NodeId own_row = Ancestor(i, Tag::k_tr);
      if (!block.text.empty()) {
        block.text.push_back(own_row != row ? '\n' : own_cell != cell ? '\t' : ' ');
      }
      row = own_row;
      cell = own_cell;
      std::string text;
      std::vector<InlineLink> links;
      Line(i, &line_);
      line_.Finish(&text, &links);
      for (InlineLink& link : links) {
        link.begin += static_cast<std::uint32_t>(block.text.size());
        block.links.push_back(std::move(link));
      }
      block.text += text;
    }
    out_.push_back(std::move(block));
    return last;
  }

  // Renders block `i` and the lines that go on after single <br>; returns the index after them.
  std::size_t RenderLines(std::size_t i) {
    const TextBlock& head = list_.blocks[i];
    Block block = Shape(i);
    Line(i, &line_);
    std::size_t next = i + 1;
    std::string text = Preformatted(i);
    for (; next < list_.blocks.size() && keep_[next]; ++next) {
      const TextBlock& more = list_.blocks[next];
      if (more.container != head.container || (more.breaks > 1 && block.kind != BlockKind::kCode) ||
          more.breaks == 0) {
        break;
      }
      line_.Space();
      Line(next, &line_);
      text += '\n' + Preformatted(next);
    }
    if (block.kind == BlockKind::kCode) {
      line_.Finish(&block.text, &block.links);
      block.text = ToNfc(std::move(text));
      block.links.clear();
    } else {
      line_.Finish(&block.text, &block.links);
    }
    if (!block.text.empty()) {
      out_.push_back(std::move(block));
    }
    return next;
  }

  Block Shape(std::size_t i) {
    const TextBlock& line = list_.blocks[i];
    Block block;
    if (line.heading != 0) {
      block.kind = BlockKind::kHeading;
      block.level = line.heading;
    } else if ((line.context & kBlockInPre) != 0) {
      block.kind = BlockKind::kCode;
    } else if ((line.context & kBlockInListItem) != 0 && FirstOfItem(i)) {
      ShapeItem(i, &block);
    } else if ((line.context & kBlockInQuote) != 0) {
      block.kind = BlockKind::kQuote;
    }
    return block;
  }

  bool FirstOfItem(std::size_t i) {
    const NodeId item = Ancestor(i, Tag::k_li);
    const bool first = item != last_item_;
    last_item_ = item;
    return first && item != kNoNode;
  }

  void ShapeItem(std::size_t i, Block* block) {
    const NodeId item = Ancestor(i, Tag::k_li);
    const NodeId owner = document_[item].parent;
    block->kind = BlockKind::kListItem;
    for (NodeId id = owner; id != kNoNode; id = document_[id].parent) {
      const Tag tag = document_[id].tag;
      block->level =
          static_cast<std::uint8_t>(block->level + (tag == Tag::k_ul || tag == Tag::k_ol ? 1 : 0));
    }
    block->level = std::max<std::uint8_t>(block->level, 1);
    if (owner == kNoNode || document_[owner].tag != Tag::k_ol) {
      return;
    }
    block->ordered = true;
    block->ordinal =
        static_cast<std::uint16_t>(std::min<std::uint32_t>(Ordinal(owner, item), 65535));
  }

  // The number of `item`, counted from the last item asked for when it is of the same list.
  std::uint32_t Ordinal(NodeId owner, NodeId item) {
    if (owner != counted_list_ || item < counted_to_) {
      counted_list_ = owner;
      counted_to_ = document_.FirstChild(owner);
      count_ = 1;
      const std::string_view start = document_.Get(owner, "start");
      std::from_chars(start.data(), start.data() + start.size(), count_);
    }
    while (counted_to_ != kNoNode && counted_to_ < item) {
      count_ += document_[counted_to_].tag == Tag::k_li ? 1 : 0;
      counted_to_ = document_.NextSibling(counted_to_);
    }
    return count_;
  }

  void Line(std::size_t i, LineBuilder* line) {
    const TextBlock& block = list_.blocks[i];
    for (std::uint32_t t = block.text_begin; t < block.text_end; ++t) {
      const NodeId text = list_.texts[t];
      const Url* url = block.link_chars == 0 ? nullptr : LinkOf(text);
      if (url != nullptr) {
        line->AppendLink(document_[text].text, *url);
      } else {
        line->Append(document_[text].text);
      }
    }
  }

  // Where the text's link leads; null outside links and for addresses that are none.
  const Url* LinkOf(NodeId text) {
    NodeId id = document_[text].parent;
    while (id != kNoNode && document_[id].tag != Tag::k_a) {
      id = document_[id].parent;
    }
    if (id == link_node_) {
      return link_url_ ? &*link_url_ : nullptr;
    }
    link_node_ = id;
    link_url_.reset();
    const std::string_view href = id == kNoNode ? std::string_view() : document_.Get(id, "href");
    if (!href.empty() && href.front() != '#') {
      const Result<Url> url = base_.Resolve(href);
      if (url) {
        link_url_ = *url;
      }
    }
    return link_url_ ? &*link_url_ : nullptr;
  }

  // The text as written, without the newline that HTML ignores after <pre>.
  std::string Preformatted(std::size_t i) const {
    std::string text;
    const TextBlock& block = list_.blocks[i];
    if ((block.context & kBlockInPre) == 0) {
      return text;
    }
    for (std::uint32_t t = block.text_begin; t < block.text_end; ++t) {
      text += document_[list_.texts[t]].text;
    }
    text.erase(0, std::min(text.find_first_not_of("\r\n"), text.size()));
    text.resize(text.find_last_not_of(" \t\r\n") + 1);
    return text;
  }

  const Document& document_;
  const BlockList& list_;
  const std::vector<bool>& keep_;
  const Url& base_;
  std::span<const Embed> embeds_;
  std::vector<Block> out_;
  LineBuilder line_;
  NodeId last_item_ = kNoNode;
  NodeId counted_list_ = kNoNode;
  NodeId counted_to_ = kNoNode;
  std::uint32_t count_ = 1;
  NodeId checked_table_ = kNoNode;
  bool checked_is_data_ = false;
  NodeId link_node_ = kNoNode;
  std::optional<Url> link_url_;
};

}  // namespace

std::vector<Block> RenderBody(const Document& document, const BlockList& list,
                              const std::vector<bool>& keep, const Url& base,
                              std::span<const Embed> embeds) {
  return BodyRenderer(document, list, keep, base, embeds).Run();
}

std::string BlockLine(const Document& document, const BlockList& list, std::size_t index) {
  LineBuilder line;
  const TextBlock& block = list.blocks[index];
  for (std::uint32_t t = block.text_begin; t < block.text_end; ++t) {
    line.Append(document[list.texts[t]].text);
  }
  std::string text;
  std::vector<InlineLink> links;
  line.Finish(&text, &links);
  return text;
}

}  // namespace kiosque
