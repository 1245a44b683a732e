// open_elements.h — which elements are open, well enough to foresee depth and work.
//
// Follows the rules by which start and end tags close others. It need not be exact: what it says
// bounds the tree builder's cost, it does not build the tree.
//
// Threads: belongs to one. Source: HTML §13.2.4.2, §13.2.6.4.
#ifndef KIOSQUE_PARSER_OPEN_ELEMENTS_H_
#define KIOSQUE_PARSER_OPEN_ELEMENTS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "parser/html_tag.h"
#include "parser/html_tag_sets.h"

namespace kiosque {

class OpenElements {
 public:
  /// At most `max_depth` elements are open at once.
  explicit OpenElements(std::size_t max_depth) : max_depth_(max_depth) {
    stack_.reserve(max_depth);
  }

  /// A start tag; `identity` tells formatting elements with different attributes apart. False when
  /// the element would lie too deep: it is not open then.
  bool Start(Tag tag, std::uint32_t identity);
  /// An end tag; false when it belongs to an element that was too deep.
  bool End(Tag tag);
  /// Text, or anything else that makes the tree builder reopen formatting elements.
  void Reopen() {
    work_ += kCloneWork * pending_.size() + (formatting_ + pending_.size() > 0 ? stack_.size() : 0);
  }

  /// What the tree builder will have to do beyond its linear part, in steps of about a nanosecond.
  std::uint64_t work() const { return work_; }
  /// Formatting elements that were left open and will be reopened.
  std::size_t pending() const { return pending_.size(); }

 private:
  static constexpr std::uint64_t kStepWork = 10;
  static constexpr std::uint64_t kCloneWork = 300;

  struct Entry {
    Tag tag;
    std::uint32_t identity;
    std::uint32_t pending;  // pending_.size() when it was opened
  };
  struct Formatting {
    Tag tag;
    std::uint32_t identity;
  };

  void CloseParagraph();
  void CloseListItem(bool is_li);
  void CloseTablePart(Tag tag);
  void EndFormatting(Tag tag);
  void EndOther(Tag tag);
  void PopTo(std::size_t size, Tag ended);
  void Erase(std::size_t index);
  void AddPending(const Entry& entry);
  bool IsOpen(Tag tag) const { return open_[static_cast<std::size_t>(tag)] != 0; }

  std::size_t max_depth_;
  std::vector<Entry> stack_;
  std::vector<Formatting> pending_;
  std::array<std::uint32_t, 256> open_{};      // how many of each tag are on the stack
  std::array<std::uint32_t, 256> too_deep_{};  // started, not opened, not yet ended
  std::size_t formatting_ = 0;                 // how many formatting elements are on the stack
  std::uint64_t work_ = 0;
  std::uint64_t tags_ = 0;
};

}  // namespace kiosque

#endif  // KIOSQUE_PARSER_OPEN_ELEMENTS_H_
