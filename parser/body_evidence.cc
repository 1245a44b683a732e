#include "parser/body_evidence.h"

#include <algorithm>
#include <utility>

#include "base/unicode.h"
#include "parser/body_words.h"

namespace kiosque {
namespace {

constexpr std::size_t kShingle = 3;

std::uint64_t Mix(std::uint64_t hash, std::uint32_t word) {
  hash ^= word;
  hash *= 0x9E3779B97F4A7C15ULL;
  return hash ^ (hash >> 29);
}

std::uint64_t HashOf(std::span<const std::uint32_t> words) {
  std::uint64_t hash = words.size();
  for (const std::uint32_t word : words) {
    hash = Mix(hash, word);
  }
  return hash;
}

// Four hexadecimal digits at `at`, or 0xFFFD.
std::uint32_t HexQuad(std::string_view json, std::size_t at) {
  std::uint32_t value = 0;
  if (at + 4 > json.size()) {
    return 0xFFFD;
  }
  for (const char c : json.substr(at, 4)) {
    const std::uint32_t digit = c >= '0' && c <= '9'   ? static_cast<std::uint32_t>(c - '0')
                                : c >= 'a' && c <= 'f' ? static_cast<std::uint32_t>(c - 'a' + 10)
                                : c >= 'A' && c <= 'F' ? static_cast<std::uint32_t>(c - 'A' + 10)
                                                       : 0xFFFFU;
    if (digit > 15) {
      return 0xFFFD;
    }
    value = value * 16 + digit;
  }
  return value;
}

// Reads the escape whose backslash is at `at`; returns the position after it.
std::size_t Unescape(std::string_view json, std::size_t at, std::string* out) {
  const char kind = at + 1 < json.size() ? json[at + 1] : ' ';
  if (kind != 'u') {
    out->push_back(kind == 'n' || kind == 'r' || kind == 't' ? ' ' : kind);
    return at + 2;
  }
  std::uint32_t c = HexQuad(json, at + 2);
  std::size_t next = std::min(at + 6, json.size());
  if (c >= 0xD800 && c < 0xDC00 && json.substr(next).starts_with("\\u")) {
    const std::uint32_t low = HexQuad(json, next + 2);
    if (low >= 0xDC00 && low < 0xE000) {
      c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
      next = std::min(next + 6, json.size());
    }
  }
  AppendUtf8(c, out);
  return next;
}

// Pages say the same in several places. Every block is compared with each of these texts, so they
// are few and no longer than a long description.
void AddOnce(std::vector<std::uint32_t> words, std::vector<std::vector<std::uint32_t>>* texts) {
  constexpr std::size_t kMaxTexts = 12;
  constexpr std::size_t kMaxWords = 200;
  words.resize(std::min(words.size(), kMaxWords));
  if (texts->size() < kMaxTexts && std::find(texts->begin(), texts->end(), words) == texts->end()) {
    texts->push_back(std::move(words));
  }
}

void ReadMeta(const Document& document, NodeId id, BodyEvidence* evidence) {
  std::string_view name = document.Get(id, "property");
  if (name.empty()) {
    name = document.Get(id, "name");
  }
  const std::string_view content = document.Get(id, "content");
  if (name == "og:title" || name == "twitter:title") {
    AddOnce(HashWords(content), &evidence->titles);
  } else if (name == "og:description" || name == "description" || name == "twitter:description") {
    AddOnce(HashWords(content), &evidence->descriptions);
  } else if (name == "og:type") {
    evidence->says_article = evidence->says_article || content == "article";
  }
}

}  // namespace

void ShingleSet::Add(std::span<const std::uint32_t> words) {
  for (std::size_t at = 0; at < words.size(); ++at) {
    for (std::size_t length = 1; length <= std::min(kShingle, words.size() - at); ++length) {
      hashes_.push_back(HashOf(words.subspan(at, length)));
    }
  }
}

void ShingleSet::Seal() {
  std::sort(hashes_.begin(), hashes_.end());
  hashes_.erase(std::unique(hashes_.begin(), hashes_.end()), hashes_.end());
}

float ShingleSet::Covers(std::span<const std::uint32_t> words) const {
  if (words.empty() || hashes_.empty()) {
    return 0;
  }
  const std::size_t length = std::min(kShingle, words.size());
  const std::size_t total = words.size() - length + 1;
  std::size_t found = 0;
  for (std::size_t at = 0; at < total; ++at) {
    found += std::binary_search(hashes_.begin(), hashes_.end(), HashOf(words.subspan(at, length)))
                 ? 1
                 : 0;
  }
  return static_cast<float>(found) / static_cast<float>(total);
}

std::vector<std::string> JsonStrings(std::string_view json, std::string_view key,
                                     std::size_t limit) {
  std::vector<std::string> values;
  const std::string quoted = '"' + std::string(key) + '"';
  for (std::size_t at = json.find(quoted); at != std::string_view::npos && values.size() < limit;
       at = json.find(quoted, at)) {
    at = json.find_first_not_of(" \t\r\n", at + quoted.size());
    if (at == std::string_view::npos || json[at] != ':') {
      continue;
    }
    at = json.find_first_not_of(" \t\r\n", at + 1);
    if (at == std::string_view::npos || json[at] != '"') {
      continue;
    }
    std::string value;
    for (++at; at < json.size() && json[at] != '"';) {
      if (json[at] == '\\') {
        at = Unescape(json, at, &value);
      } else {
        value.push_back(json[at]);
        ++at;
      }
    }
    values.push_back(std::move(value));
    at = std::min(at, json.size());
  }
  return values;
}

BodyEvidence GatherBodyEvidence(const Document& document) {
  constexpr std::size_t kMaxStrings = 4;
  BodyEvidence evidence;
  const NodeId head_end = document[document.head()].end;
  for (NodeId id = document.head(); id < head_end; ++id) {
    if (document[id].tag == Tag::k_title) {
      AddOnce(HashWords(document.Text(id)), &evidence.titles);
    } else if (document[id].tag == Tag::k_meta) {
      ReadMeta(document, id, &evidence);
    }
  }
  for (const std::string_view json : document.json_ld()) {
    for (const std::string& body : JsonStrings(json, "articleBody", kMaxStrings)) {
      const std::vector<std::uint32_t> words = HashWords(body, true);
      evidence.article_body_words += static_cast<std::uint32_t>(words.size());
      evidence.article_body.Add(words);
    }
    for (const std::string& title : JsonStrings(json, "headline", kMaxStrings)) {
      AddOnce(HashWords(title), &evidence.titles);
    }
    for (const std::string& text : JsonStrings(json, "description", kMaxStrings)) {
      AddOnce(HashWords(text), &evidence.descriptions);
    }
    evidence.says_article = evidence.says_article || json.find("Article\"") != json.npos;
  }
  evidence.article_body.Seal();
  return evidence;
}

}  // namespace kiosque
