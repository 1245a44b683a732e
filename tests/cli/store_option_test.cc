// Which archive is meant when nobody says. XDG Base Directory Specification 0.8.
#include "cli/store_option.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace kiosque {
namespace {

class StoreDirectoryTest : public ::testing::Test {
 protected:
  void SetUp() override {
    unsetenv("KIOSQUE_STORE");
    unsetenv("XDG_DATA_HOME");
    setenv("HOME", "/home/awa", 1);
  }
  void TearDown() override { SetUp(); }
};

TEST_F(StoreDirectoryTest, PrefersWhatIsGivenThenTheEnvironmentThenTheDataDirectory) {
  EXPECT_EQ(StoreDirectory("").value(), "/home/awa/.local/share/kiosque");
  setenv("XDG_DATA_HOME", "/data", 1);
  EXPECT_EQ(StoreDirectory("").value(), "/data/kiosque");
  setenv("KIOSQUE_STORE", "/srv/press", 1);
  EXPECT_EQ(StoreDirectory("").value(), "/srv/press");
  EXPECT_EQ(StoreDirectory("here").value(), "here");
}

TEST_F(StoreDirectoryTest, IgnoresARelativeDataDirectory) {
  setenv("XDG_DATA_HOME", "data", 1);
  EXPECT_EQ(StoreDirectory("").value(), "/home/awa/.local/share/kiosque");
}

TEST_F(StoreDirectoryTest, SaysWhatToDoWithoutAHome) {
  unsetenv("HOME");
  ASSERT_FALSE(StoreDirectory("").has_value());
  EXPECT_EQ(StoreDirectory("").error().code, Errc::kInvalidArgument);
}

}  // namespace
}  // namespace kiosque
