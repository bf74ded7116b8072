// Dear ImGui's build options, for every file that includes it (IMGUI_USER_CONFIG).
//
// What the program does not use is left out, because the page's first load has a budget. It changes no behaviour of
// what is used, except that ImGui does not explain misuse at run time in the browser: the native build does.
#pragma once

#define IMGUI_DISABLE_DEMO_WINDOWS
#define IMGUI_DISABLE_OBSOLETE_FUNCTIONS
#define IMGUI_DISABLE_DEFAULT_FONT
#define IMGUI_DISABLE_FILE_FUNCTIONS

// The diagram, the map and the points outgrow 16 bits.
#define ImDrawIdx unsigned int

#ifdef __EMSCRIPTEN__
#define IMGUI_IMPL_OPENGL_ES3
#define IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS
#define IMGUI_DISABLE_DEBUG_TOOLS
#define IM_ASSERT_USER_ERROR(expression, message) ((void)0)
// ImGui reads windows' places from a file and typed scalars with it; the page has neither (imgui_left_out.cpp).
#define sscanf deltarule_reads_version
#endif
