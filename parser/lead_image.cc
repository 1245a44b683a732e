#include "parser/lead_image.h"

#include <algorithm>
#include <charconv>

#include "base/ascii.h"
#include "parser/clean_text.h"

namespace kiosque {
namespace {

constexpr NodeId kBefore = 60;       // nodes before the title: some sites open with the picture
constexpr NodeId kBehind = 400;      // nodes behind it
constexpr double kLeastWidth = 200;  // pixels; smaller ones are portraits, logos and dots

double LeadingNumber(std::string_view text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

bool IsAddress(std::string_view value) {
  return !value.empty() && !StartsWithNoCase(value, "data:") && !StartsWithNoCase(value, "about:");
}

std::string_view SourceOf(const Document& document, NodeId id) {
  for (const std::string_view name : {"data-srcset", "data-lazy-srcset", "srcset"}) {
    const std::string_view largest = LargestOfSrcset(document.Get(id, name));
    if (!largest.empty()) {
      return largest;
    }
  }
  for (const std::string_view name :
       {"data-src", "data-original", "data-lazy-src", "data-image", "src"}) {
    const std::string_view value = TrimControlsAndSpaces(document.Get(id, name));
    if (IsAddress(value)) {
      return value;
    }
  }
  return {};
}

bool IsOrnament(const Document& document, NodeId id, std::string_view source) {
  const std::string_view width = TrimControlsAndSpaces(document.Get(id, "width"));
  const bool small = !width.empty() && width.find('%') == std::string_view::npos &&
                     LeadingNumber(width) < kLeastWidth && LeadingNumber(width) > 0;
  const std::string_view classes = document.Get(id, "class");
  const auto says = [&](std::string_view word) {
    return ContainsNoCase(classes, word) || ContainsNoCase(source.substr(0, 300), word);
  };
  return small || source.ends_with(".svg") || says("avatar") || says("logo") || says("icon") ||
         says("emoji") || says("gravatar") || says("pixel") || says("placeholder");
}

}  // namespace

std::string_view LargestOfSrcset(std::string_view srcset) {
  std::string_view largest;
  double most = -1;
  while (!srcset.empty()) {
    // A comma inside an address is no separator: the address ends at the first space.
    const std::size_t begin = srcset.find_first_not_of(" \t\r\n\f,");
    if (begin == std::string_view::npos) {
      break;
    }
    srcset.remove_prefix(begin);
    const std::size_t end = std::min(srcset.find_first_of(" \t\r\n\f"), srcset.size());
    std::string_view address = srcset.substr(0, end);
    srcset.remove_prefix(end);
    std::string_view descriptor;
    if (address.ends_with(',')) {
      address.remove_suffix(1);
    } else {
      const std::size_t comma = std::min(srcset.find(','), srcset.size());
      descriptor = TrimControlsAndSpaces(srcset.substr(0, comma));
      srcset.remove_prefix(std::min(comma + 1, srcset.size()));
    }
    const double size = descriptor.empty() ? 1 : LeadingNumber(descriptor);
    if (IsAddress(address) && size > most) {
      most = size;
      largest = address;
    }
  }
  return largest;
}

// Whether nothing hides the picture but that loaders keep a copy of it for readers without scripts.
bool OnlyInNoscript(const Document& document, const PageEvidence& evidence, NodeId id) {
  constexpr int kMostSteps = 4;  // <noscript><picture><img>
  if ((evidence.flags[id] & kAround) != kInHidden) {
    return false;
  }
  NodeId at = document[id].parent;
  for (int step = 0; step < kMostSteps && at != kNoNode; ++step) {
    if (document[at].tag == Tag::k_noscript) {
      return (evidence.flags[document[at].parent] & kInHidden) == 0;
    }
    at = document[at].parent;
  }
  return false;
}

std::string LeadImageOf(const Document& document, const PageEvidence& evidence, NodeId heading) {
  if (heading == kNoNode) {
    return {};
  }
  const NodeId size = static_cast<NodeId>(document.size());
  const NodeId from = heading > kBefore ? heading - kBefore : 0;
  const NodeId to = std::min<NodeId>(size, heading + kBehind);
  std::string_view before;
  for (NodeId id = from; id < to; ++id) {
    const Tag tag = document[id].tag;
    const bool image = tag == Tag::k_img || tag == Tag::k_amp_img;
    if (!image ||
        ((evidence.flags[id] & kAround) != 0 && !OnlyInNoscript(document, evidence, id))) {
      continue;
    }
    const std::string_view source = SourceOf(document, id);
    if (source.empty() || IsOrnament(document, id, source)) {
      continue;
    }
    if (id > heading) {
      return std::string(source);
    }
    before = source;  // the last one before the title, if none follows
  }
  return std::string(before);
}

}  // namespace kiosque
