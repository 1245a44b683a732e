#include "seeds/seed_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/sanitize.h"
#include "seeds/keys.h"
#include "seeds/seed_file.h"
#include "seeds/suggestion.h"

namespace kiosque {
namespace {

void Override(const SettingTable& stronger, KeyPlace place, SettingTable& table) {
  for (const auto& [name, setting] : stronger) {
    if (FindKey(name, place) != nullptr) {
      table.insert_or_assign(name, setting);
    }
  }
}

SettingTable Defaults(KeyPlace place) {
  SettingTable table;
  for (const KeySpec& key : SeedKeys()) {
    if (FindKey(key.name, place) != nullptr && !key.fallback.empty()) {
      table.emplace(key.name, Setting{{std::string(key.fallback)}, {}});
    }
  }
  return table;
}

/// URLs of one host, from lists and from the command line, become one site.
class UrlSites {
 public:
  void Add(SettingTable table, std::vector<SettingTable>& sites) {
    const Setting& url = table.at("url");
    const Result<Url> parsed = Url::Parse(url.items.front());
    const std::string host = parsed ? SiteHost(parsed->hostname()) : url.items.front();
    const auto [known, fresh] = index_.emplace(host, sites.size());
    if (fresh) {
      sites.push_back(std::move(table));
      return;
    }
    std::vector<std::string>& items = sites[known->second].at("url").items;
    if (std::find(items.begin(), items.end(), url.items.front()) == items.end()) {
      items.push_back(url.items.front());
    }
  }

 private:
  std::map<std::string, std::size_t> index_;
};

class Loader {
 public:
  explicit Loader(const SeedSources& sources) : sources_(sources) {}

  Result<SeedList> Load() {
    Result<SettingTable> flags = FlagTable(sources_.flags, Provenance::Kind::kCommandLine);
    if (!flags) {
      return flags.error();
    }
    Result<SettingTable> environment =
        FlagTable(sources_.environment, Provenance::Kind::kEnvironment);
    if (!environment) {
      return environment.error();
    }
    flags_ = std::move(*flags);
    environment_ = std::move(*environment);
    run_ = Defaults(KeyPlace::kCrawler);
    for (const std::string& argument : sources_.arguments) {
      if (Status added = AddArgument(argument); !added) {
        return added.error();
      }
    }
    Override(environment_, KeyPlace::kCrawler, run_);
    Override(flags_, KeyPlace::kCrawler, run_);
    return Finish();
  }

 private:
  Status AddArgument(const std::string& argument) {
    if (argument.find("://") == std::string::npos) {
      Result<SeedFile> file = SeedFile::Read(argument);
      return file ? AddFile(std::move(*file)) : Status(file.error());
    }
    const Result<Url> url = Url::Parse(argument);
    if (!url) {
      return Fail(Errc::kInvalidArgument,
                  fmt::format("\"{}\": {}", SanitizeLine(argument), url.error().message));
    }
    SettingTable table = Defaults(KeyPlace::kSite);
    table.insert_or_assign("url", Setting{{argument}, {Provenance::Kind::kCommandLine, {}, 0}});
    url_sites_.Add(std::move(table), sites_);
    return Ok();
  }

  Status AddFile(SeedFile file) {
    for (const auto& [name, setting] : file.crawler) {
      if (FindKey(name, KeyPlace::kCrawler)->place == KeyPlace::kBoth) {
        run_.insert_or_assign(name, setting);
        continue;
      }
      const auto [known, fresh] = said_.emplace(name, setting);
      if (!fresh && known->second.items != setting.items && flags_.find(name) == flags_.end()) {
        return Fail(
            Errc::kInvalidArgument,
            fmt::format("{}{} = \"{}\" but {}says \"{}\": let them agree, or give --{}",
                        setting.from.Where(), name, setting.Text(), known->second.from.Where(),
                        known->second.Text(), FindKey(name, KeyPlace::kCrawler)->flag));
      }
      run_.insert_or_assign(name, setting);
    }
    for (SettingTable& site : file.sites) {
      SettingTable table = Defaults(KeyPlace::kSite);
      Override(file.crawler, KeyPlace::kSite, table);
      Override(site, KeyPlace::kSite, table);
      if (site.at("url").from.kind == Provenance::Kind::kUrlList) {
        url_sites_.Add(std::move(table), sites_);
      } else {
        sites_.push_back(std::move(table));
      }
    }
    return Ok();
  }

  Result<SeedList> Finish() {
    SeedList list;
    Result<RunSettings> run = MakeRunSettings(run_);
    if (!run) {
      return run.error();
    }
    list.run = std::move(*run);
    Show("crawler", KeyPlace::kCrawler, run_, list);
    for (SettingTable& table : sites_) {
      Override(environment_, KeyPlace::kSite, table);
      Override(flags_, KeyPlace::kSite, table);
      Result<Site> site = MakeSite(table, sources_.now);
      if (!site) {
        return site.error();
      }
      if (Status unique = Claim(*site, table.at("url").from); !unique) {
        return unique.error();
      }
      Show(site->id, KeyPlace::kSite, table, list);
      list.sites.push_back(std::move(*site));
    }
    if (list.sites.empty()) {
      return Fail(Errc::kInvalidArgument,
                  "no site to visit: name a seed file with a [[site]], or a URL");
    }
    return list;
  }

  /// A host belongs to one site, or nobody could say which settings hold for its pages.
  Status Claim(const Site& site, const Provenance& from) {
    if (const auto [known, fresh] = ids_.emplace(site.id, from); !fresh) {
      return Fail(Errc::kInvalidArgument,
                  fmt::format("{}site \"{}\" is also at {}: give one of them another id",
                              from.Where(), site.id, known->second.Text()));
    }
    for (const std::string& host : site.hosts) {
      if (const auto [known, fresh] = hosts_.emplace(host, site.id); !fresh) {
        return Fail(Errc::kInvalidArgument,
                    fmt::format("{}host {} belongs to site \"{}\" and to \"{}\": make them one "
                                "[[site]] whose url is a list",
                                from.Where(), host, known->second, site.id));
      }
    }
    return Ok();
  }

  static void Show(const std::string& name, KeyPlace place, const SettingTable& table,
                   SeedList& list) {
    for (const KeySpec& key : SeedKeys()) {
      if (FindKey(key.name, place) == nullptr) {
        continue;
      }
      const auto found = table.find(key.name);
      const Setting setting = found == table.end() ? Setting{} : found->second;
      list.shown.push_back({name, std::string(key.name), setting.Text(), setting.from});
    }
  }

  const SeedSources& sources_;
  SettingTable flags_;
  SettingTable environment_;
  SettingTable run_;
  SettingTable said_;  ///< of the whole run, by files
  std::vector<SettingTable> sites_;
  UrlSites url_sites_;
  std::map<std::string, Provenance> ids_;
  std::map<std::string, std::string> hosts_;
};

}  // namespace

std::string Provenance::Text() const {
  std::string place = line > 0 ? fmt::format("{}:{}", file, line) : file;
  switch (kind) {
    case Kind::kDefault:
      return "default";
    case Kind::kCrawlerTable:
      return "[crawler] " + place;
    case Kind::kSiteTable:
      return "[[site]] " + place;
    case Kind::kUrlList:
      return place;
    case Kind::kEnvironment:
      return "environment";
    case Kind::kCommandLine:
      return "command line";
  }
  return "";
}

std::string Provenance::Where() const {
  switch (kind) {
    case Kind::kDefault:
      return "";
    case Kind::kEnvironment:
    case Kind::kCommandLine:
      return Text() + ": ";
    default:
      return fmt::format("{}:{}: ", file, line);
  }
}

std::string Setting::Text() const {
  return fmt::format("{}", fmt::join(items, ", "));
}

Result<SettingTable> FlagTable(const std::vector<FlagValue>& flags, Provenance::Kind kind) {
  SettingTable table;
  for (const FlagValue& given : flags) {
    const KeySpec* key = FindFlag(given.flag);
    if (key == nullptr) {
      std::vector<std::string_view> known;
      for (const KeySpec& spec : SeedKeys()) {
        known.push_back(spec.flag);
      }
      const std::string_view near = NearestWord(given.flag, known);
      return Fail(Errc::kInvalidArgument,
                  fmt::format("unknown flag --{}{}", SanitizeLine(given.flag),
                              near.empty() ? "" : fmt::format(": did you mean --{}?", near)));
    }
    Setting& setting = table[std::string(key->name)];
    setting.from.kind = kind;
    if (!IsList(key->type)) {
      setting.items.clear();
    }
    setting.items.push_back(given.value);
    if (Status checked = CheckSetting(*key, setting); !checked) {
      return checked.error();
    }
  }
  return table;
}

Result<SeedList> SeedList::Load(const SeedSources& sources) {
  return Loader(sources).Load();
}

Status SeedList::RequireContact() const {
  if (!run.contact.empty()) {
    return Ok();
  }
  return Fail(Errc::kInvalidArgument,
              "no contact: site owners must be able to reach you; set contact = "
              "\"you@example.org\" in [crawler] of the seed file, or give --contact");
}

}  // namespace kiosque
