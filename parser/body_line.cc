#include "parser/body_line.h"

#include <cstddef>
#include <utility>

#include "base/unicode.h"

namespace kiosque {
namespace {

// What stands at text[at]: how many bytes, and whether they are a space or nothing at all.
struct Unit {
  std::size_t length;
  bool space;
  bool nothing;
};

Unit UnitAt(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) {
    return {1, byte <= ' ' || byte == 0x7F, false};
  }
  const std::string_view rest = text.substr(at);
  if (byte == 0xC2) {
    return {std::min<std::size_t>(2, rest.size()),
            rest.starts_with("\xC2\xA0") || rest.starts_with("\xC2\x85"),
            rest.starts_with("\xC2\xAD") ||
                (rest.size() >= 2 && static_cast<unsigned char>(rest[1]) < 0xA0)};  // C1 controls
  }
  if (byte == 0xE2 && rest.size() >= 3) {
    const auto second = static_cast<unsigned char>(rest[1]);
    const auto third = static_cast<unsigned char>(rest[2]);
    const bool space = second == 0x80
                           ? third <= 0x8A || third == 0xA8 || third == 0xA9 || third == 0xAF
                           : second == 0x81 && third == 0x9F;
    const bool nothing = (second == 0x80 && third == 0x8B) || (second == 0x81 && third == 0xA0);
    return {3, space, nothing};
  }
  if (byte == 0xE3 && rest.starts_with("\xE3\x80\x80")) {
    return {3, true, false};
  }
  if (byte == 0xEF && rest.starts_with("\xEF\xBB\xBF")) {
    return {3, false, true};
  }
  return {1, false, false};
}

}  // namespace

void LineBuilder::Append(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Unit unit = UnitAt(text, at);
    if (unit.space) {
      Space();
    } else if (!unit.nothing) {
      if (space_) {
        text_.push_back(' ');
        space_ = false;
      }
      text_.append(text.substr(at, unit.length));
    }
    at += unit.length;
  }
}

void LineBuilder::AppendLink(std::string_view text, const Url& url) {
  const std::size_t before = text_.size();
  const bool spaced = space_;
  Append(text);
  const std::size_t begin = before + (spaced || text_.substr(before).starts_with(' ') ? 1 : 0);
  if (text_.size() <= begin) {
    return;
  }
  if (!links_.empty() && links_.back().url == url &&
      links_.back().begin + links_.back().length + 1 >= begin) {
    links_.back().length = static_cast<std::uint32_t>(text_.size() - links_.back().begin);
    return;
  }
  links_.push_back(
      {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(text_.size() - begin), url});
}

void LineBuilder::Normalize() {
  std::string whole = ToNfc(text_);
  if (whole == text_) {
    return;
  }
  std::string out;
  std::size_t at = 0;
  for (InlineLink& link : links_) {
    out += ToNfc(text_.substr(at, link.begin - at));
    at = link.begin + link.length;
    const std::string anchor = ToNfc(text_.substr(link.begin, link.length));
    link.begin = static_cast<std::uint32_t>(out.size());
    link.length = static_cast<std::uint32_t>(anchor.size());
    out += anchor;
  }
  text_ = out + ToNfc(text_.substr(at));
}

void LineBuilder::Finish(std::string* text, std::vector<InlineLink>* links) {
  Normalize();
  *text = std::move(text_);
  *links = std::move(links_);
  text_.clear();
  links_.clear();
  space_ = false;
}

}  // namespace kiosque
