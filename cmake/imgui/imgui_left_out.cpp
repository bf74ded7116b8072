// What the page does without of Dear ImGui: tables, columns, tab bars, menu bars, trees and multiple selection, which
// would be 10 KB of every first load.
//
// Browser only. imgui.cpp mentions these functions only for windows that have begun such a thing, so none is ever called.
// Tables and columns are a file of their own, which is not linked: a panel that begins one does not link. The others
// share a file with what the page uses, so imgui.cpp is compiled with other names in their place (NotBegun in
// cmake/dependencies.cmake): a panel may use them as long as it ends what it begins.
#include <cstdarg>
#include <cstdio>

#include <imgui.h>
#include <imgui_internal.h>

/// sscanf for the one thing ImGui reads on the page: the number in "#version 300 es", by which it chooses its shaders.
extern "C" int deltarule_reads_version(const char*, const char* format, ...) {
  if (format[0] != '#') return 0;
  std::va_list numbers;
  va_start(numbers, format);
  *va_arg(numbers, int*) = 300;
  va_end(numbers);
  return 1;
}

namespace ImGui {

void NotBegun() {}
ImGuiMultiSelectIO* NotBegunMultiSelect() { return nullptr; }

void EndTable() {}
void EndColumns() {}
void PushColumnsBackground() {}
void PopColumnsBackground() {}
void TablePushColumnChannel(int) {}
void TablePopColumnChannel() {}
void TablePushBackgroundChannel() {}
void TablePopBackgroundChannel() {}
void TableEndRow(ImGuiTable*) {}
void TableEndCell(ImGuiTable*) {}
void TableGcCompactTransientBuffers(ImGuiTable*) {}
void TableGcCompactTransientBuffers(ImGuiTableTempData*) {}
void TableGcCompactSettings() {}
void TableSettingsAddSettingsHandler() {}

}  // namespace ImGui
