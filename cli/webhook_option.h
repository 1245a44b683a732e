// webhook_option.h — `kiosque changes --webhook URL|@FILE`: changes told to a service.
//
// The address may hold a secret: messages name its origin alone, and "@FILE" keeps it off the
// command line. A second secret, shared with the service, signs each request
// (corpus/webhook.h): from --webhook-secret @FILE or $KIOSQUE_WEBHOOK_SECRET, never from the
// command line itself, where every user of the machine could read it.
//
// Errors: kInvalidArgument naming the option; those of the log. Threads: one command, one thread.
#ifndef KIOSQUE_CLI_WEBHOOK_OPTION_H_
#define KIOSQUE_CLI_WEBHOOK_OPTION_H_

#include <filesystem>
#include <string>
#include <vector>

#include "base/error.h"
#include "cli/exit_code.h"
#include "cli/seed_flags.h"
#include "cli/streams.h"
#include "corpus/page_history.h"

namespace CLI {
class App;
}

namespace kiosque {

class WebhookOption {
 public:
  void AddTo(CLI::App& app);
  bool given() const { return !address_.empty(); }
  /// Delivers `events` (newest first) that the service has not taken yet, oldest first, and says
  /// what came of it. `store` keeps the log.
  Result<ExitCode> Deliver(const std::vector<ChangeEvent>& events,
                           const std::filesystem::path& store, Streams& streams) const;

 private:
  Result<Url> Address() const;
  /// Empty: requests are not signed.
  Result<std::string> Secret() const;

  std::string address_;
  std::string secret_file_;
  SeedFlags flags_;
};

}  // namespace kiosque

#endif  // KIOSQUE_CLI_WEBHOOK_OPTION_H_
