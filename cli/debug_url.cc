#include "cli/debug_url.h"

#include <string>

#include "base/canonical.h"
#include "base/surt.h"
#include "base/url.h"
#include "cli/json_row.h"

namespace kiosque {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

/// A base for references that stand alone; never seen in an answer.
constexpr std::string_view kAnyBase = "http://base.invalid/";

/// Python's names of encodings, as test suites written in it have them.
std::string StandardEncoding(const std::string& name) {
  if (name == "latin1" || name == "latin-1" || name == "iso-8859-1") {
    return "windows-1252";
  }
  return name.starts_with("cp125") ? "windows-" + name.substr(2) : name;
}

std::string UrlArgument(const json& row) {
  const auto arguments = row.find("args");
  if (arguments != row.end() && arguments->is_array() && !arguments->empty() &&
      arguments->front().is_string()) {
    return arguments->front().get<std::string>();
  }
  return TextAt(row, "url", TextAt(row, "input"));
}

Result<Url> ParseAgainst(const std::string& input, const std::string& base,
                         const std::string& encoding) {
  const Result<Url> parsed = Url::Parse(base);
  return parsed ? parsed->Resolve(input, encoding) : parsed;
}

ordered_json Parts(const Url& url) {
  return {{"href", url.href()},
          {"origin", url.origin()},
          {"protocol", std::string(url.scheme()) + ":"},
          {"username", url.username()},
          {"password", url.password()},
          {"host", url.host()},
          {"hostname", url.hostname()},
          {"port", url.has_explicit_port() ? std::to_string(url.port()) : ""},
          {"pathname", url.path()},
          {"search", url.search()},
          {"hash", url.hash()}};
}

}  // namespace

ordered_json DebugUrl(const json& row) {
  const std::string input = UrlArgument(row);
  const auto base = row.find("base");
  const Result<Url> url = base == row.end() || base->is_null()
                              ? Url::Parse(input)
                              : ParseAgainst(input, TextAt(row, "base"), TextAt(row, "encoding"));
  return url ? Parts(*url) : ordered_json{{"failure", true}};
}

ordered_json DebugUrlQuery(const json& row) {
  ordered_json output = ordered_json::object();
  const auto wanted = row.find("output");
  if (wanted != row.end() && wanted->is_object()) {
    for (const auto& [encoding, expected] : wanted->items()) {
      const Result<Url> url =
          ParseAgainst("?" + TextAt(row, "input"), std::string(kAnyBase), encoding);
      output[encoding] = url && !url->search().empty() ? url->search().substr(1) : "";
    }
  }
  return {{"output", std::move(output)}};
}

ordered_json DebugIdna(const json& row) {
  const Result<std::string> ascii = DomainToAscii(TextAt(row, "input"));
  return {{"output", ascii ? ordered_json(*ascii) : ordered_json(nullptr)}};
}

ordered_json DebugCanonical(const json& row) {
  const std::string input = UrlArgument(row);
  const auto options = row.find("kw");
  const std::string encoding =
      options != row.end() && options->is_object() ? TextAt(*options, "encoding") : "";
  if (!Url::Parse(input)) {
    return {{"output", nullptr}};
  }
  const Result<Url> url = ParseAgainst(input, std::string(kAnyBase), StandardEncoding(encoding));
  return {{"output", url ? ordered_json(CanonicalUrl(*url).href()) : ordered_json(nullptr)}};
}

ordered_json DebugSurt(const json& row) {
  return {{"output", SurtKeyOfUri(UrlArgument(row))}};
}

}  // namespace kiosque
