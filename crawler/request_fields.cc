#include "crawler/request_fields.h"

#include <algorithm>
#include <iterator>

namespace kiosque {
namespace {

constexpr std::size_t kMaxValue = 1024;

}  // namespace

bool IsSafeFieldValue(std::string_view value) {
  return !value.empty() && value.size() <= kMaxValue &&
         std::none_of(value.begin(), value.end(), [](char c) {
           return (static_cast<unsigned char>(c) < ' ' && c != '\t') || c == '\x7f';
         });
}

bool NeedsOwnFields(const FetchRequest& request) {
  return IsSafeFieldValue(request.etag) || IsSafeFieldValue(request.last_modified) ||
         IsSafeFieldValue(request.accept) || IsSafeFieldValue(request.post_type) ||
         !request.more_fields.empty();
}

std::vector<std::string> RequestFields(const FetchRequest& request, std::string_view from) {
  std::vector<std::string> fields;
  fields.push_back("Accept: " + (IsSafeFieldValue(request.accept) ? request.accept
                                                                  : std::string(kDefaultAccept)));
  fields.emplace_back("Accept-Encoding: gzip");
  if (IsSafeFieldValue(from)) {
    fields.push_back("From: " + std::string(from));
  }
  if (IsSafeFieldValue(request.etag)) {
    fields.push_back("If-None-Match: " + request.etag);
  }
  if (IsSafeFieldValue(request.last_modified)) {
    fields.push_back("If-Modified-Since: " + request.last_modified);
  }
  if (IsSafeFieldValue(request.post_type)) {
    fields.push_back("Content-Type: " + request.post_type);
  }
  std::copy_if(request.more_fields.begin(), request.more_fields.end(), std::back_inserter(fields),
               [](const std::string& line) { return IsSafeFieldValue(line); });
  return fields;
}

}  // namespace kiosque
