#include "cli/selection_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <utility>

#include "base/url.h"
#include "seeds/quantity.h"

namespace kiosque {
namespace {

/// "https://www.example.org/" and "Example.org" are meant as the host example.org.
Result<std::string> ReadHost(const std::string& value) {
  const bool is_url = value.find("://") != std::string::npos;
  const Result<Url> url = Url::Parse(is_url ? value : "http://" + value + "/");
  if (!url) {
    return Fail(Errc::kInvalidArgument, fmt::format("--host: '{}' is no host name", value));
  }
  return std::string(url->hostname());
}

}  // namespace

void SelectionOptions::AddTo(CLI::App& app) {
  app.add_option("--host", hosts_, "only this host and its subdomains; may be repeated")
      ->type_name("HOST")
      ->take_all()
      ->expected(1)
      ->allow_extra_args(false);
  app.add_option("--since", since_,
                 "only what appeared then or later: a date, a time, or an age such as 30d")
      ->type_name("TIME");
  app.add_option("--until", until_, "only what appeared before then")->type_name("TIME");
  app.add_option("--language,--lang", languages_, "only this language, e.g. fr; may be repeated")
      ->type_name("LANG")
      ->take_all()
      ->expected(1)
      ->allow_extra_args(false);
  app.add_option("--tag", tags_, "only with this keyword of the page's own; may be repeated")
      ->type_name("TAG")
      ->take_all()
      ->expected(1)
      ->allow_extra_args(false);
  app.add_option("--min-words", min_words_, "only articles with so many words")->type_name("N");
}

Result<UtcTime> ReadTimeOption(const std::string& option, const std::string& value, UtcTime now) {
  const std::optional<UtcTime> time = ParseSince(value, now);
  if (!time) {
    return Fail(
        Errc::kInvalidArgument,
        fmt::format(
            "{}: '{}' is no time; write 2024-04-13, 2024-04-13T08:30:00Z or an age such as 30d",
            option, value));
  }
  return *time;
}

Result<Selection> SelectionOptions::Read(UtcTime now) const {
  Selection selection;
  for (const std::string& value : hosts_) {
    Result<std::string> host = ReadHost(value);
    if (!host) {
      return host.error();
    }
    selection.hosts.push_back(*std::move(host));
  }
  if (!since_.empty()) {
    const Result<UtcTime> time = ReadTimeOption("--since", since_, now);
    if (!time) {
      return time.error();
    }
    selection.since = *time;
  }
  if (!until_.empty()) {
    const Result<UtcTime> time = ReadTimeOption("--until", until_, now);
    if (!time) {
      return time.error();
    }
    selection.until = *time;
  }
  selection.languages = languages_;
  selection.tags = tags_;
  selection.min_words = min_words_;
  return selection;
}

}  // namespace kiosque
