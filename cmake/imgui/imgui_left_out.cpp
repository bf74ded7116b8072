// Dear ImGui without its tables and columns: the page uses neither, and they would be 8 KB of every first load.
//
// Browser only. imgui.cpp mentions these functions only for windows that have begun a table or columns, so none is ever
// called; a panel that begins one does not link there. Then take imgui_tables.cpp back in instead.
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
