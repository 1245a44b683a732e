#include "parser/printed_section.h"

#include <cstddef>
#include <utility>

#include "base/ascii.h"
#include "base/unicode.h"
#include "parser/clean_text.h"

namespace kiosque {
namespace {

constexpr std::size_t kLongest = 40;  // bytes; longer ones are headlines
constexpr NodeId kBefore = 120;       // nodes between a label and the title behind it
constexpr NodeId kBehind = 60;        // … and before it

bool LeadsHome(std::string_view href) {
  const std::size_t host = href.find("://");
  const std::size_t path = host == std::string_view::npos ? 0 : href.find('/', host + 3);
  const std::string_view rest =
      path == std::string_view::npos ? std::string_view() : href.substr(path);
  return rest.empty() || rest == "/" || rest == "#" || rest == "." || rest == "./" ||
         StartsWithNoCase(rest, "/index.");
}

class SectionFinder {
 public:
  SectionFinder(const Document& document, const PageEvidence& evidence, NodeId heading,
                std::string_view title)
      : document_(document), evidence_(evidence), heading_(heading), title_(FoldCase(title)) {}

  std::string Find() const {
    for (const NodeId id : evidence_.trails) {
      std::string last = LastLink(id);
      if (!last.empty()) {
        return last;
      }
    }
    for (const NodeId id : evidence_.sections) {
      const bool by_title = heading_ != kNoNode && (evidence_.flags[id] & kAround) == 0 &&
                            id + kBefore >= heading_ && id <= document_[heading_].end + kBehind;
      std::string label = by_title ? FirstLink(id) : std::string();
      if (!label.empty()) {
        return label;
      }
    }
    return {};
  }

 private:
  // The text of a link, if it may name a section.
  std::string NameOf(NodeId link) const {
    if (document_[link].tag != Tag::k_a || LeadsHome(document_.Get(link, "href"))) {
      return {};
    }
    std::string name = CleanTextOf(document_, link, kLongest + 1);
    return name.size() <= kLongest && FoldCase(name) != title_ ? name : std::string();
  }

  std::string LastLink(NodeId box) const {
    std::string last;
    for (NodeId id = box; id < document_[box].end; ++id) {
      if (std::string name = NameOf(id); !name.empty()) {
        last = std::move(name);
      }
    }
    return last;
  }

  std::string FirstLink(NodeId box) const {
    for (NodeId id = box; id < document_[box].end; ++id) {
      std::string name = NameOf(id);
      if (!name.empty()) {
        return name;
      }
    }
    return {};
  }

  const Document& document_;
  const PageEvidence& evidence_;
  NodeId heading_;
  std::string title_;
};

}  // namespace

std::string PrintedSection(const Document& document, const PageEvidence& evidence, NodeId heading,
                           std::string_view title) {
  return SectionFinder(document, evidence, heading, title).Find();
}

}  // namespace kiosque
