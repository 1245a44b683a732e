// Any UTF-8 as a page: the flat tree keeps its promises, on the fast route and on the plain one.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "parser/document.h"

namespace {

void Require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

void CheckTree(const kiosque::Document& document) {
  Require(document.size() >= 3 && document.size() <= kiosque::Document::kMaxNodes);
  Require(document[0].end == document.size());
  for (kiosque::NodeId id = 1; id < document.size(); ++id) {
    const kiosque::Node& node = document[id];
    Require(node.parent < id && node.end > id && node.end <= document[node.parent].end);
    Require(node.depth <= kiosque::Document::kMaxDepth);
    Require(node.depth == document[node.parent].depth + 1);
    Require(node.tag != kiosque::Tag::kText || node.end == id + 1);
    for (const kiosque::Attribute& attribute : document.Attributes(id)) {
      Require(!attribute.name.empty());
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string html(reinterpret_cast<const char*>(data), size);
  CheckTree(kiosque::Document::Parse(html));
  CheckTree(kiosque::Document::Parse(html, kiosque::ParseRoute::kWhole));
  return 0;
}
