#include "seeds/seed_file.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

// One translation unit reads TOML, so the parser is compiled here; its errors come back as values.
#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include "base/sanitize.h"
#include "base/url.h"
#include "seeds/keys.h"
#include "seeds/suggestion.h"

namespace kiosque {
namespace {

int LineOf(const toml::node& node) {
  return static_cast<int>(node.source().begin.line);
}

Error At(const std::string& path, int line, const std::string& message) {
  return Fail(Errc::kInvalidArgument, fmt::format("{}:{}: {}", path, line, message));
}

/// The text of a scalar that suits `type`; empty when TOML's type does not.
std::optional<std::string> ScalarText(const toml::node& node, KeyType type) {
  const bool number =
      type == KeyType::kInteger || type == KeyType::kDuration || type == KeyType::kSize;
  if (const auto* text = node.as_string()) {
    return type == KeyType::kInteger || type == KeyType::kBoolean ? std::nullopt
                                                                  : std::optional(text->get());
  }
  if (const auto* integer = node.as_integer(); integer != nullptr && number) {
    return std::to_string(integer->get());
  }
  if (const auto* real = node.as_floating_point();
      real != nullptr && number && type != KeyType::kInteger) {
    return fmt::format("{}", real->get());
  }
  if (const auto* boolean = node.as_boolean(); boolean != nullptr && type == KeyType::kBoolean) {
    return boolean->get() ? "true" : "false";
  }
  if ((node.is_date() || node.is_date_time()) && type == KeyType::kTime) {
    std::ostringstream out;
    node.visit([&out](const auto& value) {
      if constexpr (toml::is_date<decltype(value)> || toml::is_date_time<decltype(value)>) {
        out << value.get();
      }
    });
    return out.str();
  }
  return std::nullopt;
}

std::string_view TomlTypeName(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::table:
      return "a table";
    case toml::node_type::array:
      return "a list";
    case toml::node_type::string:
      return "a text";
    case toml::node_type::integer:
      return "a number";
    case toml::node_type::floating_point:
      return "a number with a fraction";
    case toml::node_type::boolean:
      return "true or false";
    default:
      return "a date or time";
  }
}

class TableReader {
 public:
  TableReader(const std::string& path, KeyPlace place, Provenance::Kind kind)
      : path_(path), place_(place), kind_(kind) {}

  Result<SettingTable> Read(const toml::table& table) const {
    SettingTable settings;
    for (const auto& [name, node] : table) {
      const KeySpec* key = FindKey(name.str(), place_);
      if (key == nullptr) {
        return Unknown(name.str(), static_cast<int>(name.source().begin.line));
      }
      Setting setting;
      setting.from = {kind_, path_, static_cast<int>(name.source().begin.line)};
      if (Status read = Items(*key, node, setting.items); !read) {
        return read.error();
      }
      if (Status checked = CheckSetting(*key, setting); !checked) {
        return checked.error();
      }
      settings.emplace(key->name, std::move(setting));
    }
    return settings;
  }

 private:
  Status Items(const KeySpec& key, const toml::node& node, std::vector<std::string>& items) const {
    const toml::array* array = node.as_array();
    if (array == nullptr || !IsList(key.type)) {
      // A list of one may be written without brackets.
      return Item(key, node, items);
    }
    for (const toml::node& element : *array) {
      if (Status read = Item(key, element, items); !read) {
        return read;
      }
    }
    return Ok();
  }

  Status Item(const KeySpec& key, const toml::node& node, std::vector<std::string>& items) const {
    std::optional<std::string> text = ScalarText(node, key.type);
    if (!text) {
      return At(path_, LineOf(node),
                fmt::format("{} must be {}, not {}", key.name, Expectation(key.type),
                            TomlTypeName(node)));
    }
    items.push_back(std::move(*text));
    return Ok();
  }

  Error Unknown(std::string_view name, int line) const {
    const bool crawler = place_ == KeyPlace::kCrawler;
    const std::string_view here = crawler ? "[crawler]" : "[[site]]";
    if (FindKey(name, crawler ? KeyPlace::kSite : KeyPlace::kCrawler) != nullptr) {
      return At(path_, line,
                fmt::format("key \"{}\" belongs in {}, not in {}", name,
                            crawler ? "[[site]]" : "[crawler]", here));
    }
    std::vector<std::string_view> known;
    for (const KeySpec& key : SeedKeys()) {
      if (FindKey(key.name, place_) != nullptr) {
        known.push_back(key.name);
      }
    }
    const std::string_view near = NearestWord(name, known);
    const std::string hint =
        near.empty() ? ": see kiosque crawl --help" : fmt::format(": did you mean \"{}\"?", near);
    return At(path_, line,
              fmt::format("unknown key \"{}\" in {}{}", SanitizeLine(name), here, hint));
  }

  const std::string& path_;
  KeyPlace place_;
  Provenance::Kind kind_;
};

Status ReadSites(const toml::node& node, SeedFile& file) {
  const toml::array* sites = node.as_array();
  if (sites == nullptr) {
    return At(file.path, LineOf(node), "a site is written [[site]], with two brackets");
  }
  const TableReader reader(file.path, KeyPlace::kSite, Provenance::Kind::kSiteTable);
  for (const toml::node& element : *sites) {
    const toml::table* table = element.as_table();
    if (table == nullptr) {
      return At(file.path, LineOf(element), "a site is a table: write [[site]] and its keys below");
    }
    Result<SettingTable> settings = reader.Read(*table);
    if (!settings) {
      return settings.error();
    }
    if (const auto url = settings->find("url");
        url == settings->end() || url->second.items.empty()) {
      return At(file.path, LineOf(*table),
                "this [[site]] has no url: add url = \"https://…/\", where its crawl begins");
    }
    file.sites.push_back(std::move(*settings));
  }
  return Ok();
}

}  // namespace

Result<SeedFile> SeedFile::Read(const std::string& path) {
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  if (in && in.peek() != std::ifstream::traits_type::eof()) {
    text << in.rdbuf();
  }
  if (!in.is_open() || in.bad() || errno != 0) {
    const int error = errno;
    return Fail(error == ENOENT ? Errc::kNotFound : Errc::kIo,
                fmt::format("cannot read the seed file {}: {}", path, std::strerror(error)));
  }
  return path.ends_with(".toml") ? ParseToml(text.str(), path) : ParseUrlLines(text.str(), path);
}

Result<SeedFile> SeedFile::ParseToml(std::string_view text, const std::string& path) {
  const toml::parse_result parsed = toml::parse(text);
  if (!parsed) {
    const toml::parse_error& error = parsed.error();
    return At(path, static_cast<int>(error.source().begin.line),
              "not valid TOML: " + SanitizeLine(error.description()));
  }
  SeedFile file;
  file.path = path;
  for (const auto& [name, node] : parsed.table()) {
    const int line = static_cast<int>(name.source().begin.line);
    if (name.str() == "crawler" && node.is_table()) {
      const TableReader reader(file.path, KeyPlace::kCrawler, Provenance::Kind::kCrawlerTable);
      Result<SettingTable> settings = reader.Read(*node.as_table());
      if (!settings) {
        return settings.error();
      }
      file.crawler = std::move(*settings);
    } else if (name.str() == "site") {
      if (Status read = ReadSites(node, file); !read) {
        return read.error();
      }
    } else {
      const std::string_view near = NearestWord(name.str(), {"crawler", "site"});
      return At(path, line,
                fmt::format("\"{}\" is neither [crawler] nor [[site]]{}", SanitizeLine(name.str()),
                            near.empty() ? ": put keys below one of these"
                                         : fmt::format(": did you mean \"{}\"?", near)));
    }
  }
  return file;
}

Result<SeedFile> SeedFile::ParseUrlLines(std::string_view text, const std::string& path) {
  SeedFile file;
  file.path = path;
  int line = 0;
  while (!text.empty()) {
    ++line;
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view row = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    row = row.substr(0, row.starts_with('#') ? 0 : row.find(" #"));
    const std::size_t first = row.find_first_not_of(" \t\r\xEF\xBB\xBF");
    if (first == std::string_view::npos) {
      continue;
    }
    row = row.substr(first, row.find_last_not_of(" \t\r") - first + 1);
    // People list outlets by their bare names; https is what such a name means today.
    const std::string address = row.find("://") == std::string_view::npos
                                    ? "https://" + std::string(row)
                                    : std::string(row);
    Setting url{{address}, {Provenance::Kind::kUrlList, path, line}};
    if (!Url::Parse(address)) {
      return At(path, line,
                fmt::format("\"{}\" is not an http or https URL: write one URL a line",
                            SanitizeLine(row)));
    }
    SettingTable site;
    site.emplace("url", std::move(url));
    file.sites.push_back(std::move(site));
  }
  return file;
}

}  // namespace kiosque
