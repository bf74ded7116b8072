// The whole program: a platform, a line to the engine, and the app between them, frame by frame.
#include "web/app/app.h"
#include "web/link/engine_link.h"
#include "web/platform/platform.h"

#include <memory>

int main(int argc, char** argv) {
  using namespace deltarule;
  int exit_code = 0;
  // Alive as long as the program: in the browser run() returns and the frames go on.
  static const std::unique_ptr<Platform> platform = make_platform(argc, argv, exit_code);
  if (!platform) return exit_code;
  static const std::unique_ptr<EngineLink> link = make_engine_link([] { platform->engine_spoke(); });
  static App app(*platform, *link);
  platform->set_host(&app);
  return platform->run([] { app.frame(); });
}
