// The frame: what has arrived comes in, the panels are drawn where the layout says, their edits go out.
//
// It decides when, never how: panels draw themselves, LiveRun talks to the engine, Keeper keeps.
#include "web/app/app.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/io/experiment_json.h"
#include "web/app/app_parts.h"
#include "web/app/panels.h"
#include "web/app/presentation.h"
#include "web/app/scene.h"
#include "web/app/transport.h"

namespace deltarule {
namespace {

constexpr float kFlowPerSecond = 0.55f;

ImVec4 channels(Colour colour) { return ImGui::ColorConvertU32ToFloat4(colour); }

/// ImGui draws little by itself: popups, scroll bars, the field in which a figure is typed.
void style_imgui(const Theme& theme, float scale, float pixel_ratio) {
  ImGuiStyle& style = ImGui::GetStyle();
  style.CircleTessellationMaxError = 0.25f / pixel_ratio;  // round on every screen
  style.WindowPadding = style.ItemSpacing = style.ItemInnerSpacing = {0, 0};
  style.WindowBorderSize = style.ChildBorderSize = 0;
  style.WindowRounding = style.ChildRounding = 0;
  style.WindowMinSize = {1, 1};
  style.PopupBorderSize = 1;
  style.FrameRounding = 5 * scale;
  style.ScrollbarSize = 8 * scale;
  style.ScrollbarRounding = 4 * scale;
  style.HoverStationaryDelay = 0;
  ImVec4* c = style.Colors;
  c[ImGuiCol_WindowBg] = channels(theme.ground);
  c[ImGuiCol_ChildBg] = {0, 0, 0, 0};
  c[ImGuiCol_PopupBg] = channels(theme.card);
  c[ImGuiCol_Border] = channels(theme.hairline);
  c[ImGuiCol_Text] = channels(theme.ink);
  c[ImGuiCol_FrameBg] = c[ImGuiCol_FrameBgHovered] = c[ImGuiCol_FrameBgActive] = channels(theme.sunken);
  c[ImGuiCol_TextSelectedBg] = channels(faded(theme.accent, 0.3f));
  c[ImGuiCol_InputTextCursor] = channels(theme.accent);
  c[ImGuiCol_ScrollbarBg] = {0, 0, 0, 0};
  c[ImGuiCol_ScrollbarGrab] = channels(theme.track);
  c[ImGuiCol_ScrollbarGrabHovered] = c[ImGuiCol_ScrollbarGrabActive] = channels(theme.faint);
}

}  // namespace

App::Parts::Parts(Platform& the_platform, EngineLink& the_link)
    : platform(the_platform), link(the_link), fonts(load_fonts()), bench(run, light_theme()), keeper(the_platform) {
  bench.view = keeper.open_view();
  keeper.keep_view(bench.view);
  Keeper::Opened opened = keeper.open();
  present(std::move(opened.presentation), opened.view);
  if (opened.message && opened.message->headline == Text::unknown_control) {
    bench.message = std::move(opened.message);
  } else if (opened.message) {
    if (!opened.message->detail.ends_with('.')) opened.message->detail += '.';
    opened.message->detail += ' ';
    opened.message->detail += tr(Text::opened_instead);
    bench.message = std::move(opened.message);
  }
  open(std::move(opened.experiment), !platform.prefers_reduced_motion());
}

void App::Parts::open(Experiment experiment, bool play) {
  play = play && bench.presentation.bench.empty();
  if (!can_show(experiment, bench.presentation)) {
    keeper.keep_now(experiment, bench.presentation);
    platform.reload();
    experiment = default_experiment();  // until then
    play = false;
  }
  bench.images.plays_when_built = play;
  run.set_pace(pace_of(bench.view, experiment.training.batch_size));
  run.open(std::move(experiment), play);
  run.subscribe(scene_of(bench).wanted(bench));
}

void App::Parts::present(Presentation presentation, const std::optional<ViewWish>& view) {
  bench.presentation = std::move(presentation);
  if (view) {
    bench.view.test_points = view->test_points;
    bench.view.discretize = view->discretize;
  }
  // A view of the lab that is hidden is not open.
  for (std::size_t i = kLabViews; i-- > 0;) {
    if (shows(bench.presentation, kLabNames[static_cast<std::size_t>(bench.view.lab)])) break;
    bench.view.lab = static_cast<LabView>(i);
  }
}

void App::Parts::show_error(Text headline, std::string detail) {
  bench.message = Message{headline, std::move(detail)};
  platform.request_frame();
}

void App::Parts::take_in() {
  link.set_visible(platform.visible());
  switch (link.take_news()) {
    case LinkNews::restarted:
      show_error(Text::engine_restarted, {});
      refuse_network(bench, tr(Text::engine_restarted));  // it no longer knows what it was asked
      break;
    case LinkNews::failed: show_error(Text::engine_failed, {}); break;
    case LinkNews::none: break;
  }
  if (platform.take_link_changed()) {
    Keeper::Opened opened = keeper.reopen(run.experiment(), bench.presentation);
    bench.message = std::move(opened.message);
    present(std::move(opened.presentation), opened.view);
    if (opened.experiment != run.experiment() || !can_show(opened.experiment, bench.presentation))
      open(std::move(opened.experiment), run.playing());
  }
  if (platform.take_context_restored()) bench.pictures.forget();
  const bool news = run.receive();
  new_picture |= news;
  follow_networks(bench, platform);
  if (run.current() && run.experiment().math == Math::fast && !run.snapshot().fused) {
    // Asked for, by a switch or a link, and not there.
    bench.draft().math = Math::exact;
    show_error(Text::no_fast_math, {});
  }
  const Scene& scene = scene_of(bench);
  const bool waits = scene.waits && scene.waits(run);
  if (std::string error = run.take_error(); !error.empty() && !waits && !refuse_network(bench, error))
    show_error(Text::bad_edit, std::move(error));
  const float seconds = std::min(ImGui::GetIO().DeltaTime, 0.1f);
  if (news && run.playing() && !platform.prefers_reduced_motion())
    bench.flow = std::fmod(bench.flow + seconds * kFlowPerSecond, 1.f);
}

const Theme& App::Parts::theme_now() {
  const bool dark =
      bench.view.theme == ThemeChoice::system ? platform.prefers_dark() : bench.view.theme == ThemeChoice::dark;
  const Theme& theme = dark ? dark_theme() : light_theme();
  if (&theme != theme_) {
    theme_ = &theme;
    bench.pictures.colours = ColourMap(theme);
    bench.pictures.atlas_revision = ~std::uint64_t{0};
    ++bench.pictures.theme_revision;
  }
  return theme;
}

void App::Parts::shortcuts() {
  // What the keyboard is on comes first, and a figure that is being typed before all.
  if (ImGui::GetIO().WantTextInput || memory.any_focus_before) return;
  const auto pressed = [&](ImGuiKey key, const char* control, bool repeat = false) {
    const auto free = [&](const char* name) {
      return shows(bench.presentation, name) && !locked(bench.presentation, name);
    };
    return ImGui::IsKeyPressed(key, repeat) && ImGui::GetIO().KeyMods == 0 && free("transport") && free(control);
  };
  const double now = platform.milliseconds();
  if (pressed(ImGuiKey_Space, "play")) press(bench, Press::play, now);
  if (pressed(ImGuiKey_RightArrow, "step", true)) press(bench, Press::step, now);
  if (pressed(ImGuiKey_R, "reset")) press(bench, Press::reset, now);
  if (pressed(ImGuiKey_N, "seed")) press(bench, Press::seed, now);
}

void App::Parts::draw_page(Ui& ui, const Layout& layout) {
  ImGui::SetCursorScreenPos({layout.page.x, layout.page.y});
  const bool scrolls = layout.content_height > layout.page.h + 1;
  ImGui::BeginChild(
      "page", {layout.page.w, layout.page.h}, ImGuiChildFlags_None,
      ImGuiWindowFlags_NoNav | (scrolls ? 0 : ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse));
  ui.canvas.list = ImGui::GetWindowDrawList();
  ui.canvas.list->_FringeScale = 1 / ui.canvas.pixel_ratio;
  const float origin = layout.page.y - ImGui::GetScrollY();
  const auto shifted = [&](Rect rect) {
    rect.y += origin;
    return rect;
  };
  if (layout.banner.h > 0) banner(ui, bench, shifted(layout.banner));
  const Scene& scene = scene_of(bench);
  // In the order of CardKind; also the order in which a keyboard goes through them.
  for (std::size_t i = 0; i < kCards; ++i) {
    if (!shows(bench.presentation, kCardNames[i])) continue;
    const Lock lock(ui, bench.presentation, kCardNames[i]);
    const float wanted = scene.panels[i](ui, bench, shifted(layout.cards[i]));
    if (std::abs(wanted - heights[i]) > 0.5f) platform.request_frame();
    heights[i] = wanted;
  }
  ImGui::SetCursorScreenPos({layout.page.x, origin + layout.content_height - 1});
  ImGui::Dummy({1, 1});
  if (scroll.update(platform.touch(), memory.slider_held, ImGui::GetIO().DeltaTime)) platform.request_frame();
  ImGui::EndChild();
  ui.canvas.list = ImGui::GetWindowDrawList();
}

void App::Parts::draw() {
  float width = 0, height = 0;
  platform.width_height(width, height);
  const Theme& theme = theme_now();
  const float scale = page_scale(width, height);
  style_imgui(theme, scale, platform.pixel_ratio());
  set_pixel_ratio(fonts, platform.pixel_ratio());
  memory.any_focus_before = std::exchange(memory.any_focus, false);
  if (!ImGui::GetIO().MouseDown[0]) memory.slider_held = false;
  shortcuts();

  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize({width, height});
  ImGui::Begin("deltarule", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoNav |
                   ImGuiWindowFlags_NoScrollWithMouse);
  Ui ui;
  ui.canvas = {.list = ImGui::GetWindowDrawList(),
               .theme = &theme,
               .fonts = &fonts,
               .scale = scale,
               .pixel_ratio = platform.pixel_ratio()};
  ui.canvas.list->_FringeScale = 1 / ui.canvas.pixel_ratio;
  ui.platform = &platform;
  ui.mirror = &platform.mirror();
  ui.memory = &memory;

  LayoutInput input{.width = width,
                    .height = height,
                    .scale = scale,
                    .banner = 0,
                    .lab_large = bench.view.lab != LabView::curves && scene_of(bench).lab[0],
                    .wanted = heights,
                    .hidden = {}};
  for (std::size_t i = 0; i < kCards; ++i) input.hidden[i] = !shows(bench.presentation, kCardNames[i]);
  Layout layout = lay_out(input);
  ui.stacked = layout.form != PageForm::wide;
  ui.phone = layout.form == PageForm::phone;
  ui.touch = platform.touch() || layout.form == PageForm::phone;
  const float banner_h = banner_height(ui, bench, layout.cards.front().w > 0 ? width - 2 * ui.px(space::kGap) : width);
  if (banner_h > 0) {
    input.banner = banner_h;
    layout = lay_out(input);
  }
  top_bar(ui, bench, layout.top_bar, layout.form != PageForm::phone);
  draw_page(ui, layout);
  if (layout.form == PageForm::phone) bottom_bar(ui, bench, layout.bottom_bar);
  ImGui::End();
}

void App::Parts::apply_edits() {
  std::optional<Experiment> draft = bench.take_draft();
  if (!draft) return;
  const Status status = run.edit(std::move(*draft));
  if (!status) {
    show_error(Text::bad_edit, status.error().text());
  } else if (bench.message && bench.message->headline == Text::bad_edit) {
    bench.message.reset();
  }
  platform.request_frame();  // what was drawn this frame is the state before
}

void App::Parts::follow_up() {
  if (std::optional<Experiment> other = std::exchange(bench.other_scene, std::nullopt)) {
    platform.store(scene_key(run.experiment().kind), to_json(run.experiment()));
    bench.message.reset();
    open(std::move(*other), false);
    platform.request_frame();
  }
  const Scene& scene = scene_of(bench);
  run.subscribe(scene.wanted(bench));
  scene.follow(bench, platform);
  run.set_pace(pace_of(bench.view, run.experiment().training.batch_size));
  keeper.follow(run.experiment(), bench.presentation);
  keeper.keep_view(bench.view);
  tell_host();
}

App::App(Platform& platform, EngineLink& link) : parts_(std::make_unique<Parts>(platform, link)) {}
App::~App() = default;

void App::frame() {
  parts_->take_in();
  parts_->draw();
  parts_->apply_edits();
  parts_->follow_up();
}

}  // namespace deltarule
