// process_setup.h — what a process that fetches wants of the operating system and the C library.
//
// Errors: none; what is not granted is done without. Threads: call once, before the network thread
// runs. Source: getrlimit(2), mallopt(3).
#ifndef KIOSQUE_CRAWLER_PROCESS_SETUP_H_
#define KIOSQUE_CRAWLER_PROCESS_SETUP_H_

namespace kiosque {

/// Raises the soft limit of open files towards the hard one (a socket a site, and the store's
/// files), and makes malloc keep what page-sized buffers leave free instead of giving it back to
/// the kernel for each page, which costs more than fetching it; the threads share two arenas,
/// because an arena a thread keeps the holes of what others freed (docs/crawling.md, Memory). Does
/// nothing the second time.
void PrepareProcessForFetching();

/// How many files may be open now.
long OpenFilesLimit();

}  // namespace kiosque

#endif  // KIOSQUE_CRAWLER_PROCESS_SETUP_H_
