#include "crawler/exchange.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "crawler/response_head.h"

namespace kiosque {
namespace {

// Bodies are reserved no further than this on the word of a Content-Length alone.
constexpr std::uint64_t kMaxReserve = 1u << 20;

// The value of Content-Length; empty when absent or not a number (the transport has its own opinion
// then).
std::optional<std::uint64_t> DeclaredLength(const FetchResult& result) {
  const std::string_view value = result.Field("Content-Length");
  std::uint64_t length = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), length);
  if (error != std::errc() || end != value.data() + value.size()) {
    return std::nullopt;
  }
  return length;
}

std::string Codings(const FetchResult& result) {
  std::string codings;
  for (const std::string_view value : result.Fields("Content-Encoding")) {
    codings.append(codings.empty() ? "" : ",").append(value);
  }
  return codings;
}

bool HasNoBody(std::uint16_t status) {
  return status == 204 || status == 304;
}

}  // namespace

Exchange::Exchange(const FetchRequest& request, const HeadLimits& limits)
    : limits_(limits),
      result_(request.url),
      max_body_(request.max_body_bytes),
      want_prefix_(request.want_prefix),
      conditional_(!request.etag.empty() || !request.last_modified.empty()) {}

void Exchange::OnRequestHead(std::string_view bytes) {
  if (result_.request_head.ends_with("\r\n\r\n")) {
    result_.request_head.clear();
  }
  result_.request_head.append(bytes);
}

bool Exchange::Stop(FetchOutcome outcome, std::string detail) {
  stopped_.emplace(outcome, std::move(detail));
  return false;
}

bool Exchange::OnHeaderLine(std::string_view line) {
  if (stopped_) {
    return false;
  }
  header_bytes_ += line.size();
  if (header_bytes_ > limits_.bytes) {
    return Stop(FetchOutcome::kTooManyHeaders, fmt::format("head is over {} bytes", limits_.bytes));
  }
  const bool empty = line == "\r\n" || line == "\n";
  const bool folded = line.starts_with(' ') || line.starts_with('\t');
  if (!empty && !folded && ++fields_ > limits_.fields) {
    return Stop(FetchOutcome::kTooManyHeaders,
                fmt::format("head is over {} fields", limits_.fields));
  }
  if (head_done_) {
    return true;  // a trailer
  }
  result_.response_head.append(line);
  return empty ? EndOfHead() : true;
}

bool Exchange::EndOfHead() {
  const std::string_view head = result_.response_head;
  const auto status = ParseStatusLine(head.substr(0, head.find_first_of("\r\n")));
  if (status && *status < 200) {
    if (++interim_ > limits_.interim) {
      return Stop(FetchOutcome::kTooManyHeaders,
                  fmt::format("over {} interim responses", limits_.interim));
    }
    result_.response_head.clear();
    return true;
  }
  head_done_ = true;
  return StartBody(status.value_or(0));
}

bool Exchange::StartBody(std::uint16_t status) {
  if (!decoder_.Start(Codings(result_))) {
    return Stop(FetchOutcome::kBadResponse,
                fmt::format("over {} layers of Content-Encoding", ContentDecoder::kMaxLayers));
  }
  const bool redirect = status / 100 == 3 && !result_.Field("Location").empty();
  if (redirect) {
    max_body_ = std::min(max_body_, kMaxRedirectBody);
  }
  const auto declared = HasNoBody(status) ? std::nullopt : DeclaredLength(result_);
  if (declared && *declared > max_body_ && !want_prefix_ && !redirect) {
    return Stop(FetchOutcome::kTooLarge,
                fmt::format("{} bytes announced, {} allowed; none read", *declared, max_body_));
  }
  if (declared) {
    std::string& target = decoder_.identity() ? body_ : result_.coded_body;
    target.reserve(
        static_cast<std::size_t>(std::min({*declared, std::uint64_t{max_body_}, kMaxReserve})));
  }
  return true;
}

bool Exchange::OnBody(std::string_view bytes) {
  if (stopped_) {
    return false;
  }
  body_bytes_ += bytes.size();
  if (!decoder_.identity()) {
    const std::size_t space = max_body_ - std::min(max_body_, result_.coded_body.size());
    result_.coded_body.append(bytes.substr(0, space));
    if (bytes.size() > space) {
      return Stop(FetchOutcome::kTooLarge, fmt::format("over {} bytes", max_body_));
    }
  }
  switch (decoder_.Push(bytes, body_, max_body_)) {
    case DecodeStatus::kTooLarge:
      return Stop(FetchOutcome::kTooLarge, fmt::format("over {} bytes", max_body_));
    case DecodeStatus::kCorrupt:
      return Stop(FetchOutcome::kBadResponse, "Content-Encoding " + decoder_.name() + " is broken");
    default:
      return true;
  }
}

FetchResult Exchange::Finish(TransportEnd end, UtcTime now) {
  if (stopped_) {
    end = std::move(*stopped_);
  } else if (end.outcome == FetchOutcome::kOk && decoder_.Finish() == DecodeStatus::kCut) {
    end = TransportEnd(FetchOutcome::kBadResponse,
                       "Content-Encoding " + decoder_.name() + " ends in the middle");
  }
  if (!head_done_ && end.outcome == FetchOutcome::kOk) {
    end = TransportEnd(FetchOutcome::kBadResponse, "no response head");
  }
  if (head_done_) {
    InterpretHead(result_, conditional_, now);
    result_.content_coding = result_.coded_body.empty() ? "" : decoder_.name();
  }
  result_.body = Body(std::move(body_));
  result_.wire_bytes = wire_bytes();
  if (end.outcome == FetchOutcome::kOk) {
    return std::move(result_);
  }
  result_.truncated = head_done_;
  // Where a redirect leads is known although its body, which nobody reads, was not to be had.
  if (result_.outcome != FetchOutcome::kRedirect || end.outcome == FetchOutcome::kCancelled) {
    result_.outcome = end.outcome;
    result_.detail = std::move(end.detail);
  }
  return std::move(result_);
}

}  // namespace kiosque
