#include "parser/document.h"

#include <algorithm>
#include <utility>

#include "parser/document_buffers.h"
#include "parser/document_builder.h"

namespace kiosque {

Document::Document() : buffers_(std::make_unique<Buffers>()) {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

Document Document::Parse(std::string html, ParseRoute route) {
  Document document;
  DocumentBuilder(document).Build(std::move(html), route);
  return document;
}

NodeId Document::NextSibling(NodeId id) const {
  const Node& node = nodes_[id];
  return node.parent != kNoNode && node.end < nodes_[node.parent].end ? node.end : kNoNode;
}

std::span<const Attribute> Document::Attributes(NodeId id) const {
  const Node& node = nodes_[id];
  return std::span(attributes_).subspan(node.first_attribute, node.attributes);
}

std::string_view Document::Get(NodeId id, std::string_view name) const {
  for (const Attribute& attribute : Attributes(id)) {
    if (attribute.name == name) {
      return attribute.value;
    }
  }
  return {};
}

bool Document::HasAttribute(NodeId id, std::string_view name) const {
  const std::span<const Attribute> attributes = Attributes(id);
  return std::any_of(attributes.begin(), attributes.end(),
                     [name](const Attribute& attribute) { return attribute.name == name; });
}

std::string Document::Text(NodeId id) const {
  std::string text;
  for (NodeId node = id; node < nodes_[id].end; ++node) {
    if (nodes_[node].tag == Tag::kText) {
      text.append(nodes_[node].text);
    }
  }
  return text;
}

}  // namespace kiosque
