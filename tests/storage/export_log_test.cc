#include "storage/export_log.h"

#include <gtest/gtest.h>

#include <fstream>

#include "support/store_fixture.h"

namespace kiosque {
namespace {

using testing::At;

TEST(ExportLog, KeepsWhatWasWrittenDown) {
  const testing::TemporaryFolder folder;
  EXPECT_TRUE(ReadExports(folder.path()).value().empty());
  ExportEntry one{.time = At(0), .format = "jsonl", .path = "/tmp/a\tb %\n.jsonl", .rows = 7};
  ExportEntry two{.time = At(60),
                  .format = "wacz",
                  .path = "/tmp/x.wacz",
                  .rows = 1,
                  .digest = "00ff",
                  .as_of = At(30),
                  .hosts = {"a.org", "b.org"}};
  ASSERT_TRUE(AppendExport(folder.path(), one));
  std::ofstream(folder.path() / "exports", std::ios::app) << "half a line\n";
  ASSERT_TRUE(AppendExport(folder.path(), two));
  EXPECT_EQ(ReadExports(folder.path()).value(), (std::vector<ExportEntry>{one, two}));
}

TEST(ExportLog, TellsWhatCanBeInAnExport) {
  ExportEntry entry{.time = At(60)};
  EXPECT_TRUE(MayContain(entry, "a.org", At(60)));
  EXPECT_FALSE(MayContain(entry, "a.org", At(61)));
  entry.as_of = At(10);
  EXPECT_FALSE(MayContain(entry, "a.org", At(11)));
  entry.hosts = {"a.org"};
  EXPECT_TRUE(MayContain(entry, "www.a.org", At(0)));
  EXPECT_TRUE(MayContain(entry, "blog.a.org", At(0)));
  EXPECT_FALSE(MayContain(entry, "aa.org", At(0)));
}

}  // namespace
}  // namespace kiosque
