// The File menu: what can be saved and opened from the page, in a popup below its button; and what a link carries.
//
// The experiment is written here, the network by the engine (network_files.cpp). What is opened arrives as dropped
// files do (files.cpp).
#include <imgui.h>

#include <algorithm>
#include <cstdio>
#include <string>

#include "engine/io/experiment_json.h"
#include "web/app/images/image_panels.h"
#include "web/app/images/image_text.h"
#include "web/app/scene.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

constexpr double kNoteShownMs = 4000;    // after "Link copied" is gone
constexpr std::size_t kLongLink = 2000;  // bytes, which some chats and mails already shorten
constexpr char kPopup[] = "file-popup";
constexpr ImageText kRows[] = {ImageText::save_experiment, ImageText::save_safetensors, ImageText::save_onnx,
                               ImageText::open_file};
enum Row { kExperiment, kSafetensors, kOnnx, kOpen };

void choose(Ui& ui, Bench& bench, Row row) {
  switch (row) {
    case kExperiment: {
      const std::string json = to_json(bench.run.experiment());
      keep_file(bench, *ui.platform, file_name(bench, false) + ".json",
                std::span(reinterpret_cast<const std::uint8_t*>(json.data()), json.size()));
      break;
    }
    case kSafetensors:
    case kOnnx:
      bench.images.network.saving = row == kOnnx ? ModelFile::onnx : ModelFile::safetensors;
      bench.run.save(bench.images.network.saving);
      break;
    case kOpen: ui.platform->choose_files(); break;
  }
}

/// One line of the menu, as wide as it; true when it was chosen.
bool menu_row(Ui& ui, const char* key, const Rect& rect, std::string_view words, bool disabled) {
  const std::uint32_t id = widget_id(key);
  const Hit over = hit(ui, key, rect);
  const float corner = ui.px(6);
  if (over.hovered && !disabled) ui.canvas.fill(rect, ui.theme().sunken, corner);
  ui.canvas.text(ui.fonts().regular, type::kBody, rect.x + ui.px(9), rect.cy(),
                 disabled ? faded(ui.theme().muted, 0.6f) : ui.theme().ink, words);
  MirrorItem item;
  item.id = id;
  item.role = Role::button;
  item.name = words;
  item.disabled = disabled;
  announce(ui, std::move(item), rect, corner);
  return !disabled && (over.clicked || ui.mirror->take_activate(id));
}

float words_height(const Ui& ui, float width, std::string_view words) {
  return ui.canvas.paragraph(ui.fonts().regular, type::kSmall, 0, 0, width, 0, words, false);
}

/// What a link carries, and what not.
std::string words_on_links(const Bench& bench) {
  const Experiment& experiment = bench.run.experiment();
  const std::size_t bytes = experiment.kind == DataKind::images ? experiment.images.drawings.size() : 0;
  if (bytes == 0) return std::string(tr(ImageText::link_and_weights));
  char words[320];
  std::snprintf(words, sizeof words, format_of(ImageText::link_and_drawings), static_cast<double>(bytes) / 1024);
  std::string told = words;
  if (bytes > kLongLink) told += " " + std::string(tr(ImageText::long_link));
  return told;
}

/// True when it shall close.
bool content(Ui& ui, Bench& bench, float width, bool chooses) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float item = ui.target(30), inset = ui.px(9), words = width - 2 * inset;
  float y = at.y;
  bool closed = ImGui::IsKeyPressed(ImGuiKey_Escape);
  const auto note = [&](const char* key, std::string_view text) {
    const float height = words_height(ui, words, text);
    ui.canvas.paragraph(ui.fonts().regular, type::kSmall, at.x + inset, y + ui.px(2), words, ui.theme().muted, text);
    announce_words(ui, widget_id(key), Role::status, tr(ImageText::file), text, {at.x + inset, y, words, height},
                   ui.px(4));
    y += height + ui.px(8);
  };
  for (int i = 0; i < static_cast<int>(std::size(kRows)); ++i) {
    if (i == kOpen) {
      ui.canvas.hairline_h(at.x, at.x + width, y + ui.px(4), ui.theme().hairline);
      y += ui.px(9);
      if (!chooses) break;
    }
    const bool network = i == kSafetensors || i == kOnnx;
    const std::string key = "row" + std::to_string(i);
    if (menu_row(ui, key.c_str(), {at.x, y, width, item}, tr(kRows[i]), network && !bench.run.current())) {
      choose(ui, bench, static_cast<Row>(i));
      closed = true;
    }
    y += item;
  }
  note("what", tr(chooses ? ImageText::what_opens : ImageText::open_by_dropping));
  note("link", words_on_links(bench));
  return closed;
}

}  // namespace

float file_menu_width(const Ui& ui) { return button_width(ui, tr(ImageText::file)); }

void file_menu(Ui& ui, Bench& bench, float x, float centre_y) {
  const float height = ui.target(32), padding = ui.px(6);
  const Rect place{x, centre_y - height / 2, file_menu_width(ui), height};
  if (button(ui, "file", place, {.name = tr(ImageText::file), .look = ButtonLook::quiet})) ImGui::OpenPopup(kPopup);
  const bool chooses = ui.platform->chooses_files();
  float width = ui.px(250);
  for (const ImageText row : kRows)
    width = std::max(width, ui.canvas.text_width(ui.fonts().regular, type::kBody, tr(row)) + ui.px(24));
  const float words = width - ui.px(18);
  const float rows = static_cast<float>(std::size(kRows) - (chooses ? 0 : 1)) * ui.target(30) + ui.px(9);
  const float tall = rows + words_height(ui, words, tr(chooses ? ImageText::what_opens : ImageText::open_by_dropping)) +
                     words_height(ui, words, words_on_links(bench)) + ui.px(16) + 2 * padding;
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const auto fitted = [](float at, float size, float whole) {
    return std::clamp(at, 4.f, std::max(4.f, whole - size - 4));
  };
  ImGui::SetNextWindowPos({fitted(place.right() - width - 2 * padding, width + 2 * padding, display.x),
                           fitted(place.bottom() + ui.px(4), tall, display.y)});
  ImGui::SetNextWindowSize({width + 2 * padding, tall});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {padding, padding});
  ImGui::PushStyleVar(ImGuiStyleVar_PopupRounding, ui.px(space::kFieldCorner));
  if (ImGui::BeginPopup(kPopup, ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoScrollbar)) {
    Ui inside = ui;
    inside.canvas.list = ImGui::GetWindowDrawList();
    inside.canvas.list->_FringeScale = 1 / ui.canvas.pixel_ratio;
    if (content(inside, bench, width, chooses)) ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar(2);
}

void share_note(Ui& ui, const Bench& bench, const Rect& bar) {
  const double left = bench.link_copied_until + kNoteShownMs - ui.platform->milliseconds();
  if (bench.link_copied_until <= 0 || left <= 0) return;
  ui.platform->request_frame();
  Ui above = ui;
  above.canvas.list = ImGui::GetForegroundDrawList();
  const Canvas& canvas = above.canvas;
  const std::string words = words_on_links(bench);
  const float inset = ui.px(12), width = std::min(ui.px(270), bar.w - ui.px(24) - 2 * inset);
  const float height = canvas.paragraph(ui.fonts().regular, type::kBody, 0, 0, width, 0, words, false);
  const Rect box{bar.right() - ui.px(12) - width - 2 * inset, bar.bottom() + ui.px(4), width + 2 * inset,
                 height + 2 * ui.px(10)};
  canvas.fill(box, ui.theme().card, ui.px(space::kFieldCorner));
  canvas.outline(box, ui.theme().hairline, ui.px(space::kFieldCorner), std::max(1.f, ui.px(1)));
  canvas.paragraph(ui.fonts().regular, type::kBody, box.x + inset, box.y + ui.px(10), width, ui.theme().ink, words);
  announce_words(above, widget_id("share-note"), Role::status, tr(Text::share), words, box, ui.px(4));
}

}  // namespace deltarule
