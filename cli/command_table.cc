#include "cli/command_table.h"

#include "cli/command_archive.h"
#include "cli/command_changes.h"
#include "cli/command_config.h"
#include "cli/command_crawl.h"
#include "cli/command_debug.h"
#include "cli/command_demo.h"
#include "cli/command_diff.h"
#include "cli/command_explain.h"
#include "cli/command_export.h"
#include "cli/command_extract.h"
#include "cli/command_forget.h"
#include "cli/command_import.h"
#include "cli/command_init.h"
#include "cli/command_list.h"
#include "cli/command_log.h"
#include "cli/command_man.h"
#include "cli/command_proof.h"
#include "cli/command_reextract.h"
#include "cli/command_repair.h"
#include "cli/command_show.h"
#include "cli/command_status.h"
#include "cli/command_verify.h"

namespace kiosque {

std::vector<std::unique_ptr<Command>> MakeCommands() {
  std::vector<std::unique_ptr<Command>> commands;
  commands.push_back(MakeCrawlCommand());
  commands.push_back(MakeInitCommand());
  commands.push_back(MakeArchiveCommand());
  commands.push_back(MakeDemoCommand());
  commands.push_back(MakeShowCommand());
  commands.push_back(MakeLogCommand());
  commands.push_back(MakeDiffCommand());
  commands.push_back(MakeChangesCommand());
  commands.push_back(MakeListCommand());
  commands.push_back(MakeStatusCommand());
  commands.push_back(MakeExplainCommand());
  commands.push_back(MakeExportCommand());
  commands.push_back(MakeExtractCommand());
  commands.push_back(MakeImportCommand());
  commands.push_back(MakeReextractCommand());
  commands.push_back(MakeVerifyCommand());
  commands.push_back(MakeRepairCommand());
  commands.push_back(MakeProofCommand());
  commands.push_back(MakeForgetCommand());
  commands.push_back(MakeConfigCommand());
  commands.push_back(MakeDebugCommand());
  commands.push_back(MakeManCommand());
  return commands;
}

}  // namespace kiosque
