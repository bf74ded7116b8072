// Drawings are part of the experiment (experiment/drawings.h): adding one is an edit of it, which the run takes over
// while it trains.
#include "web/app/images/added_drawings.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/result.h"
#include "engine/experiment/drawings.h"
#include "web/app/images/image_panels.h"
#include "web/app/images/image_text.h"
#include "web/app/images/output_kind.h"
#include "web/app/scene.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

/// The number that a class of the run has among all classes of its data: of those that are chosen their name says it.
/// Nothing where only the files know.
std::optional<std::uint8_t> number_among_all(const ImagesSpec& images, unsigned index) {
  const std::vector<std::string> chosen = chosen_classes(images);
  if (chosen.empty()) return static_cast<std::uint8_t>(index);
  for (unsigned number = 0; index < chosen.size() && number < 256; ++number)
    if (chosen[index] == std::to_string(number)) return static_cast<std::uint8_t>(number);
  return std::nullopt;
}

/// The other way round; nothing where the class is not among those that are chosen.
std::optional<std::uint8_t> index_of(const std::vector<std::string>& chosen, std::uint8_t number) {
  if (chosen.empty()) return number;
  const auto found = std::find(chosen.begin(), chosen.end(), std::to_string(number));
  if (found == chosen.end()) return std::nullopt;
  return static_cast<std::uint8_t>(found - chosen.begin());
}

void add(Bench& bench, std::uint8_t number) {
  ImageState& state = bench.images;
  Drawing drawing{number, {}};
  for (const float pixel : state.drawn) drawing.pixels.push_back(static_cast<std::uint8_t>(std::lround(pixel * 255)));
  // Without a draft, which would be a good edit and take the message away.
  std::string text = bench.experiment().images.drawings;
  if (!append_drawing(text, written_drawing(drawing))) {
    bench.message = Message{Text::bad_edit, std::string(tr(ImageText::no_room_for_drawings))};
    return;
  }
  bench.draft().images.drawings = std::move(text);
  state.added_pixels = state.drawn;
  state.added_as = state.class_of_drawing;
}

/// "1 \u00d7 2, 7 \u00d7 1": how many of each class.
std::string counts(const std::vector<GalleryImage>& added) {
  std::vector<int> of_class(256);
  for (const GalleryImage& image : added) ++of_class[image.label];
  std::string words;
  for (unsigned c = 0; c < of_class.size(); ++c) {
    if (of_class[c] == 0) continue;
    words += (words.empty() ? "" : ", ") + class_name(c) + "\xC2\xA0\xC3\x97\xC2\xA0" + std::to_string(of_class[c]);
  }
  return words;
}

/// The class and the button.
float adding(Ui& ui, Bench& bench, float x, float y, float width) {
  ImageState& state = bench.images;
  const unsigned classes = bench.run.snapshot().classes;
  std::vector<std::string> names{std::string(tr(ImageText::choose_class))};
  for (unsigned c = 0; c < classes; ++c) names.push_back(class_name(c));
  const std::vector<std::string_view> options(names.begin(), names.end());
  int& chosen = state.class_of_drawing;
  if (chosen > static_cast<int>(classes)) chosen = 0;
  const float gap = ui.px(8), height = field_height(ui), pick_w = ui.px(126);
  select(ui, "class", {x, y, pick_w, height}, {.name = tr(ImageText::class_of_drawing), .options = options}, chosen);
  const bool there = state.added_pixels == state.drawn && state.added_as == chosen;
  const auto number = number_among_all(bench.run.experiment().images, static_cast<unsigned>(std::max(chosen - 1, 0)));
  if (button(ui, "add", {x + pick_w + gap, y, width - pick_w - gap, height},
             {.name = tr(ImageText::add_to_training), .disabled = chosen == 0 || there || !number}))
    add(bench, *number);
  return y + height + ui.px(8);
}

/// What has been added, and how to take it back.
float added_so_far(Ui& ui, Bench& bench, float x, float y, float width) {
  ImageState& state = bench.images;
  const auto& added = state.added;
  const int resting = state.added_resting, all = static_cast<int>(added.size()) + resting;
  char words[64];
  std::snprintf(words, sizeof words, format_of(all == 1 ? ImageText::one_added : ImageText::so_many_added), all);
  std::string told = words;
  if (!added.empty()) told += ": " + counts(added);
  told += ".";
  if (resting > 0) {
    std::snprintf(words, sizeof words, format_of(ImageText::so_many_rest), resting);
    told += std::string(" ") + words;
  }
  told += ' ';
  told += tr(ImageText::drawings_in_link);
  const float tall = ui.canvas.paragraph(ui.fonts().regular, type::kSmall, x, y, width, ui.theme().muted, told);
  announce_words(ui, widget_id("added"), Role::status, tr(ImageText::added_drawings), told, {x, y, width, tall},
                 ui.px(4));
  y += tall + ui.px(4);
  const ImageText names[] = {ImageText::remove_last_drawing, ImageText::remove_all_drawings};
  const char* keys[] = {"last", "all"};
  const float height = ui.target(26);
  for (int i = 0; i < 2; ++i) {
    const float button_w = button_width(ui, tr(names[i]));
    const Rect place{x, y, button_w, height};
    x += button_w + ui.px(4);
    if (!button(ui, keys[i], place, {.name = tr(names[i]), .look = ButtonLook::quiet})) continue;
    std::string& text = bench.draft().images.drawings;
    if (i == 0)
      remove_last_drawing(text);
    else
      text.clear();
    state.added_pixels.clear();
    // What is looked at may be gone.
    const std::size_t first = bench.run.snapshot().training_samples - added.size();
    if (state.look.source == LookSource::train && state.look.index >= first) state.look.index = 0;
  }
  return y + height + ui.px(4);
}

}  // namespace

void follow_added_drawings(Bench& bench) {
  ImageState& state = bench.images;
  const ImagesSpec& images = bench.run.experiment().images;
  const std::string of = images.classes + ";" + images.drawings;
  if (state.added_of != of) {
    state.added_of = of;
    state.added.clear();
    state.added_resting = 0;
    state.pictures_stale = true;
    const std::vector<std::string> chosen = chosen_classes(images);
    // What cannot be read the engine has refused, in words.
    if (const Result<std::vector<Drawing>> drawings = read_drawings(images.drawings); drawings) {
      for (const Drawing& drawing : *drawings) {
        const auto label = index_of(chosen, drawing.label);
        if (!label) {
          ++state.added_resting;
          continue;
        }
        GalleryImage image{.label = *label, .prediction = *label, .pixels = {}};
        for (const std::uint8_t pixel : drawing.pixels) image.pixels.push_back(static_cast<float>(pixel) / 255);
        state.added.push_back(std::move(image));
      }
    }
  }
  // They are the last of the training samples.
  const std::uint32_t samples = bench.run.snapshot().training_samples;
  const auto count = static_cast<std::uint32_t>(state.added.size());
  for (std::uint32_t i = 0; i < count && samples > count; ++i) state.added[i].index = samples - count + i;
}

void put_drawings_aside(Bench& bench, ImagesSpec& before) {
  bench.images.drawings_of[static_cast<std::size_t>(before.name)] = std::move(before.drawings);
}

void take_drawings_back(const Bench& bench, ImagesSpec& images) {
  images.drawings = bench.images.drawings_of[static_cast<std::size_t>(images.name)];
}

float add_to_training(Ui& ui, Bench& bench, float x, float y, float width) {
  const ImageState& state = bench.images;
  const Snapshot& snapshot = bench.run.snapshot();
  if (!bench.run.current() || snapshot.channels != 1 || snapshot.classes < 2) return y;
  if (!state.drawn.empty() && number_among_all(bench.run.experiment().images, 0)) y = adding(ui, bench, x, y, width);
  if (!state.added.empty() || state.added_resting > 0) y = added_so_far(ui, bench, x, y, width);
  return y;
}

}  // namespace deltarule
