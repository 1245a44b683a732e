#include "base/selector.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "base/sanitize.h"

namespace kiosque {
namespace {

constexpr std::size_t kMaxBytes = 1000;

bool IsNameCharacter(char c) {
  return IsAsciiAlphanumeric(c) || c == '-' || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

class SelectorParser {
 public:
  explicit SelectorParser(std::string_view text) : text_(text) {}

  Result<Selector> Parse() {
    Selector selector;
    if (text_.size() > kMaxBytes) {
      return Fail(Errc::kInvalidArgument,
                  fmt::format("a selector may have at most {} bytes", kMaxBytes));
    }
    SkipSpace();
    while (at_ < text_.size()) {
      CompoundSelector compound;
      if (const Status read = ReadCompound(&compound); !read) {
        return read.error();
      }
      selector.compounds.push_back(std::move(compound));
      SkipSpace();
    }
    if (selector.compounds.empty()) {
      return Fail(Errc::kInvalidArgument, "a selector must not be empty");
    }
    return selector;
  }

 private:
  Status Wrong(std::string_view expected) const {
    return Fail(Errc::kInvalidArgument, fmt::format("\"{}\" is no selector at character {}: {}",
                                                    SanitizeLine(text_), at_ + 1, expected));
  }

  void SkipSpace() {
    while (at_ < text_.size() && IsAsciiSpace(text_[at_])) {
      ++at_;
    }
  }

  std::string Name() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && IsNameCharacter(text_[at_])) {
      ++at_;
    }
    return std::string(text_.substr(begin, at_ - begin));
  }

  Status ReadCompound(CompoundSelector* compound) {
    const std::size_t begin = at_;
    if (text_[at_] == '*') {
      ++at_;
    } else {
      compound->tag = AsciiLower(Name());
    }
    while (at_ < text_.size() && !IsAsciiSpace(text_[at_])) {
      const char sign = text_[at_];
      if (sign != '.' && sign != '#' && sign != '[') {
        return Wrong(
            "write tag, .class, #id, [attribute] or [attribute=value], and a space "
            "between an element and one below it");
      }
      ++at_;
      std::string name = Name();
      if (name.empty()) {
        return Wrong("a name is missing");
      }
      if (sign == '.') {
        compound->classes.push_back(std::move(name));
      } else if (sign == '#') {
        compound->id = std::move(name);
      } else if (Status read = ReadAttribute(AsciiLower(name), compound); !read) {
        return read;
      }
    }
    return at_ > begin ? Ok() : Wrong("a name is missing");
  }

  // Behind "[name".
  Status ReadAttribute(std::string name, CompoundSelector* compound) {
    AttributeTest test{std::move(name), std::nullopt};
    if (at_ < text_.size() && text_[at_] == '=') {
      ++at_;
      const char quote = at_ < text_.size() ? text_[at_] : ' ';
      const bool quoted = quote == '"' || quote == '\'';
      at_ += quoted ? 1 : 0;
      const std::size_t end = std::min(text_.find(quoted ? quote : ']', at_), text_.size());
      test.value = std::string(text_.substr(at_, end - at_));
      at_ = std::min(end + (quoted ? 1 : 0), text_.size());
    }
    if (at_ >= text_.size() || text_[at_] != ']') {
      return Wrong("\"]\" is missing");
    }
    ++at_;
    compound->attributes.push_back(std::move(test));
    return Ok();
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

Result<Selector> Selector::Parse(std::string_view text) {
  return SelectorParser(text).Parse();
}

}  // namespace kiosque
