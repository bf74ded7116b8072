// The program on screen: takes snapshots in, lays the panels out, turns edits into commands.
//
//   receive snapshot -> panels edit the draft -> validate -> command -> link        (see design: the circle)
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "web/link/engine_link.h"
#include "web/platform/platform.h"

namespace deltarule {

class App final : public HostApi {
 public:
  App(Platform& platform, EngineLink& link);
  ~App() override;

  void frame();

  std::string state_json() override;
  std::string set_experiment(std::string_view text) override;
  void play() override;
  void pause() override;
  void hear() override;
  void step(int batches) override;
  void reset() override;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace deltarule
