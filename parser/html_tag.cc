#include "parser/html_tag.h"

#include <array>
#include <cstddef>

namespace kiosque {

namespace {

constexpr std::array kTagNames = {std::string_view("#text"), std::string_view(),
#define KIOSQUE_TAG_NAME(name) std::string_view(#name),
                                  KIOSQUE_HTML_TAGS(KIOSQUE_TAG_NAME)
#undef KIOSQUE_TAG_NAME
};

constexpr std::size_t kSlots = 512;  // a power of two, about a quarter full
constexpr std::size_t kLongestTag = 10;

constexpr std::size_t Slot(std::string_view name) {
  std::size_t hash = name.size();
  for (const char c : name) {
    hash = hash * 131 + static_cast<unsigned char>(c);
  }
  return (hash ^ (hash >> 9)) % kSlots;
}

struct Index {
  std::array<std::uint8_t, kSlots> tags{};  // open addressing; 0 = empty
};

constexpr Index MakeIndex() {
  Index index;
  for (std::size_t i = 2; i < kTagNames.size(); ++i) {
    std::size_t slot = Slot(kTagNames[i] == "amp_img" ? std::string_view("amp-img") : kTagNames[i]);
    while (index.tags[slot] != 0) {
      slot = (slot + 1) % kSlots;
    }
    index.tags[slot] = static_cast<std::uint8_t>(i);
  }
  return index;
}

constexpr Index kIndex = MakeIndex();

}  // namespace

std::string_view TagName(Tag tag) {
  return tag == Tag::k_amp_img ? std::string_view("amp-img")
                               : kTagNames[static_cast<std::size_t>(tag)];
}

Tag TagFromName(std::string_view name) {
  if (name.empty() || name.size() > kLongestTag) {
    return Tag::kOther;
  }
  for (std::size_t slot = Slot(name); kIndex.tags[slot] != 0; slot = (slot + 1) % kSlots) {
    const Tag tag = static_cast<Tag>(kIndex.tags[slot]);
    if (TagName(tag) == name) {
      return tag;
    }
  }
  return Tag::kOther;
}

}  // namespace kiosque
