#include "crawler/response_head.h"

#include <algorithm>

#include "base/ascii.h"
#include "crawler/retry_after.h"

namespace kiosque {
namespace {

// Cuts the first line, without its line end, off `rest`.
std::string_view TakeLine(std::string_view& rest) {
  const auto end = rest.find('\n');
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  if (line.ends_with('\r')) {
    line.remove_suffix(1);
  }
  return line;
}

// RFC 9110 §15.4: the codes whose Location is where to go. 300 offers a choice and 304 none.
bool IsRedirect(std::uint16_t status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

void TakeField(FetchResult& result, std::string_view name, std::string_view value, UtcTime now) {
  if (EqualsNoCase(name, "content-type") && result.media_type.empty()) {
    ContentType type = ParseContentType(value);
    result.media_type = std::move(type.media_type);
    result.http_charset = std::move(type.charset);
  } else if (EqualsNoCase(name, "etag") && result.etag.empty()) {
    result.etag = value;
  } else if (EqualsNoCase(name, "last-modified") && result.last_modified.empty()) {
    result.last_modified = value;
  } else if (EqualsNoCase(name, "retry-after") && !result.retry_after) {
    result.retry_after = ParseRetryAfter(value, now);
  } else if (EqualsNoCase(name, "location") && !result.location && IsRedirect(result.status)) {
    if (auto target = result.url.Resolve(value)) {
      result.location = target->WithoutFragment();
    } else {
      result.detail = "Location is not an http or https URL";
    }
  }
}

}  // namespace

FieldReader::FieldReader(std::string_view head) : rest_(head) {
  TakeLine(rest_);
}

bool FieldReader::Next() {
  while (!rest_.empty()) {
    const std::string_view line = TakeLine(rest_);
    const auto colon = line.find(':');
    if (line.empty() || line.front() == ' ' || line.front() == '\t' ||
        colon == std::string_view::npos) {
      continue;
    }
    name_ = Trim(line.substr(0, colon), kHttpSpace);
    value_ = Trim(line.substr(colon + 1), kHttpSpace);
    return true;
  }
  return false;
}

std::optional<std::uint16_t> ParseStatusLine(std::string_view line) {
  if (!line.starts_with("HTTP/")) {
    return std::nullopt;
  }
  const auto space = line.find(' ');
  if (space == std::string_view::npos || line.size() < space + 4) {
    return std::nullopt;
  }
  const std::string_view digits = line.substr(space + 1, 3);
  unsigned code = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') {
      return std::nullopt;
    }
    code = code * 10 + static_cast<unsigned>(c - '0');
  }
  const bool ends = line.size() == space + 4 || line[space + 4] < '0' || line[space + 4] > '9';
  return code >= 100 && ends ? std::optional(static_cast<std::uint16_t>(code)) : std::nullopt;
}

ContentType ParseContentType(std::string_view value) {
  ContentType type;
  const auto semicolon = value.find(';');
  type.media_type = AsciiLower(Trim(value.substr(0, semicolon), kHttpSpace));
  std::string_view rest =
      semicolon == std::string_view::npos ? std::string_view() : value.substr(semicolon + 1);
  while (!rest.empty() && type.charset.empty()) {
    const auto end = rest.find(';');
    const std::string_view parameter = Trim(rest.substr(0, end), kHttpSpace);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    const auto equals = parameter.find('=');
    if (equals == std::string_view::npos ||
        !EqualsNoCase(Trim(parameter.substr(0, equals), kHttpSpace), "charset")) {
      continue;
    }
    std::string_view label = Trim(parameter.substr(equals + 1), kHttpSpace);
    const auto quotes = label.find_first_not_of("\"'");
    label.remove_prefix(quotes == std::string_view::npos ? label.size() : quotes);
    type.charset = AsciiLower(Trim(label.substr(0, label.find_first_of("\"'")), kHttpSpace));
  }
  return type;
}

void InterpretHead(FetchResult& result, bool conditional, UtcTime now) {
  std::string_view rest = result.response_head;
  const auto status = ParseStatusLine(TakeLine(rest));
  if (!status) {
    result.outcome = FetchOutcome::kBadResponse;
    result.detail = "no status line";
    return;
  }
  result.status = *status;
  FieldReader fields(result.response_head);
  while (fields.Next()) {
    TakeField(result, fields.name(), fields.value(), now);
  }
  if (result.status == 304 && conditional) {
    result.outcome = FetchOutcome::kNotModified;
  } else if (!IsRedirect(result.status)) {
    result.outcome = FetchOutcome::kOk;
  } else if (result.location) {
    result.outcome = FetchOutcome::kRedirect;
    result.detail.clear();
  } else {
    result.outcome = FetchOutcome::kBadRedirect;
    if (result.detail.empty()) {
      result.detail = "redirect without Location";
    }
  }
}

}  // namespace kiosque
