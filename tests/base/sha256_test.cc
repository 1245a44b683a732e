#include "base/sha256.h"

#include <gtest/gtest.h>

#include "base/body.h"

namespace kiosque {
namespace {

TEST(Sha256, Fips180_4_KnownAnswers) {
  EXPECT_EQ(Sha256::Of("").Hex(),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(Sha256::Of("abc").Hex(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Sha256, ReadsItsOwnHexAndNothingElse) {
  const Sha256 digest = Sha256::Of("abc");
  EXPECT_EQ(Sha256::FromHex(digest.Hex()), digest);
  EXPECT_FALSE(Sha256::FromHex("ba78"));
  EXPECT_FALSE(Sha256::FromHex(std::string(64, 'g')));
}

TEST(Body, KeepsItsDigestWhenMoved) {
  Body body(std::string("abc"));
  EXPECT_EQ(body.digest(), Sha256::Of("abc"));
  const Body moved = std::move(body);
  EXPECT_EQ(moved.digest(), Sha256::Of("abc"));
  EXPECT_EQ(moved.Clone().view(), "abc");
}

}  // namespace
}  // namespace kiosque
