#include "parser/charset_sniff.h"

#include <array>
#include <string>
#include <vector>

#include "base/ascii.h"
#include "parser/charset.h"
#include "parser/charset_labels.h"

namespace kiosque {

namespace {

struct MetaAttribute {
  std::string name;
  std::string value;
};

/// The prescan algorithm; each method stands for one of its steps.
class Prescan {
 public:
  explicit Prescan(std::string_view bytes) : bytes_(bytes.substr(0, kSniffBytes)) {}

  const Encoding* Run() {
    while (at_ < bytes_.size()) {
      const std::size_t open = bytes_.find('<', at_);
      if (open == std::string_view::npos) {
        return nullptr;
      }
      at_ = open;
      const std::string_view rest = bytes_.substr(at_);
      if (rest.starts_with("<!--")) {
        Skip("-->", at_ + 2);
      } else if (StartsWithNoCase(rest, "<meta") && rest.size() > 5 &&
                 (IsAsciiSpace(rest[5]) || rest[5] == '/')) {
        at_ += 6;
        if (const Encoding* found = Meta()) {
          return found;
        }
      } else if ((rest.size() > 1 && IsAsciiLetter(rest[1])) ||
                 (rest.size() > 2 && rest[1] == '/' && IsAsciiLetter(rest[2]))) {
        SkipTag();
      } else if (rest.size() > 1 && (rest[1] == '!' || rest[1] == '/' || rest[1] == '?')) {
        Skip(">", at_ + 1);
      } else {
        ++at_;
      }
    }
    return nullptr;
  }

 private:
  void Skip(std::string_view until, std::size_t from) {
    const std::size_t found = bytes_.find(until, from);
    at_ = found == std::string_view::npos ? bytes_.size() : found + until.size();
  }

  void SkipTag() {
    while (at_ < bytes_.size() && !IsAsciiSpace(bytes_[at_]) && bytes_[at_] != '>') {
      ++at_;
    }
    MetaAttribute ignored;
    while (GetAttribute(&ignored)) {
    }
  }

  const Encoding* Meta() {
    std::vector<std::string> seen;
    bool got_pragma = false;
    enum { kUnset, kNeedsPragma, kPlain } kind = kUnset;
    const Encoding* charset = nullptr;
    for (MetaAttribute attribute; GetAttribute(&attribute);) {
      bool repeated = false;
      for (const std::string& name : seen) {
        repeated |= name == attribute.name;
      }
      if (repeated) {
        continue;
      }
      seen.push_back(attribute.name);
      if (attribute.name == "http-equiv") {
        got_pragma |= attribute.value == "content-type";
      } else if (attribute.name == "content" && charset == nullptr) {
        charset = FindEncoding(CharsetOfContentType(attribute.value));
        kind = charset != nullptr ? kNeedsPragma : kind;
      } else if (attribute.name == "charset") {
        charset = FindEncoding(attribute.value);
        kind = kPlain;
      }
    }
    if (at_ >= bytes_.size() || kind == kUnset || (kind == kNeedsPragma && !got_pragma) ||
        charset == nullptr) {
      return nullptr;
    }
    const std::string_view name = charset->name;
    if (name.starts_with("UTF-16")) {
      return FindEncoding("utf-8");
    }
    return name == "x-user-defined" ? FindEncoding("windows-1252") : charset;
  }

  /// HTML §13.2.3.2 "get an attribute"; false at '>' or at the end.
  bool GetAttribute(MetaAttribute* attribute) {
    attribute->name.clear();
    attribute->value.clear();
    while (at_ < bytes_.size() && (IsAsciiSpace(bytes_[at_]) || bytes_[at_] == '/')) {
      ++at_;
    }
    if (at_ >= bytes_.size() || bytes_[at_] == '>') {
      return false;
    }
    for (; at_ < bytes_.size(); ++at_) {
      const char c = bytes_[at_];
      if ((c == '=' && !attribute->name.empty()) || IsAsciiSpace(c) || c == '/' || c == '>') {
        break;
      }
      attribute->name += AsciiLowerChar(c);
    }
    const std::size_t name_end = at_;
    SkipSpaces();
    if (at_ >= bytes_.size() || bytes_[at_] != '=' || bytes_[name_end] == '/') {
      return at_ < bytes_.size();
    }
    ++at_;
    SkipSpaces();
    return GetValue(&attribute->value);
  }

  bool GetValue(std::string* value) {
    if (at_ >= bytes_.size()) {
      return false;
    }
    const char quote = bytes_[at_];
    if (quote == '"' || quote == '\'') {
      for (++at_; at_ < bytes_.size() && bytes_[at_] != quote; ++at_) {
        *value += AsciiLowerChar(bytes_[at_]);
      }
      return at_++ < bytes_.size();
    }
    for (; at_ < bytes_.size() && !IsAsciiSpace(bytes_[at_]) && bytes_[at_] != '>'; ++at_) {
      *value += AsciiLowerChar(bytes_[at_]);
    }
    return at_ < bytes_.size();
  }

  void SkipSpaces() {
    while (at_ < bytes_.size() && IsAsciiSpace(bytes_[at_])) {
      ++at_;
    }
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
};

/// HTML §13.2.3.5, "get an XML encoding".
const Encoding* XmlDeclaration(std::string_view bytes) {
  if (!bytes.starts_with("<?xml")) {
    return nullptr;
  }
  const std::string_view declaration = bytes.substr(0, bytes.find('>'));
  std::size_t at = declaration.find("encoding");
  if (at == std::string_view::npos) {
    return nullptr;
  }
  at = declaration.find_first_not_of(" \t\r\n", at + 8);
  if (at == std::string_view::npos || declaration[at] != '=') {
    return nullptr;
  }
  at = declaration.find_first_not_of(" \t\r\n", at + 1);
  if (at == std::string_view::npos || (declaration[at] != '"' && declaration[at] != '\'')) {
    return nullptr;
  }
  const std::size_t end = declaration.find(declaration[at], at + 1);
  const Encoding* found = end == std::string_view::npos
                              ? nullptr
                              : FindEncoding(declaration.substr(at + 1, end - at - 1));
  const bool utf16 = found != nullptr && std::string_view(found->name).starts_with("UTF-16");
  return utf16 ? FindEncoding("utf-8") : found;
}

}  // namespace

const Encoding* SniffDeclaration(std::string_view bytes) {
  const Encoding* meta = Prescan(bytes).Run();
  return meta != nullptr ? meta : XmlDeclaration(bytes);
}

const Encoding* SniffUtf16(std::string_view bytes) {
  // Markup is mostly ASCII in any language, so half the bytes of UTF-16 are NUL, all on one side.
  const std::string_view sample = bytes.substr(0, 1024);
  std::array<std::size_t, 2> nuls{};
  for (std::size_t i = 0; i < sample.size(); ++i) {
    nuls[i % 2] += sample[i] == '\0' ? 1 : 0;
  }
  const std::size_t enough = sample.size() / 5;
  if (sample.size() < 4 || nuls[0] + nuls[1] < enough) {
    return nullptr;
  }
  if (nuls[1] > enough && nuls[0] < nuls[1] / 8) {
    return FindEncoding("utf-16le");
  }
  return nuls[0] > enough && nuls[1] < nuls[0] / 8 ? FindEncoding("utf-16be") : nullptr;
}

}  // namespace kiosque
