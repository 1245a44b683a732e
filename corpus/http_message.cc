#include "corpus/http_message.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <vector>

#include "base/ascii.h"

namespace kiosque {
namespace {

// Heads come from other people's files: a stray carriage return is blank too.
constexpr std::string_view kLineSpace = " \t\r";

// The lines of a head, without their ends and without the empty one.
std::vector<std::string_view> Lines(std::string_view head) {
  std::vector<std::string_view> lines;
  while (!head.empty()) {
    const std::size_t end = std::min(head.find('\n'), head.size());
    std::string_view line = head.substr(0, end);
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    if (!line.empty()) {
      lines.push_back(line);
    }
    head.remove_prefix(std::min(end + 1, head.size()));
  }
  return lines;
}

std::string_view FieldName(std::string_view line) {
  return Trim(line.substr(0, line.find(':')), kLineSpace);
}

// "name: value" with a token for a name (RFC 9110 §5.1); parsers of WARC files give up at others.
bool IsField(std::string_view line) {
  const std::size_t colon = line.find(':');
  return colon != std::string_view::npos && colon > 0 &&
         std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(colon), [](char c) {
           return IsAsciiAlphanumeric(c) ||
                  std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
         });
}

// "HTTP/2 200" and the like: there is no text form of HTTP/2, so it is told as HTTP/1.1
// (WARC-Protocol says the truth). The space behind the code stays though the reason is empty (RFC
// 9112 §4).
std::string StatusLine(std::string_view line) {
  const std::size_t space = line.find_first_of(" \t");
  if (!EqualsNoCase(line.substr(0, 5), "HTTP/") || space == std::string_view::npos) {
    return std::string(line);
  }
  const std::string_view version = line.substr(0, space);
  std::string_view rest = Trim(line.substr(space), kLineSpace);
  const bool text_version = version == "HTTP/1.0" || version == "HTTP/1.1";
  std::string out = fmt::format("{} {}", text_version ? version : "HTTP/1.1", rest);
  if (rest.find(' ') == std::string_view::npos) {
    out.push_back(' ');
  }
  return out;
}

}  // namespace

HttpMessage SplitHttpMessage(std::string_view message) {
  for (std::size_t at = message.find('\n'); at != std::string_view::npos;
       at = message.find('\n', at + 1)) {
    std::size_t next = at + 1;
    if (next < message.size() && message[next] == '\r') {
      ++next;
    }
    if (next < message.size() && message[next] == '\n') {
      return {message.substr(0, next + 1), message.substr(next + 1)};
    }
  }
  return {message, {}};
}

std::string_view HttpField(std::string_view head, std::string_view name) {
  for (const std::string_view line : Lines(head)) {
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos &&
        EqualsNoCase(Trim(line.substr(0, colon), kLineSpace), name)) {
      return Trim(line.substr(colon + 1), kLineSpace);
    }
  }
  return {};
}

std::uint16_t HttpStatus(std::string_view head) {
  const std::size_t space = head.find_first_of(" \t");
  if (!EqualsNoCase(head.substr(0, 5), "HTTP/") || space == std::string_view::npos) {
    return 0;
  }
  const std::size_t begin = std::min(head.find_first_not_of(" \t", space), head.size());
  const std::string_view code = head.substr(begin, 3);
  std::uint16_t status = 0;
  const auto [end, error] = std::from_chars(code.data(), code.data() + code.size(), status);
  return error == std::errc() && code.size() == 3 && end == code.data() + code.size()
             ? status
             : std::uint16_t{0};
}

std::string MediaType(std::string_view content_type) {
  return AsciiLower(Trim(content_type.substr(0, content_type.find(';')), kLineSpace));
}

std::string ArchivedResponseHead(std::string_view head, std::uint64_t body_bytes, bool decoded,
                                 bool elsewhere) {
  const auto lines = Lines(head);
  std::string out;
  bool length_known = false;
  const std::string right_length = fmt::format("{}", body_bytes);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = lines[i];
    const std::string_view name = FieldName(line);
    const bool stale_coding = EqualsNoCase(name, "Transfer-Encoding") ||
                              (decoded && EqualsNoCase(name, "Content-Encoding"));
    if (i == 0) {
      out += StatusLine(line);
    } else if (line.front() == ':') {
      continue;
    } else if (!IsField(line)) {
      out += fmt::format("X-Crawler-Line: {}", Trim(line, kLineSpace));
    } else if (EqualsNoCase(name, "Content-Length")) {
      const bool right = Trim(line.substr(line.find(':') + 1), kLineSpace) == right_length;
      const bool stale = !right && !elsewhere;
      out += stale ? fmt::format("X-Crawler-{}", line) : std::string(line);
      length_known = length_known || !stale;
    } else {
      out += stale_coding ? fmt::format("X-Crawler-{}", line) : std::string(line);
    }
    out += "\r\n";
  }
  if (!length_known && body_bytes > 0) {
    out += fmt::format("Content-Length: {}\r\n", body_bytes);
  }
  return out + "\r\n";
}

std::string ArchivedRequestHead(std::string_view head) {
  std::string out;
  for (const std::string_view line : Lines(head)) {
    if (out.empty()) {
      // "GET /path HTTP/2" is told as HTTP/1.1, as in a response.
      const std::size_t version = line.rfind(" HTTP/");
      out = std::string(line.substr(0, version));
      const std::string_view old =
          version == std::string_view::npos ? "" : line.substr(version + 1);
      out += old == "HTTP/1.0" ? " HTTP/1.0" : " HTTP/1.1";
    } else if (line.front() == ':') {
      continue;
    } else if (!IsField(line)) {
      out += fmt::format("X-Crawler-Line: {}", Trim(line, kLineSpace));
    } else {
      // Bodies of requests are not kept, so what says how long they were fits no longer.
      const std::string_view name = FieldName(line);
      const bool stale =
          EqualsNoCase(name, "Transfer-Encoding") ||
          (EqualsNoCase(name, "Content-Length") &&
           Trim(line.substr(std::min(line.find(':') + 1, line.size())), kLineSpace) != "0");
      out += stale ? fmt::format("X-Crawler-{}", line) : std::string(line);
    }
    out += "\r\n";
  }
  return out + "\r\n";
}

std::optional<std::string> Dechunk(std::string_view body) {
  std::string out;
  bool any = false;
  while (true) {
    const std::size_t end = body.find('\n');
    if (end == std::string_view::npos) {
      return any ? std::optional<std::string>(std::move(out)) : std::nullopt;
    }
    const std::string_view line = Trim(body.substr(0, std::min(end, body.find(';'))));
    std::uint64_t size = 0;
    const auto [stop, error] = std::from_chars(line.data(), line.data() + line.size(), size, 16);
    if (line.empty() || error != std::errc() || stop != line.data() + line.size()) {
      return any ? std::optional<std::string>(std::move(out)) : std::nullopt;
    }
    any = true;
    body.remove_prefix(end + 1);
    out.append(
        body.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(size, body.size()))));
    if (size == 0 || size >= body.size()) {
      return out;
    }
    body.remove_prefix(static_cast<std::size_t>(size));
    body.remove_prefix(body.starts_with("\r\n") ? 2 : (body.starts_with("\n") ? 1 : 0));
  }
}

}  // namespace kiosque
