#include "seeds/site.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/sanitize.h"
#include "seeds/quantity.h"

namespace kiosque {
namespace {

/// Reads settings that CheckSetting has passed: what is asked for is there in the asked form.
class CheckedTable {
 public:
  explicit CheckedTable(const SettingTable& table) : table_(table) {}

  const std::vector<std::string>& List(std::string_view key) const {
    static const std::vector<std::string> none;
    const auto found = table_.find(key);
    return found == table_.end() ? none : found->second.items;
  }
  std::string Text(std::string_view key) const {
    const auto& items = List(key);
    return items.empty() ? std::string() : items.back();
  }
  std::uint32_t Integer(std::string_view key) const {
    const std::string text = Text(key);
    std::uint32_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
  }
  std::chrono::milliseconds Duration(std::string_view key) const {
    return ParseDuration(Text(key)).value_or(std::chrono::milliseconds(0));
  }
  std::uint64_t Size(std::string_view key) const { return ParseSize(Text(key)).value_or(0); }
  std::vector<Url> Urls(std::string_view key) const {
    std::vector<Url> urls;
    for (const std::string& item : List(key)) {
      if (Result<Url> url = Url::Parse(item)) {
        urls.push_back(url->WithoutFragment());
      }
    }
    return urls;
  }
  std::vector<UrlPattern> Patterns(std::string_view key) const {
    std::vector<UrlPattern> patterns;
    for (const std::string& item : List(key)) {
      if (Result<UrlPattern> pattern = UrlPattern::Parse(item)) {
        patterns.push_back(std::move(*pattern));
      }
    }
    return patterns;
  }
  std::vector<Selector> Selectors(std::string_view key) const {
    std::vector<Selector> selectors;
    for (const std::string& item : List(key)) {
      if (Result<Selector> selector = Selector::Parse(item)) {
        selectors.push_back(std::move(*selector));
      }
    }
    return selectors;
  }
  std::string Where(std::string_view key) const {
    const auto found = table_.find(key);
    return found == table_.end() ? std::string() : found->second.from.Where();
  }

 private:
  const SettingTable& table_;
};

void AddHost(std::string host, std::vector<std::string>& hosts) {
  if (std::find(hosts.begin(), hosts.end(), host) == hosts.end()) {
    hosts.push_back(std::move(host));
  }
}

/// An alias is a host name, or a URL whose host is meant.
Status AddAliases(const CheckedTable& table, std::vector<std::string>& hosts) {
  for (const std::string& alias : table.List("aliases")) {
    const bool is_url = alias.find("://") != std::string::npos;
    const Result<Url> url = Url::Parse(is_url ? alias : "https://" + alias + "/");
    if (!url || (!is_url && alias.find('/') != std::string::npos)) {
      return Fail(Errc::kInvalidArgument,
                  fmt::format("{}aliases: \"{}\" is not a host name: write one such as "
                              "\"old.example.org\"",
                              table.Where("aliases"), SanitizeLine(alias)));
    }
    AddHost(SiteHost(url->hostname()), hosts);
  }
  return Ok();
}

Status CheckRanges(const CheckedTable& table, const Site& site) {
  if (site.per_host == 0) {
    return Fail(Errc::kInvalidArgument, table.Where("per_host") + "per_host must be at least 1");
  }
  if (site.max_page == 0) {
    return Fail(Errc::kInvalidArgument, table.Where("max_page") + "max_page must be at least 1");
  }
  if (site.timeout.count() == 0) {
    return Fail(Errc::kInvalidArgument, table.Where("timeout") + "timeout must not be 0");
  }
  if (site.list_min.count() == 0) {
    return Fail(Errc::kInvalidArgument, table.Where("list_min") + "list_min must not be 0");
  }
  return Ok();
}

NoArchivePolicy NoArchiveOf(std::string_view word) {
  return word == "ignore"   ? NoArchivePolicy::kIgnore
         : word == "strict" ? NoArchivePolicy::kStrict
                            : NoArchivePolicy::kObey;
}

TlsStrictness TlsOf(std::string_view word) {
  return word == "allow-broken"         ? TlsStrictness::kAllowBroken
         : word == "fetch-intermediate" ? TlsStrictness::kFetchIntermediate
                                        : TlsStrictness::kStrict;
}

}  // namespace

std::string SiteHost(std::string_view hostname) {
  // "www.cd" is a domain of its own: what is left must still be a name with a dot.
  if (hostname.starts_with("www.") && hostname.find('.', 4) != std::string_view::npos) {
    hostname.remove_prefix(4);
  }
  return std::string(hostname);
}

Result<Site> MakeSite(const SettingTable& table, UtcTime now) {
  const CheckedTable checked(table);
  Site site;
  site.urls = checked.Urls("url");
  for (const Url& url : site.urls) {
    AddHost(SiteHost(url.hostname()), site.hosts);
  }
  if (Status added = AddAliases(checked, site.hosts); !added) {
    return added.error();
  }
  site.id = checked.Text("id").empty() ? site.hosts.front() : checked.Text("id");
  site.feeds = checked.Urls("feeds");
  site.sitemaps = checked.Urls("sitemaps");
  site.include = checked.Patterns("include");
  site.exclude = checked.Patterns("exclude");
  site.depth = checked.Integer("depth");
  site.limit = checked.Integer("limit");
  if (!checked.Text("since").empty()) {
    site.since = ParseSince(checked.Text("since"), now);
  }
  site.delay = checked.Duration("delay");
  site.max_delay = std::max(site.delay, checked.Duration("max_delay"));
  site.per_host = checked.Integer("per_host");
  for (const std::string& item : checked.List("active_hours")) {
    if (const std::optional<DayHours> hours = DayHours::Parse(item)) {
      site.active_hours.push_back(*hours);
    }
  }
  site.site_bytes = checked.Size("site_bytes");
  site.noarchive = NoArchiveOf(checked.Text("noarchive"));
  site.tdmrep = checked.Text("tdmrep") == "true";
  site.timeout = checked.Duration("timeout");
  site.max_page = checked.Size("max_page");
  site.tls = TlsOf(checked.Text("tls"));
  site.lang = checked.Text("lang");
  site.timezone = checked.Text("timezone");
  const std::string revisit = checked.Text("revisit");
  site.revisit = revisit == "never"    ? Revisit::kNever
                 : revisit == "always" ? Revisit::kAlways
                                       : Revisit::kLadder;
  site.ladder = AgeLadder::Parse(checked.Text("ladder")).value_or(AgeLadder());
  site.second_look = checked.Text("second_look") == "true";
  site.list_min = checked.Duration("list_min");
  site.list_max = std::max(site.list_min, checked.Duration("list_max"));
  for (const std::string& days : checked.List("boost")) {
    if (const std::optional<BoostWindow> window = BoostWindow::Parse(days)) {
      site.boost.push_back(*window);
    }
  }
  site.rules = SiteRules{checked.Selectors("select_body"), checked.Selectors("select_title"),
                         checked.Selectors("select_date"), checked.Selectors("remove")};
  site.tags = checked.List("tags");
  if (Status ranges = CheckRanges(checked, site); !ranges) {
    return ranges.error();
  }
  return site;
}

Result<RunSettings> MakeRunSettings(const SettingTable& table) {
  const CheckedTable checked(table);
  RunSettings run;
  run.contact = checked.Text("contact");
  run.user_agent = checked.Text("user_agent");
  run.store = checked.Text("store");
  run.jobs = checked.Integer("jobs");
  run.run_limit = checked.Integer("run_limit");
  run.time_limit = checked.Duration("time_limit");
  run.max_bytes = checked.Size("max_bytes");
  run.per_address = checked.Integer("per_address");
  run.allow_net = checked.List("allow_net");
  run.proxy = checked.Text("proxy");
  run.cacert = checked.Text("cacert");
  run.connect_to = checked.List("connect_to");
  run.resolve = checked.List("resolve");
  if (run.jobs == 0) {
    return Fail(Errc::kInvalidArgument, checked.Where("jobs") + "jobs must be at least 1");
  }
  if (run.contact.find_first_of("\r\n") != std::string::npos ||
      run.user_agent.find_first_of("\r\n") != std::string::npos) {
    return Fail(Errc::kInvalidArgument, "contact and user_agent must be one line each");
  }
  return run;
}

}  // namespace kiosque
