// The scene of a convolution by itself: its cards, the window that slides, and what the page keeps of it. The run of
// the experiment rests behind it, as it is.
#include <algorithm>
#include <cmath>
#include <string>

#include "engine/api/files.h"
#include "web/app/images/convolution_panels.h"
#include "web/app/images/image_panels.h"
#include "web/app/images/image_text.h"
#include "web/app/scene.h"

namespace deltarule {
namespace {

constexpr std::string_view kKept = "scene-convolution";
constexpr int kOwnSide = 64;             // of a picture from a file or the camera
constexpr float kTurnsPerSecond = 2.5f;  // of the kernel, half a turn each

Subscription wanted(const Bench&) { return {.checkpoint = true}; }

void take_picture(Bench& bench, std::vector<Platform::GivenFile> files) {
  const auto complain = [&](std::string detail) { bench.message = Message{Text::file_refused, std::move(detail)}; };
  Platform::GivenFile& file = files.front();
  if (!file.error.empty()) return complain(file.error);
  if (file.width == 0) return complain(file.name + ": " + std::string(tr(ImageText::picture_refused)));
  ConvolutionState& state = convolution_of(bench);
  state.own = {kOwnSide, kOwnSide, grey_square(std::move(file.bytes), file.height, file.width, kOwnSide), true};
  state.setup.source = PictureSource::own;
  bench.message.reset();
}

void fill_next(ConvolutionState& state) {
  state.move_to(std::min(state.filled, std::max(0, state.places() - 1)));
  state.filled = std::min(state.filled + 1, state.places());
}

/// A place at a time, so many in a second.
void slide(ConvolutionState& state, Platform& platform) {
  if (!state.slides) return;
  const double now = platform.milliseconds(), between = 1000 / state.speed;
  if (state.due == 0 || now - state.due > 1000) state.due = now;
  while (state.slides && now >= state.due) {
    state.due += between;
    fill_next(state);
    if (state.filled >= state.places()) state.slides = false;
  }
  platform.request_frame();
}

void turn(ConvolutionState& state, Platform& platform) {
  const float aim = state.setup.turned ? 1.f : 0.f;
  if (state.turn == aim) return;
  const float step = kTurnsPerSecond * std::min(ImGui::GetIO().DeltaTime, 0.1f);
  state.turn = platform.prefers_reduced_motion() ? aim
               : aim > state.turn                ? std::min(aim, state.turn + step)
                                                 : std::max(aim, state.turn - step);
  platform.request_frame();
}

void follow(Bench& bench, Platform& platform) {
  ConvolutionState& state = convolution_of(bench);
  // Whoever asked for it (a link, the host page): nothing trains behind the bench.
  if (bench.run.playing()) bench.run.pause();
  bench.images.plays_when_built = false;
  std::string& opened = bench.presentation.bench;
  if (opened != state.told) {
    // The bench alone: as it was left on this page, or else in this browser.
    if (opened != kConvolutionBench)
      state.setup = setup_from_text(opened);
    else if (state.told.empty())
      state.setup = setup_from_text(platform.load(kKept));
    state.told.clear();
  }
  take_digits(bench, platform);
  if (std::vector<Platform::GivenFile> dropped = platform.take_files(true); !dropped.empty())
    take_picture(bench, std::move(dropped));
  const std::string before = state.told;
  const bool stale = state.out.y.empty() && state.refused.empty();
  refresh(bench);
  if (state.told != before) platform.store(kKept, state.told);
  if (state.told != before || stale) platform.request_frame();
  slide(state, platform);
  turn(state, platform);
}

void press(Bench& bench, Press what) {
  ConvolutionState& state = convolution_of(bench);
  const bool whole = state.filled >= state.places();
  state.due = 0;
  switch (what) {
    case Press::play:
      state.slides = !state.slides && state.places() > 0;
      if (state.slides && whole) state.filled = 0;
      break;
    case Press::step:
      state.slides = false;
      if (whole) state.filled = 0;
      fill_next(state);
      break;
    case Press::reset:
      state.slides = false;
      state.filled = 0;
      fill_next(state);
      break;
    case Press::seed: break;
  }
}

bool plays(const Bench& bench) { return bench.images.convolution && bench.images.convolution->slides; }

constexpr Scene kScene{.panels = {bench_picture_panel, bench_window_panel, bench_slide_panel, bench_sum_panel,
                                  bench_kernel_panel, bench_corners_panel},
                       .lab = {},
                       .lab_name = nullptr,
                       .wanted = wanted,
                       .waits = waits_for_digits,
                       .follow = follow,
                       .press = press,
                       .plays = plays};

}  // namespace

const Scene* convolution_scene() { return &kScene; }

}  // namespace deltarule
