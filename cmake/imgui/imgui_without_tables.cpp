// Dear ImGui without its tables and columns: the page uses neither, and they would be 8 KB of every first load.
//
// Browser only. imgui.cpp mentions these functions only for windows that have begun a table or columns, so none is ever
// called; a panel that begins one does not link there. Then take imgui_tables.cpp back in instead.
#include <cstdio>

#include <imgui.h>
#include <imgui_internal.h>

extern "C" int deltarule_reads_nothing(const char*, const char*, ...) { return 0; }

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
