// Buttons, strokes and the text field; the rules by which a set becomes the user's own.
#include "web/app/point_tools.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <utility>

#include "engine/api/preview.h"
#include "engine/experiment/fields.h"
#include "engine/experiment/text.h"
#include "web/app/bench.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

constexpr float kPaintEvery = 10, kEraseEvery = 4, kEraseRadius = 11;  // design pixels
// Regression is told by labels that are no class indices: not quite 1.
constexpr double kStrongValue = 0.9;

/// Links stay short; a pixel of the map is coarser.
double tidy(double value) { return std::round(value * 100) / 100; }

struct Sided {
  Point point;
  bool test = false;
};

/// Which of its own kind a point is counted among: its class; for values all are one kind.
std::size_t kind_of(const Point& point, bool values) { return values ? 0 : static_cast<std::size_t>(point.label); }

/// In an order by which each trains or tests as it did: the engine tells them apart by their number in their class.
std::vector<Point> in_order_of_sides(const std::vector<Sided>& points, bool values, double share) {
  std::vector<Point> ordered;
  for (std::size_t kind = 0; kind < kMaxClasses; ++kind) {
    std::size_t next[2] = {0, 0};  // of those that train, of those that test
    const auto find = [&](bool test) {
      std::size_t& at = next[test ? 1 : 0];
      while (at < points.size() && (points[at].test != test || kind_of(points[at].point, values) != kind)) ++at;
      return at < points.size();
    };
    for (int k = 0;; ++k) {
      bool test = !own_point_trains(k, share);
      if (!find(test) && !find(test = !test)) break;
      ordered.push_back(points[next[test ? 1 : 0]++].point);
    }
  }
  return ordered;
}

/// The batch is no larger than the points that train. When there are more of them again, it is what it was; unless
/// another was chosen meanwhile.
void keep_batch_size(Bench& bench) {
  const Experiment& now = bench.run.experiment();
  int& wanted = bench.tools.batch_size;
  if (now.training.batch_size != std::min(wanted, std::max(1, training_count(now.data))))
    wanted = now.training.batch_size;
  bench.draft().training.batch_size = wanted;
}

/// The draft's own points: at the first touch those of the set that is shown.
std::vector<Point>& own_points(Bench& bench) {
  PointsSpec& data = bench.draft().data;
  keep_batch_size(bench);
  if (data.name != PointSet::custom) {
    std::vector<Sided> shown;
    for (const SnapshotPoint& p : preview_points(data, bench.experiment().training.seed))
      shown.push_back({{std::clamp(tidy(p.x1), -kMaxCoordinate, kMaxCoordinate),
                        std::clamp(tidy(p.x2), -kMaxCoordinate, kMaxCoordinate), tidy(p.label)},
                       p.test});
    data.points = in_order_of_sides(shown, classes_of(data) == 0, data.train);
    data.view = extent_of(data);
    data.name = PointSet::custom;
  }
  return data.points;
}

void add_point(Bench& bench, const Point& point) {
  PointTools& tools = bench.tools;
  if (std::exchange(tools.cleared, false)) {
    PointsSpec& data = bench.draft().data;
    data.view = extent_of(data);
    data.name = PointSet::custom;
    data.points.clear();
  }
  std::vector<Point>& points = own_points(bench);
  if (points.size() < static_cast<std::size_t>(kMaxPoints)) {
    points.push_back(point);
    return;
  }
  char words[160];
  std::snprintf(words, sizeof words, format_of(Text::too_many_points), kMaxPoints);
  bench.message = Message{Text::bad_edit, words};
}

void clear_points(Bench& bench) {
  PointTools& tools = bench.tools;
  tools.cleared = true;
  tools.cleared_set = bench.run.experiment().data.name;
  tools.cleared_seed = bench.run.experiment().training.seed;
  if (tools.tool != PointTool::paint) tools.tool = PointTool::paint, tools.label = 0;
  bench.run.pause();
  static_cast<void>(bench.take_draft());  // what a stroke may have begun
}

void erase_points(Bench& bench, float x1, float x2, float radius) {
  if (bench.tools.cleared) return;
  const auto near = [&](double px1, double px2) { return std::hypot(px1 - x1, px2 - x2) <= radius; };
  const Experiment& now = bench.experiment();
  // Nothing there: nothing becomes custom.
  if (now.data.name != PointSet::custom) {
    const auto& shown = bench.run.snapshot().points;
    if (std::none_of(shown.begin(), shown.end(), [&](const SnapshotPoint& p) { return near(p.x1, p.x2); })) return;
  }
  std::vector<Point>& points = own_points(bench);
  const PointsSpec& data = bench.draft().data;
  const bool values = classes_of(data) == 0;
  int seen[kMaxClasses] = {};
  std::vector<Sided> left;
  for (const Point& p : points) {
    const bool trains = own_point_trains(seen[kind_of(p, values)]++, data.train);
    if (!near(p.x1, p.x2)) left.push_back({p, !trains});
  }
  if (left.size() == points.size()) return;
  points = in_order_of_sides(left, values, data.train);
  if (points.empty()) clear_points(bench);
}

/// What the tool does at one place of the map.
void touch(Ui& ui, Bench& bench, const Rect& map, float x, float y) {
  if (!map.contains(x, y)) return;
  const Snapshot& snapshot = bench.run.snapshot();
  const float span = snapshot.view_max - snapshot.view_min;
  const float x1 = snapshot.view_min + (x - map.x) / map.w * span;
  const float x2 = snapshot.view_max - (y - map.y) / map.h * span;
  if (bench.tools.tool == PointTool::erase) {
    erase_points(bench, x1, x2, ui.target(kEraseRadius) / (ui.touch ? 2 : 1) / map.w * span);
  } else {
    add_point(bench, {tidy(x1), tidy(x2), bench.tools.label});
  }
}

bool regression(const Bench& bench) { return classes_of(bench.experiment().data) == 0; }

/// The accessible name of painting with this label, and its visible tip.
std::string paint_name(bool values, double label) {
  char words[64];
  if (values) {
    std::snprintf(words, sizeof words, format_of(Text::paint_value), format_number(label).c_str());
  } else {
    std::snprintf(words, sizeof words, format_of(Text::paint_class), static_cast<int>(label) + 1);
  }
  return words;
}

std::optional<Point> read_point(std::string_view text, bool values, double label) {
  double numbers[3] = {0, 0, values ? label : label + 1};
  std::size_t count = 0;
  while (!text.empty()) {
    const std::size_t begin = text.find_first_not_of(", ;()");
    if (begin == std::string_view::npos) break;
    const std::size_t end = std::min(text.find_first_of(", ;()", begin), text.size());
    const auto number = parse_number(text.substr(begin, end - begin));
    if (!number || count == 3) return std::nullopt;
    numbers[count++] = *number;
    text.remove_prefix(end);
  }
  const double third = values ? numbers[2] : numbers[2] - 1;
  const bool label_fits =
      values ? std::abs(third) <= 1 : third >= 0 && third < kMaxClasses && third == std::floor(third);
  if (count < 2 || !label_fits || !(std::abs(numbers[0]) <= kMaxCoordinate && std::abs(numbers[1]) <= kMaxCoordinate))
    return std::nullopt;
  return Point{numbers[0], numbers[1], third};
}

}  // namespace

float point_tool_row(Ui& ui, Bench& bench, float right, float centre_y) {
  PointTools& tools = bench.tools;
  const Theme& theme = ui.theme();
  const bool values = regression(bench);
  const int classes = values ? 2 : std::min(classes_of(bench.experiment().data) + 1, kMaxClasses);
  // A label of another kind of data.
  if (values != (std::abs(tools.label) == kStrongValue)) tools.label = values ? kStrongValue : 0;
  tools.label = std::min(tools.label, double(classes - 1));
  const int count = classes + 3;
  // With five classes a little less, or the title would be cut off.
  const float side = ui.touch ? std::min(44.f, ui.px(count > 7 ? 32 : 34)) : ui.px(23);
  float x = right - side * static_cast<float>(count);
  const float begin = x;
  for (int i = 0; i < count; ++i, x += side) {
    const float height = ui.target(23);  // on a phone they are as high as a finger, and narrower
    const Rect box{x, centre_y - height / 2, side, height};
    const int paint = i - 1;
    const bool is_paint = paint >= 0 && paint < classes;
    const double label = values ? (paint == 0 ? -kStrongValue : kStrongValue) : paint;
    const std::string key = "tool" + std::to_string(i == 0 ? 20 : is_paint ? i : 30 + i - classes);
    const PointTool tool = i == 0 ? PointTool::pointer : is_paint ? PointTool::paint : PointTool::erase;
    const bool clear = i == count - 1;
    const bool chosen = !clear && tools.tool == tool && (!is_paint || tools.label == label);
    const Hit over = hit(ui, key.c_str(), box);
    const std::uint32_t id = widget_id(key.c_str());
    if (over.clicked || ui.mirror->take_activate(id)) {
      if (clear) {
        clear_points(bench);
      } else {
        tools.tool = tool;
        if (is_paint) tools.label = label;
      }
    }
    const float corner = ui.px(6);
    const Rect ground = box.inset(ui.px(0.5f));
    if (chosen || over.hovered) ui.canvas.fill(ground, chosen ? theme.accent_soft : theme.sunken, corner);
    if (chosen) ui.canvas.outline(ground, theme.accent, corner, std::max(1.f, ui.px(1)));
    if (is_paint) {
      const Colour colour = point_colour(theme, static_cast<float>(label), values ? 0 : kMaxClasses);
      ui.canvas.list->AddCircleFilled({box.cx(), box.cy()}, ui.px(ui.touch ? 6.5f : 5), colour);
    } else {
      draw_icon(ui.canvas,
                i == 0  ? Icon::pointer
                : clear ? Icon::clear
                        : Icon::eraser,
                box.cx(), box.cy(), ui.px(ui.touch ? 15 : 13),
                chosen         ? theme.accent
                : over.hovered ? theme.ink
                               : theme.muted);
    }
    MirrorItem item;
    item.id = id;
    item.role = clear ? Role::button : Role::radio;
    item.name = is_paint ? paint_name(values, label)
                         : std::string(tr(i == 0  ? Text::pointer_tool
                                          : clear ? Text::clear_points
                                                  : Text::erase_points));
    item.pressed = chosen;
    tooltip(ui, box, item.name);
    announce(ui, std::move(item), box, corner);
  }
  return begin;
}

void use_point_tool(Ui& ui, Bench& bench, const Rect& map, const Hit& over) {
  PointTools& tools = bench.tools;
  const Experiment& now = bench.experiment();
  // Another set, or a run that goes on with the points of before: they are there again.
  if (tools.cleared &&
      (bench.run.playing() || now.data.name != tools.cleared_set || now.training.seed != tools.cleared_seed))
    tools.cleared = false;
  if (tools.tool == PointTool::pointer) {
    tools.stroke = false;
    return;
  }
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (over.held) {
    ui.memory->slider_held = true;  // this finger paints, it does not scroll
    if (!std::exchange(tools.stroke, true)) {
      tools.last_x = mouse.x, tools.last_y = mouse.y;
      touch(ui, bench, map, mouse.x, mouse.y);
    }
    const float every = ui.px(tools.tool == PointTool::paint ? kPaintEvery : kEraseEvery);
    for (;;) {
      const float dx = mouse.x - tools.last_x, dy = mouse.y - tools.last_y;
      const float distance = std::hypot(dx, dy);
      if (!(distance >= every)) break;
      tools.last_x += dx * every / distance;
      tools.last_y += dy * every / distance;
      touch(ui, bench, map, tools.last_x, tools.last_y);
    }
  } else {
    tools.stroke = false;
  }
  if (!over.hovered || ui.touch) return;
  const Theme& theme = ui.theme();
  if (tools.tool == PointTool::erase) {
    ui.canvas.list->AddCircle({mouse.x, mouse.y}, ui.px(kEraseRadius), theme.ink, 0, std::max(1.f, ui.px(1.2f)));
  } else {
    const auto classes = static_cast<unsigned>(regression(bench) ? 0 : kMaxClasses);
    ui.canvas.list->AddCircleFilled({mouse.x, mouse.y}, ui.px(4.5f), theme.point_outline);
    ui.canvas.list->AddCircleFilled({mouse.x, mouse.y}, ui.px(3.4f),
                                    point_colour(theme, static_cast<float>(tools.label), classes));
  }
}

void point_text_field(Ui& ui, Bench& bench, const Rect& place) {
  const std::uint32_t id = widget_id("add_point");
  const bool values = regression(bench);
  if (const auto text = ui.mirror->take_text(id); text && !text->empty()) {
    if (const auto point = read_point(*text, values, bench.tools.label)) {
      add_point(bench, *point);
    } else {
      bench.message = Message{Text::bad_edit, std::string(tr(values ? Text::bad_value_point : Text::bad_point))};
    }
  }
  if (ui.mirror->focused(id)) {
    ui.canvas.fill(place, ui.theme().card);
    ui.canvas.list->PushClipRect({place.x, place.y}, {place.right(), place.bottom()}, true);
    ui.canvas.text(ui.fonts().regular, type::kBody, place.x + ui.px(6), place.cy(), ui.theme().muted,
                   tr(values ? Text::add_point_value_hint : Text::add_point_hint));
    ui.canvas.list->PopClipRect();
  }
  MirrorItem item;
  item.id = id;
  item.role = Role::text_field;
  item.name = std::string(tr(Text::add_point));
  announce(ui, std::move(item), place, ui.px(6));
}

}  // namespace deltarule
