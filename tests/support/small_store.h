// small_store.h — a store whose write buffers are so small that little data makes many files.
#ifndef KIOSQUE_TESTS_SUPPORT_SMALL_STORE_H_
#define KIOSQUE_TESTS_SUPPORT_SMALL_STORE_H_

#include "storage/store_archive.h"

namespace kiosque::testing {

/// `env` stands for the operating system's; null = that itself.
inline StoreOptions SmallBuffers(leveldb::Env* env = nullptr) {
  StoreOptions options;
  options.env = env;
  options.index_write_buffer = 64u << 10;
  options.payload_write_buffer = 64u << 10;
  return options;
}

}  // namespace kiosque::testing

#endif  // KIOSQUE_TESTS_SUPPORT_SMALL_STORE_H_
