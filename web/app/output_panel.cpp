// What the network answers: the map with the points upon it, and how well it does in figures.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>
#include <string>

#include "engine/experiment/validate.h"
#include "web/app/metric_tiles.h"
#include "web/app/panels.h"
#include "web/app/plane_overlay.h"
#include "web/app/presentation.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

constexpr float kBoundaryHalf = 0.9f;   // of the line's width, in design pixels
constexpr float kSideBySideFrom = 430;  // of the card: tiles stand beside the map instead of below

/// The neuron that is hovered in the diagram, if it has a picture of its own: the only output's is the map itself.
std::optional<NeuronId> shown_neuron(const Bench& bench) {
  const LiveRun& run = bench.run;
  if (!bench.hovered || !run.same_shape()) return std::nullopt;
  const NeuronId id = *bench.hovered;
  const auto& inputs = run.experiment().data.inputs;
  if (id.column == 0) return static_cast<std::size_t>(id.unit) < inputs.size() ? bench.hovered : std::nullopt;
  const SnapshotLayer* layer = dense_layer(run.snapshot(), id.column);
  if (!layer || id.unit < 0 || static_cast<std::uint32_t>(id.unit) >= layer->outputs) return std::nullopt;
  if (layer->outputs == 1 && !dense_layer(run.snapshot(), id.column + 1)) return std::nullopt;
  return id;
}

unsigned map_texture(Ui& ui, Bench& bench, float side) {
  const LiveRun& run = bench.run;
  if (!run.same_shape()) return 0;
  OutputMapInput input;
  input.snapshot = &run.snapshot();
  input.inputs = run.experiment().data.inputs;
  input.loss = run.experiment().training.loss.name;
  input.colours = &bench.pictures.colours;
  input.neuron = shown_neuron(bench);
  input.discretize = bench.view.discretize;
  input.boundary = bench.view.boundary ? ui.px(kBoundaryHalf) * ui.canvas.pixel_ratio : 0;
  input.ink = ui.theme().ink;
  input.device_pixels = static_cast<int>(std::lround(side * ui.canvas.pixel_ratio));
  input.resting = !run.playing();
  // Everything that it shows, in one number: the picture, the theme, the size, the neuron, three switches.
  const unsigned neuron = input.neuron ? static_cast<unsigned>(input.neuron->column << 7 | input.neuron->unit) : 0xfffu;
  input.revision = run.revision() << 32 | std::uint64_t{bench.pictures.theme_revision & 15u} << 28 |
                   std::uint64_t{neuron & 0xfffu} << 16 | static_cast<unsigned>(input.device_pixels & 0x1fff) << 3 |
                   (input.discretize ? 4u : 0u) | (input.boundary > 0 ? 2u : 0u) | (input.resting ? 1u : 0u);
  const unsigned texture = bench.pictures.map.update(input);
  if (bench.pictures.map.unfinished()) ui.platform->request_frame();
  return texture;
}

/// A neuron's line: of the one that is looked at, or of the only one there is.
void line_on_map(const Ui& ui, const Bench& bench, const PlaneFrame& frame) {
  if (!bench.run.same_shape()) return;
  const SnapshotLayer* first = dense_layer(bench.run.snapshot(), 1);
  const bool only = first && first->outputs == 1 && !dense_layer(bench.run.snapshot(), 2);
  if (bench.hovered) {
    neuron_line(ui, bench, frame, *bench.hovered);
  } else if (only || bench.selected) {
    neuron_line(ui, bench, frame, only ? NeuronId{1, 0} : *bench.selected);
  }
}

/// While the microscope is open, a click on a point puts it under there.
void pick_sample(Bench& bench, const PlaneFrame& frame, float reach) {
  const SnapshotPoint* nearest = nullptr;
  float least = reach / frame.unit();
  for (const SnapshotPoint& point : bench.run.snapshot().points) {
    const float distance = std::hypot(point.x1 - bench.pointed->x1, point.x2 - bench.pointed->x2);
    if (distance > least || (point.test && !bench.view.test_points)) continue;
    least = distance;
    nearest = &point;
  }
  if (nearest) microscope_pick(bench, *nearest);
}

void announce_map(const Ui& ui, const Bench& bench, const Rect& place, float corner) {
  const Snapshot& snapshot = bench.run.snapshot();
  const bool regression = classes_of(bench.experiment().data) == 0;
  const std::string figure = regression
                                 ? figure_text(Figure::loss, snapshot.test.loss)
                                 : figure_text(Figure::percent, std::round(snapshot.test.accuracy * 1000) / 1000);
  char words[160];
  std::snprintf(words, sizeof words, format_of(regression ? Text::output_described_regression : Text::output_described),
                figure.c_str());
  MirrorItem item;
  item.id = widget_id("picture");
  item.role = Role::image;
  item.name = std::string(tr(Text::output));
  item.value_text = words;
  announce(ui, std::move(item), place, corner);
}

void map(Ui& ui, Bench& bench, const Rect& box) {
  const Snapshot& snapshot = bench.run.snapshot();
  const Canvas& canvas = ui.canvas;
  const float corner = ui.px(space::kFieldCorner);
  const Rect place = canvas.snap(box);
  const unsigned texture = map_texture(ui, bench, place.w);
  if (texture) {
    const float inset = bench.pictures.map.uv_inset();
    canvas.image(texture, place, {inset, inset, 1 - 2 * inset, 1 - 2 * inset}, corner);
  } else {
    canvas.fill(place, ui.theme().sunken, corner);
  }
  const PlaneFrame frame{place, snapshot.view_min, snapshot.view_max};
  const Hit over = hit(ui, "map", place);
  canvas.list->PushClipRect({place.x, place.y}, {place.right(), place.bottom()}, true);
  if (!bench.tools.cleared) {
    const float radius = std::clamp(place.w * 0.0115f, ui.px(2.9f), ui.px(5));
    bench.pictures.points.draw(
        canvas, place, snapshot.points, snapshot.view_min, snapshot.view_max, snapshot.classes,
        {.radius = radius, .outline = std::max(1.f, radius * 0.32f), .test = bench.view.test_points});
  } else {
    const float half = canvas.text_width(ui.fonts().medium, type::kBody, tr(Text::cleared_points)) / 2 + ui.px(12);
    canvas.fill({place.cx() - half, place.cy() - ui.px(14), 2 * half, ui.px(28)}, faded(ui.theme().card, 0.88f),
                ui.px(7));
    canvas.text(ui.fonts().medium, type::kBody, place.cx(), place.cy(), ui.theme().ink, tr(Text::cleared_points),
                Align::centre);
  }
  line_on_map(ui, bench, frame);
  if (bench.traced.on) sample_ring(ui, frame, bench.traced.x1, bench.traced.x2);

  bench.pointed.reset();
  if (over.hovered) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    bench.pointed =
        PlanePlace{frame.min + (mouse.x - place.x) / frame.unit(), frame.max - (mouse.y - place.y) / frame.unit()};
    answer_at_pointer(ui, bench, frame);
    if (over.clicked && bench.view.lab == LabView::microscope && bench.tools.tool == PointTool::pointer)
      pick_sample(bench, frame, ui.target(14));
  }
  const bool own = shows(bench.presentation, "points") && !locked(bench.presentation, "points");
  if (own) use_point_tool(ui, bench, place, over);
  canvas.list->PopClipRect();
  announce_map(ui, bench, place, corner);
}

/// Right-aligned below the map. In small words where they are too long.
void map_switches(Ui& ui, Bench& bench, const Rect& row, bool classes) {
  struct Switch {
    const char* key;
    Text words;
    bool& on;
  };
  const Switch all[] = {{"discretize", Text::discretize, bench.view.discretize},
                        {"boundary", Text::boundary, bench.view.boundary},
                        {"test_points", Text::show_test_points, bench.view.test_points}};
  float em = type::kBody, whole = 0;
  for (const Switch& each : all) whole += check_box_width(ui, tr(each.words), em) + ui.px(10);
  if (whole > row.w) em = type::kSmall;
  float right = row.right();
  for (const Switch& each : all) {
    if ((!classes && each.words != Text::show_test_points) || !shows(bench.presentation, each.key)) continue;
    const Lock lock(ui, bench.presentation, each.key);
    check_box(ui, each.key, right, row.cy(), tr(each.words), each.on, em);
  }
}

std::string end_text(float value) {
  char text[24];
  std::snprintf(text, sizeof text, std::abs(value) >= 100 ? "%.0f" : "%.3g", std::abs(static_cast<double>(value)));
  return (value < 0 ? "\xE2\x88\x92" : "") + std::string(text);
}

/// Which colour is which value: for regression, and of a neuron that is looked at.
float value_scale(Ui& ui, Bench& bench, float x, float y, float width) {
  NeuronScale scale;
  if (const auto neuron = shown_neuron(bench)) {
    const Snapshot& snapshot = bench.run.snapshot();
    const Experiment& experiment = bench.run.experiment();
    scale = neuron->column == 0 ? input_scale(experiment.data.inputs[static_cast<std::size_t>(neuron->unit)],
                                              snapshot.view_min, snapshot.view_max)
                                : neuron_scale(snapshot, experiment.training.loss.name, *neuron);
  }
  const float height = ui.px(8), words = ui.px(32);
  constexpr int kParts = 48;
  const float part = (width - 2 * words) / kParts;
  for (int i = 0; i < kParts; ++i) {
    const float t = (static_cast<float>(i) + 0.5f) / kParts * 2 - 1;
    const float left = x + words + part * static_cast<float>(i);
    ui.canvas.list->AddRectFilled({ui.canvas.snap(left), y}, {ui.canvas.snap(left + part), y + height},
                                  bench.pictures.colours.signed_value(t));
  }
  const float centre = y + height / 2;
  ui.canvas.text(ui.fonts().mono, type::kSmall, x, centre, ui.theme().muted, end_text(scale.middle - 1 / scale.gain));
  ui.canvas.text(ui.fonts().mono, type::kSmall, x + width, centre, ui.theme().muted,
                 end_text(scale.middle + 1 / scale.gain), Align::right);
  return y + height;
}

}  // namespace

float output_panel(Ui& ui, Bench& bench, const Rect& rect) {
  const Card card = begin_card(ui, "output", tr(Text::output), rect);
  const Rect& content = card.content;
  float y = content.y + (ui.touch ? 10 : ui.px(6));  // a finger's buttons reach into the padding
  const auto neuron = shown_neuron(bench);
  float tools = content.right();
  if (shows(bench.presentation, "points")) {
    const Lock lock(ui, bench.presentation, "points");
    tools = point_tool_row(ui, bench, content.right() + ui.px(3), y);
  }
  ui.canvas.list->PushClipRect({content.x, rect.y}, {tools, rect.bottom()}, true);
  card_title(ui, content.x, y, neuron ? neuron_title(bench, *neuron) : std::string(tr(Text::output)));
  ui.canvas.list->PopClipRect();
  // In the title's place while the keyboard is on it: there it is in nobody's way.
  if (shows(bench.presentation, "points") && !locked(bench.presentation, "points"))
    point_text_field(ui, bench, {content.x, y - ui.target(26) / 2, tools - content.x - ui.px(6), ui.target(26)});
  const bool classes = classes_of(bench.experiment().data) > 0;
  y += ui.touch ? 26 : ui.px(16);

  const bool beside = content.w >= ui.px(kSideBySideFrom) && ui.stacked;
  const float tiles_w = ui.px(150);
  const float side = beside ? std::min(content.w - tiles_w - ui.px(12), ui.px(420)) : content.w;
  map(ui, bench, {content.x, y, side, side});
  float below = y + side + ui.px(ui.touch ? 22 : 15);
  map_switches(ui, bench, {content.x, below, side, 0}, classes);
  below += ui.px(ui.touch ? 22 : 14);

  const float x = beside ? content.x + side + ui.px(12) : content.x, width = content.right() - x;
  if (beside) {
    float bottom = metric_tiles(ui, bench, classes, {x, y, width, 0}, 1);
    if (!classes) bottom = value_scale(ui, bench, x, bottom + ui.px(14), width);
    return end_card(ui, card, std::max(bottom, below));
  }
  if (!classes) below = value_scale(ui, bench, x, below, width) + ui.px(11);
  return end_card(ui, card, metric_tiles(ui, bench, classes, {x, below, width, 0}, 2));
}

}  // namespace deltarule
