#include "cli/command_list.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <string>

#include "base/sanitize.h"
#include "cli/json_row.h"
#include "cli/selection_options.h"
#include "cli/store_option.h"
#include "cli/streams.h"
#include "corpus/export.h"

namespace kiosque {
namespace {

/// "2024-04-13", of what the page says, else of when it was first seen, marked.
std::string Day(const Version& version) {
  constexpr std::size_t kDay = 10;
  return version.article.published ? version.article.published->Iso().substr(0, kDay)
                                   : "~" + FormatUtc(version.first_seen).substr(0, kDay);
}

class ListCommand final : public Command {
 public:
  CommandText text() const override {
    return {"list", "list the archived articles",
            "Prints a line for each article: day of publication (of the first visit after a ~ when "
            "the page names none), language, words, number of versions, address, title.",
            "# what came in during the last two days\n"
            "kiosque list --since 2d\n"
            "# one site's articles in Lingala, as JSON Lines\n"
            "kiosque list --host radiookapi.net --language ln --json"};
  }

  void AddOptions(CLI::App& app) override {
    AddStoreOption(app, store_);
    selection_.AddTo(app);
    app.add_flag("--json", json_, "one JSON object a line");
  }

  Result<ExitCode> Run(Streams& streams) override {
    const Result<Selection> selection = selection_.Read(SystemClock().Now());
    if (!selection) {
      return selection.error();
    }
    const Result<std::unique_ptr<Archive>> archive = OpenStore(store_, OpenMode::kReadOnly);
    if (!archive) {
      return archive.error();
    }
    const Status visited = VisitCorpus(**archive, *selection, [&](const CorpusRow& row) {
      streams.out << (json_ ? DumpJsonRow(Json(row)) : Line(row)) << '\n';
      return static_cast<bool>(streams.out);  // nobody reads on: "| head"
    });
    if (!visited) {
      return visited.error();
    }
    return ExitCode::kOk;
  }

 private:
  static std::string Line(const CorpusRow& row) {
    const Article& article = row.version.article;
    return fmt::format("{:<11} {:<3} {:>5} {:>3}  {}  {}", Day(row.version),
                       SanitizeLine(article.language.empty() ? "?" : article.language),
                       article.words, row.version.number, row.url.href(),
                       SanitizeLine(article.title));
  }

  static nlohmann::ordered_json Json(const CorpusRow& row) {
    const Article& article = row.version.article;
    return {{"url", row.url.href()},
            {"title", article.title},
            {"date_published", article.published ? article.published->Iso() : std::string()},
            {"date_crawled", FormatUtc(row.version.first_seen)},
            {"language", article.language},
            {"words", article.words},
            {"versions", row.version.number}};
  }

  std::string store_;
  SelectionOptions selection_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> MakeListCommand() {
  return std::make_unique<ListCommand>();
}

}  // namespace kiosque
