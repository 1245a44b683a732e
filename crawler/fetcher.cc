#include "crawler/fetcher.h"

#include "base/ascii.h"
#include "crawler/response_head.h"

namespace kiosque {

std::string_view FetchResult::Field(std::string_view name) const {
  FieldReader fields(response_head);
  while (fields.Next()) {
    if (EqualsNoCase(fields.name(), name)) {
      return fields.value();
    }
  }
  return {};
}

std::vector<std::string_view> FetchResult::Fields(std::string_view name) const {
  std::vector<std::string_view> values;
  FieldReader fields(response_head);
  while (fields.Next()) {
    if (EqualsNoCase(fields.name(), name)) {
      values.push_back(fields.value());
    }
  }
  return values;
}

}  // namespace kiosque
