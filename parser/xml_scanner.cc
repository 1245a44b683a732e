#include "parser/xml_scanner.h"

#include <algorithm>

#include "base/ascii.h"
#include "parser/xml_entities.h"

namespace kiosque {

namespace {

/// A reference is at most this long (see xml_entities.cc), so text is not cut inside one.
constexpr std::size_t kMaxReference = 40;

bool IsNameStart(char c) {
  return IsAsciiLetter(c) || c == '_' || c == ':' || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

void XmlScanner::Append(std::string_view utf8) {
  window_.erase(0, at_);
  at_ = 0;
  window_ += utf8;
}

XmlScanner::Token XmlScanner::Next() {
  if (pending_end_) {
    pending_end_ = false;
    return Token::kEnd;  // name_ still is the empty element's
  }
  empty_element_ = false;
  while (true) {
    if (skip_ != Skip::kNone && !SkipOn()) {
      return finished_ ? Token::kDone : Token::kNeedInput;
    }
    if (at_ == window_.size()) {
      return finished_ ? Token::kDone : Token::kNeedInput;
    }
    if (in_cdata_) {
      if (const Token token = CdataText(); token != Token::kDone) {
        return token;
      }
      continue;  // the section ended
    }
    if (window_[at_] != '<') {
      return Text();
    }
    if (const Token token = Markup(); token != Token::kDone) {
      return token;
    }
  }
}

XmlScanner::Token XmlScanner::Text() {
  const std::string_view rest = Rest();
  std::size_t end = rest.find('<');
  if (end == std::string_view::npos) {
    end = rest.size();
    if (!finished_) {
      // The rest of a reference may be in the next piece.
      const std::size_t tail = end > kMaxReference ? end - kMaxReference : 0;
      end = std::min(end, rest.find('&', tail));
      if (end == 0) {
        return Token::kNeedInput;
      }
    }
  }
  raw_ = rest.substr(0, end);
  text_ = Decode(raw_);
  text_in_cdata_ = false;
  at_ += end;
  return Token::kText;
}

/// kDone: the section is over.
XmlScanner::Token XmlScanner::CdataText() {
  const std::string_view rest = Rest();
  std::size_t end = rest.find("]]>");
  if (end == 0) {
    in_cdata_ = false;
    at_ += 3;
    return Token::kDone;
  }
  if (end == std::string_view::npos) {
    end = rest.size();
    if (!finished_) {
      end -= std::min<std::size_t>(2, end);  // "]]" may be the beginning of the end
      if (end == 0) {
        return Token::kNeedInput;
      }
    } else {
      odd_ = true;
    }
  }
  raw_ = text_ = rest.substr(0, end);
  dropped_reference_ = false;
  text_in_cdata_ = true;
  at_ += end;
  return Token::kText;
}

/// kDone: nothing to report, go on.
XmlScanner::Token XmlScanner::Markup() {
  const std::string_view rest = Rest();
  if (rest.size() < 2) {
    return finished_ ? Literal(1) : Token::kNeedInput;
  }
  if (rest[1] == '!') {
    return Declaration(rest);
  }
  if (rest[1] == '?') {
    return Instruction(rest);
  }
  if (rest[1] == '/') {
    return EndTag(rest);
  }
  return IsNameStart(rest[1]) ? StartTag(rest) : Literal(1);
}

XmlScanner::Token XmlScanner::Declaration(std::string_view rest) {
  constexpr std::string_view kCdata = "<![CDATA[";
  constexpr std::string_view kComment = "<!--";
  if (rest.starts_with(kCdata)) {
    in_cdata_ = true;
    at_ += kCdata.size();
    return Token::kDone;
  }
  if (rest.starts_with(kComment)) {
    skip_ = Skip::kComment;
    at_ += kComment.size();
    return Token::kDone;
  }
  if (!finished_ && (kCdata.starts_with(rest) || kComment.starts_with(rest))) {
    return Token::kNeedInput;
  }
  skip_ = Skip::kDoctype;
  at_ += 2;
  return Token::kDone;
}

XmlScanner::Token XmlScanner::Instruction(std::string_view rest) {
  // "<?xml …>" without its second question mark would swallow everything up to the next "?>".
  const std::size_t close = rest.find('>');
  if (close == std::string_view::npos && !finished_ && rest.size() < kMaxTagBytes) {
    return Token::kNeedInput;
  }
  if (close != std::string_view::npos &&
      rest.substr(0, rest.find('<', close)).find("?>") == std::string_view::npos) {
    odd_ = true;
    at_ += close + 1;
    return Token::kDone;
  }
  skip_ = Skip::kInstruction;
  at_ += 2;
  return Token::kDone;
}

/// Goes on with what is being skipped. False when its end is not in the window yet.
bool XmlScanner::SkipOn() {
  const std::string_view rest = Rest();
  if (skip_ == Skip::kDoctype) {
    const std::size_t end = rest.find_first_of("[>");
    if (end == std::string_view::npos) {
      at_ = window_.size();
      return false;
    }
    skip_ = rest[end] == '[' ? Skip::kSubset : Skip::kNone;
    at_ += end + 1;
    return skip_ == Skip::kNone || SkipOn();
  }
  const std::size_t after = EndOfSkipped(rest);
  if (skip_ == Skip::kSubset && rest.substr(0, after).find("<!ENTITY") != std::string_view::npos) {
    declares_entities_ = true;
  }
  if (after == std::string_view::npos) {
    odd_ = odd_ || finished_;
    // Keep what may be the beginning of the terminator, or of "<!ENTITY".
    at_ = window_.size() - (finished_ ? 0 : std::min<std::size_t>(rest.size(), 7));
    return false;
  }
  at_ += after;
  skip_ = Skip::kNone;
  return true;
}

/// Just behind the terminator of what is being skipped; npos when it is not there.
std::size_t XmlScanner::EndOfSkipped(std::string_view rest) const {
  if (skip_ != Skip::kSubset) {
    const std::string_view terminator = skip_ == Skip::kComment ? "-->" : "?>";
    const std::size_t end = rest.find(terminator);
    return end == std::string_view::npos ? end : end + terminator.size();
  }
  for (std::size_t at = rest.find(']'); at != std::string_view::npos; at = rest.find(']', at + 1)) {
    std::size_t close = at + 1;
    while (close < rest.size() && close < at + 4 && IsAsciiSpace(rest[close])) {
      ++close;
    }
    if (close < rest.size() && rest[close] == '>') {
      return close + 1;
    }
  }
  return std::string_view::npos;
}

/// `length` bytes, of which the first is '<', that are no markup.
XmlScanner::Token XmlScanner::Literal(std::size_t length) {
  odd_ = true;
  raw_ = text_ = Rest().substr(0, length);
  text_in_cdata_ = false;
  at_ += length;
  return Token::kText;
}

/// A tag whose end is not there: wait for it, or give up on it.
XmlScanner::Token XmlScanner::Incomplete() {
  if (!finished_ && Rest().size() < kMaxTagBytes) {
    return Token::kNeedInput;
  }
  odd_ = true;
  if (Rest().size() >= kMaxTagBytes) {
    return Literal(
        kMaxTagBytes);  // there is no '>' in it: none of it is a tag, which bounds the time
  }
  at_ =
      window_
          .size();  // the document was cut inside a tag: no name, no attribute of it can be trusted
  return Token::kDone;
}

/// Where the '>' of a start tag is. Quotes are honoured, unless one is never closed.
std::size_t XmlScanner::TagEnd(std::string_view rest) {
  const std::string_view tag = rest.substr(0, kMaxTagBytes);
  std::size_t at = 1;
  while (true) {
    at = tag.find_first_of("\"'>", at);
    if (at == std::string_view::npos) {
      break;
    }
    if (tag[at] == '>') {
      return at;
    }
    const std::size_t close = tag.find(tag[at], at + 1);
    if (close == std::string_view::npos) {
      break;
    }
    at = close + 1;
  }
  if (!finished_ && rest.size() < kMaxTagBytes) {
    return std::string_view::npos;
  }
  odd_ = true;
  return tag.find('>');
}

XmlScanner::Token XmlScanner::StartTag(std::string_view rest) {
  const std::size_t end = TagEnd(rest);
  if (end == std::string_view::npos) {
    return Incomplete();
  }
  raw_ = rest.substr(0, end + 1);
  std::string_view tag = rest.substr(1, end - 1);
  empty_element_ = tag.ends_with('/');
  if (empty_element_) {
    tag.remove_suffix(1);
  }
  std::size_t name_end = 0;
  while (name_end < tag.size() && !IsAsciiSpace(tag[name_end]) && tag[name_end] != '/') {
    ++name_end;
  }
  name_.assign(tag, 0, name_end);
  ReadAttributes(tag.substr(name_end));
  at_ += end + 1;
  pending_end_ = empty_element_;
  return Token::kStart;
}

void XmlScanner::ReadAttributes(std::string_view tag) {
  std::size_t count = 0;
  while (count < kMaxAttributes) {
    while (!tag.empty() && (IsAsciiSpace(tag.front()) || tag.front() == '/')) {
      tag.remove_prefix(1);
    }
    if (tag.empty()) {
      break;
    }
    std::size_t at = 1;
    while (at < tag.size() && !IsAsciiSpace(tag[at]) && tag[at] != '=') {
      ++at;
    }
    attributes_.resize(std::max(attributes_.size(), count + 1));
    attributes_[count].name = tag.substr(0, at);
    tag.remove_prefix(at);
    attributes_[count].value = Decode(AttributeValue(&tag));
    ++count;
  }
  attributes_.resize(count);
}

/// Takes `="value"` off the front of `tag`.
std::string_view XmlScanner::AttributeValue(std::string_view* tag) {
  const auto skip_white = [tag] {
    tag->remove_prefix(std::min(tag->find_first_not_of(kAsciiSpace), tag->size()));
  };
  skip_white();
  if (!tag->starts_with('=')) {
    odd_ = true;
    return {};
  }
  tag->remove_prefix(1);
  skip_white();
  const bool quoted = tag->starts_with('"') || tag->starts_with('\'');
  const std::size_t begin = quoted ? 1 : 0;
  std::size_t end = quoted ? tag->find(tag->front(), 1) : tag->find_first_of(kAsciiSpace);
  odd_ = odd_ || !quoted || end == std::string_view::npos;
  end = std::min(end, tag->size());
  const std::string_view value = tag->substr(begin, end - begin);
  tag->remove_prefix(std::min(end + begin, tag->size()));
  return value;
}

XmlScanner::Token XmlScanner::EndTag(std::string_view rest) {
  const std::size_t end = rest.substr(0, kMaxTagBytes).find('>');
  if (end == std::string_view::npos) {
    return Incomplete();
  }
  raw_ = rest.substr(0, end + 1);
  name_.assign(rest, 2, end - 2);
  while (!name_.empty() && IsAsciiSpace(name_.back())) {
    name_.pop_back();
  }
  attributes_.clear();
  at_ += end + 1;
  return Token::kEnd;
}

std::string_view XmlScanner::Decode(std::string_view raw) {
  dropped_reference_ = false;
  if (raw.find('&') == std::string_view::npos) {
    return raw;
  }
  decoded_.clear();
  ReferenceOddities oddities;
  AppendDecoded(raw, declares_entities_, decoded_, oddities);
  dropped_reference_ = oddities.unknown && declares_entities_;
  odd_ = odd_ || oddities.bare || oddities.bad_number ||
         ((oddities.unknown || oddities.html_name) && !declares_entities_);
  return decoded_;
}

}  // namespace kiosque
