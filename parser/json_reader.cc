#include "parser/json_reader.h"

#include <string>
#include <utility>

#include "base/ascii.h"
#include "base/percent_encoding.h"
#include "base/unicode.h"
#include "parser/html_entities.h"

namespace kiosque {
namespace {

bool IsJavaScriptSpace(char c) {
  return IsAsciiSpace(c) || c == '\v';
}

bool IsLiteralCharacter(char c) {
  return IsAsciiAlphanumeric(c) || c == '+' || c == '-' || c == '.' || c == '_' || c == '@' ||
         c == '$' || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

class JsonReader {
 public:
  JsonReader(std::string_view text, JsonTree* tree) : text_(text), values_(tree->values_) {
    // No escape is shorter than what it stands for, so the input's size is enough for all strings.
    tree->buffer_ = std::make_unique<char[]>(text.size() + 1);
    out_ = tree->buffer_.get();
  }

  void Read() {
    Open(JsonValue::Kind::kArray);
    while (pos_ < text_.size() && values_.size() < JsonTree::kMaxValues) {
      Step();
    }
    while (!stack_.empty()) {
      Close();
    }
  }

 private:
  // One token: a bracket, a key or value, or something to pass over.
  void Step() {
    const char c = text_[pos_];
    if (IsJavaScriptSpace(c) || c == ',' || c == ';' || c == ':') {
      ++pos_;
    } else if (c == '/' || c == '<' || c == ']' || c == '-') {
      StepMarkup(c);
    } else if (c == '{' || c == '[') {
      ++pos_;
      Open(c == '{' ? JsonValue::Kind::kObject : JsonValue::Kind::kArray);
    } else if (c == '}') {
      ++pos_;
      CloseUpTo(JsonValue::Kind::kObject);
    } else if (c == '"' || c == '\'') {
      ++pos_;
      String(c);
    } else if (IsLiteralCharacter(c)) {
      Literal();
    } else {
      ++pos_;
    }
  }

  // Comments and the markers that scripts were once wrapped in: //, /* */, <!--, -->, <![CDATA[,
  // ]]>.
  void StepMarkup(char c) {
    const std::string_view rest = text_.substr(pos_);
    if (rest.starts_with("/*")) {
      const std::size_t close = text_.find("*/", pos_ + 2);
      pos_ = close == std::string_view::npos ? text_.size() : close + 2;
    } else if (rest.starts_with("//")) {
      // The marker behind "//" may share its line with data.
      pos_ += 2;
      const std::size_t word = text_.find_first_not_of(" \t", pos_);
      if (word != std::string_view::npos && text_.substr(word, 2) != "<!" &&
          text_.substr(word, 2) != "]]" && text_.substr(word, 2) != "--") {
        const std::size_t line = text_.find('\n', pos_);
        pos_ = line == std::string_view::npos ? text_.size() : line;
      }
    } else if (rest.starts_with("<![CDATA[")) {
      pos_ += 9;
    } else if (rest.starts_with("]]>")) {
      pos_ += 3;
    } else if (rest.starts_with("<!--")) {
      pos_ += 4;
    } else if (rest.starts_with("-->")) {
      pos_ += 3;
    } else if (c == ']') {
      ++pos_;
      CloseUpTo(JsonValue::Kind::kArray);
    } else if (c == '-') {
      Literal();
    } else {
      ++pos_;
    }
  }

  JsonId Append(JsonValue::Kind kind) {
    const JsonId id = static_cast<JsonId>(values_.size());
    JsonValue value;
    value.kind = kind;
    value.parent = stack_.empty() ? kNoJson : stack_.back();
    value.end = id + 1;
    value.key = std::exchange(key_, std::string_view());
    has_key_ = false;
    values_.push_back(value);
    return id;
  }

  void Open(JsonValue::Kind kind) {
    if (stack_.size() >= JsonTree::kMaxDepth) {
      ++flattened_;
      return;
    }
    const JsonId id = Append(kind);
    stack_.push_back(id);
  }

  void Close() {
    values_[stack_.back()].end = static_cast<JsonId>(values_.size());
    stack_.pop_back();
    key_ = std::string_view();
    has_key_ = false;
  }

  // A bracket closes the innermost container of its kind; what stands open inside was never closed.
  // One that fits nothing is passed over. The root is never closed.
  void CloseUpTo(JsonValue::Kind kind) {
    if (flattened_ > 0) {
      --flattened_;
      return;
    }
    for (std::size_t i = stack_.size(); i-- > 1;) {
      if (values_[stack_[i]].kind == kind) {
        while (stack_.size() > i) {
          Close();
        }
        return;
      }
    }
  }

  bool InObject() const { return values_[stack_.back()].kind == JsonValue::Kind::kObject; }

  void Add(JsonValue::Kind kind, std::string_view text) {
    if (InObject() && !has_key_) {
      key_ = text;
      has_key_ = true;
      return;
    }
    values_[Append(kind)].text = text;
  }

  void Literal() {
    const std::size_t begin = pos_;
    while (pos_ < text_.size() && IsLiteralCharacter(text_[pos_])) {
      ++pos_;
    }
    if (pos_ == begin) {
      ++pos_;
      return;
    }
    Add(JsonValue::Kind::kLiteral, Keep(text_.substr(begin, pos_ - begin)));
  }

  std::string_view Keep(std::string_view text) {
    char* begin = out_;
    for (const char c : text) {
      *out_++ = c;
    }
    return {begin, text.size()};
  }

  // A quote ends the string when what follows can follow a string. Well-formed JSON always passes
  // this test; a bare quote inside a sentence does not.
  bool EndsString(std::size_t quote_at, char quote) const {
    std::size_t i = quote_at + 1;
    bool newline = false;
    while (i < text_.size() && IsJavaScriptSpace(text_[i])) {
      newline = newline || text_[i] == '\n';
      ++i;
    }
    if (i >= text_.size() || text_[i] == '}' || text_[i] == ']' || text_[i] == ':') {
      return true;
    }
    if (text_[i] == '/' || text_[i] == '<') {
      return newline || text_.substr(i, 2) == "/*" || text_.substr(i, 2) == "//";
    }
    if (text_[i] == quote) {
      return newline;  // a missing comma at the end of a line
    }
    if (text_[i] != ',') {
      return false;
    }
    const std::size_t limit = i + 64 < text_.size() ? i + 64 : text_.size();
    ++i;
    while (i < limit && IsJavaScriptSpace(text_[i])) {
      ++i;
    }
    if (i >= limit) {
      return true;
    }
    const char next = text_[i];
    const bool key_follows =
        InObject() && has_key_;  // this is a member's value: a key or the end must follow
    if (next == quote || next == '}' || next == ']' || next == '/' || next == ',') {
      return true;
    }
    return key_follows ? (next == '\'' || next == '"')
                       : next == '{' || next == '[' || IsLiteralCharacter(next);
  }

  void String(char quote) {
    const char* begin = out_;
    while (pos_ < text_.size()) {
      const char c = text_[pos_];
      if (c == quote && EndsString(pos_, quote)) {
        ++pos_;
        break;
      }
      ++pos_;
      if (c == '\\') {
        Escape();
      } else {
        *out_++ = c;
      }
    }
    Add(JsonValue::Kind::kString, std::string_view(begin, static_cast<std::size_t>(out_ - begin)));
  }

  void Escape() {
    if (pos_ == text_.size()) {
      return;
    }
    const char c = text_[pos_++];
    switch (c) {
      case 'n':
        *out_++ = '\n';
        break;
      case 't':
        *out_++ = '\t';
        break;
      case 'r':
      case 'b':
      case 'f':
        *out_++ = ' ';
        break;
      case 'u':
        Unicode();
        break;
      default:
        *out_++ = c;
    }
  }

  // The four digits at pos_; -1 when they are none.
  int FourDigits(std::size_t at) const {
    int value = 0;
    for (std::size_t i = at; i < at + 4; ++i) {
      const int digit = i < text_.size() ? HexDigitValue(text_[i]) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * 16 + digit;
    }
    return value;
  }

  void Unicode() {
    const int first = FourDigits(pos_);
    if (first < 0) {
      *out_++ = 'u';
      return;
    }
    pos_ += 4;
    char32_t c = static_cast<char32_t>(first);
    if (c >= 0xD800 && c < 0xDC00 && text_.substr(pos_, 2) == "\\u") {
      const int second = FourDigits(pos_ + 2);
      if (second >= 0xDC00 && second < 0xE000) {
        c = 0x10000 + ((c - 0xD800) << 10) + (static_cast<char32_t>(second) - 0xDC00);
        pos_ += 6;
      }
    }
    std::string utf8;
    AppendUtf8(c >= 0xD800 && c < 0xE000 ? 0xFFFD : c, &utf8);
    Keep(utf8);
  }

  std::string_view text_;
  std::vector<JsonValue>& values_;
  std::vector<JsonId> stack_;
  char* out_ = nullptr;
  std::size_t pos_ = 0;
  std::size_t flattened_ = 0;
  std::string_view key_;
  bool has_key_ = false;
};

JsonTree JsonTree::Parse(std::string_view text) {
  JsonTree tree;
  const std::size_t brace = text.find('{');
  std::string decoded;
  // Every quote written as an entity: the script went through an HTML escaper as a whole.
  if (brace != std::string_view::npos) {
    const std::string_view inside = text.substr(brace + 1, 64);
    const std::size_t first = inside.find_first_not_of(" \t\r\n");
    if (first != std::string_view::npos &&
        (inside.substr(first).starts_with("&quot;") || inside.substr(first).starts_with("&#34;") ||
         inside.substr(first).starts_with("&#034;"))) {
      decoded = DecodeEntities(text);
      text = decoded;
    }
  }
  JsonReader(text, &tree).Read();
  return tree;
}

JsonId JsonTree::Member(JsonId id, std::string_view key) const {
  if (id >= values_.size() || values_[id].kind != JsonValue::Kind::kObject) {
    return kNoJson;
  }
  for (JsonId child = FirstChild(id); child != kNoJson; child = NextSibling(child)) {
    if (values_[child].key == key) {
      return child;
    }
  }
  return kNoJson;
}

std::string_view JsonTree::Text(JsonId id, std::string_view key) const {
  const JsonId member = Member(id, key);
  return member == kNoJson ? std::string_view() : values_[member].text;
}

}  // namespace kiosque
