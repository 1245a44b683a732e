#include "parser/open_elements.h"

#include <algorithm>

namespace kiosque {

namespace {

constexpr TagSet kTableParts = {Tag::k_caption, Tag::k_colgroup, Tag::k_tbody, Tag::k_td,
                                Tag::k_tfoot,   Tag::k_th,       Tag::k_thead, Tag::k_tr};
constexpr TagSet kRowGroups = {Tag::k_tbody, Tag::k_tfoot, Tag::k_thead};
constexpr TagSet kHeadings = {Tag::k_h1, Tag::k_h2, Tag::k_h3, Tag::k_h4, Tag::k_h5, Tag::k_h6};
constexpr TagSet kListItemPassers = {Tag::k_address, Tag::k_div, Tag::k_p};
constexpr std::size_t kArk = 3;  // equal formatting elements kept on the list
constexpr std::size_t kMaxPending = 1024;

}  // namespace

bool OpenElements::Start(Tag tag, std::uint32_t identity) {
  ++tags_;
  if (kParagraphEnders[tag]) {
    CloseParagraph();
  }
  if (tag == Tag::k_li || tag == Tag::k_dd || tag == Tag::k_dt) {
    CloseListItem(tag == Tag::k_li);
  } else if (kHeadings[tag] && !stack_.empty() && kHeadings[stack_.back().tag]) {
    PopTo(stack_.size() - 1, tag);
  } else if ((tag == Tag::k_option || tag == Tag::k_optgroup) && !stack_.empty() &&
             stack_.back().tag == Tag::k_option) {
    PopTo(stack_.size() - 1, Tag::k_option);
  } else if (kTableParts[tag]) {
    if (!IsOpen(Tag::k_table)) {
      return true;  // ignored by the tree builder
    }
    CloseTablePart(tag);
  } else if (tag == Tag::k_a && IsOpen(Tag::k_a)) {
    EndFormatting(Tag::k_a);
  }
  if (kVoidTags[tag] || kTextTags[tag]) {
    Reopen();
    return true;
  }
  if (!kSpecialTags[tag]) {
    Reopen();
  }
  if (kFormattingTags[tag]) {  // compared with all the others, Noah's Ark
    work_ += kStepWork * (formatting_ + pending_.size());
  }
  if (stack_.size() >= max_depth_) {
    ++too_deep_[static_cast<std::size_t>(tag)];
    return false;
  }
  stack_.push_back({tag, identity, static_cast<std::uint32_t>(pending_.size())});
  ++open_[static_cast<std::size_t>(tag)];
  formatting_ += kFormattingTags[tag] ? 1 : 0;
  return true;
}

bool OpenElements::End(Tag tag) {
  ++tags_;
  if (!stack_.empty() && stack_.back().tag == tag) {
    PopTo(stack_.size() - 1, tag);
    return true;
  }
  std::uint32_t& too_deep = too_deep_[static_cast<std::size_t>(tag)];
  if (too_deep > 0) {
    --too_deep;
    return false;
  }
  if (kFormattingTags[tag]) {
    EndFormatting(tag);
  } else if (IsOpen(tag)) {
    EndOther(tag);
  }
  return true;
}

void OpenElements::CloseParagraph() {
  if (!IsOpen(Tag::k_p)) {
    // The tree builder looks for one all the same.
    for (std::size_t i = stack_.size(); i-- > 0;) {
      work_ += kStepWork;
      if (kScopeTags[stack_[i].tag]) {
        return;
      }
    }
    return;
  }
  for (std::size_t i = stack_.size(); i-- > 0;) {
    work_ += kStepWork;
    if (stack_[i].tag == Tag::k_p) {
      PopTo(i, Tag::k_p);
      return;
    }
    if (kScopeTags[stack_[i].tag] || stack_[i].tag == Tag::k_button) {
      return;
    }
  }
}

void OpenElements::CloseListItem(bool is_li) {
  for (std::size_t i = stack_.size(); i-- > 0;) {
    const Tag tag = stack_[i].tag;
    work_ += kStepWork;
    if (is_li ? tag == Tag::k_li : tag == Tag::k_dd || tag == Tag::k_dt) {
      PopTo(i, tag);
      return;
    }
    if (kSpecialTags[tag] && !kListItemPassers[tag]) {
      return;
    }
  }
}

void OpenElements::CloseTablePart(Tag tag) {
  for (std::size_t i = stack_.size(); i-- > 0;) {
    const Tag open = stack_[i].tag;
    work_ += kStepWork;
    const bool stops = open == Tag::k_table || open == Tag::k_template ||
                       ((tag == Tag::k_td || tag == Tag::k_th) && open == Tag::k_tr) ||
                       (tag == Tag::k_tr && kRowGroups[open]);
    if (stops) {
      PopTo(i + 1, tag);
      return;
    }
  }
}

void OpenElements::EndFormatting(Tag tag) {
  for (std::size_t i = stack_.size(); i-- > 0;) {
    work_ += kStepWork;
    if (stack_[i].tag == tag) {
      const bool misnested =
          std::any_of(stack_.begin() + static_cast<std::ptrdiff_t>(i) + 1, stack_.end(),
                      [](const Entry& entry) { return kSpecialTags[entry.tag]; });
      if (!misnested) {
        PopTo(i, tag);
        return;
      }
      // The adoption agency moves children about: as many as there may be so far.
      work_ += tags_;
      Erase(i);
      return;
    }
    if (kScopeTags[stack_[i].tag]) {
      break;
    }
  }
  const auto left = std::find_if(pending_.rbegin(), pending_.rend(),
                                 [tag](const Formatting& entry) { return entry.tag == tag; });
  if (left != pending_.rend()) {
    pending_.erase(std::next(left).base());
  }
}

void OpenElements::EndOther(Tag tag) {
  for (std::size_t i = stack_.size(); i-- > 0;) {
    work_ += kStepWork;
    if (stack_[i].tag == tag) {
      if (tag == Tag::k_form) {  // alone of all, it leaves what is open inside
        Erase(i);
      } else {
        PopTo(i, tag);
      }
      return;
    }
    const bool stops = kSpecialTags[tag] ? (kTableParts[tag] || tag == Tag::k_table)
                                               ? stack_[i].tag == Tag::k_table
                                               : kScopeTags[stack_[i].tag]
                                         : kSpecialTags[stack_[i].tag];
    if (stops) {
      return;
    }
  }
}

void OpenElements::Erase(std::size_t index) {
  const Tag tag = stack_[index].tag;
  stack_.erase(stack_.begin() + static_cast<std::ptrdiff_t>(index));
  --open_[static_cast<std::size_t>(tag)];
  formatting_ -= kFormattingTags[tag] ? 1 : 0;
}

void OpenElements::PopTo(std::size_t size, Tag ended) {
  while (stack_.size() > size) {
    const Entry entry = stack_.back();
    stack_.pop_back();
    --open_[static_cast<std::size_t>(entry.tag)];
    formatting_ -= kFormattingTags[entry.tag] ? 1 : 0;
    if (kMarkerTags[entry.tag]) {
      pending_.resize(std::min<std::size_t>(pending_.size(), entry.pending));
    } else if (kFormattingTags[entry.tag] && !(entry.tag == ended && stack_.size() == size)) {
      AddPending(entry);
    }
  }
}

void OpenElements::AddPending(const Entry& entry) {
  const auto equal =
      std::count_if(pending_.begin(), pending_.end(), [&entry](const Formatting& other) {
        return other.tag == entry.tag && other.identity == entry.identity;
      });
  work_ += pending_.size();
  if (static_cast<std::size_t>(equal) < kArk && pending_.size() < kMaxPending) {
    pending_.push_back({entry.tag, entry.identity});
  }
}

}  // namespace kiosque
