// What platform_web.cpp calls in the page: the C face of platform.lib.js. Text goes as UTF-8 pointer and length.
//
// Text that comes back is put into the scratch buffer (platform_web_scratch.h); the function answers its length.
#pragma once

#include <cstddef>

extern "C" {
/// Hands the module to the page's half of the platform; its first events (size, media, visibility) arrive during the
/// call.
void js_attach();
/// After the context was lost: the names of its objects mean nothing any more.
void js_forget_gl();
void js_request_frame();
/// Shows the readable page instead of the program; `reason` is a key of web/page/support.js.
void js_fail(const char* reason, std::size_t length);
/// What was announced, in the bytes of platform_web_mirror.h.
void js_mirror(const void* bytes, std::size_t length);
void js_flush_mirror_in(double milliseconds);
void js_cursor(const char* css, std::size_t length);
/// Where text is typed: the browser's input method and on-screen keyboard appear there.
void js_text_input(bool wanted, float x, float y, float line_height);

std::size_t js_load(const char* key, std::size_t length);
void js_store(const char* key, std::size_t key_length, const char* value, std::size_t value_length);
std::size_t js_link();
void js_set_link(const char* link, std::size_t length);
std::size_t js_share_address(const char* link, std::size_t length);
void js_copy_text(const char* text, std::size_t length);

/// The digits of the page arrive through dr_file, and how far they are through dr_digits_came.
void js_fetch_digits();
/// A download.
void js_save_file(const char* name, std::size_t name_length, const void* bytes, std::size_t length);
/// The browser's dialog; what is chosen arrives through dr_file, as if dropped.
void js_choose_files();
/// One frame of the camera arrives through dr_file.
void js_take_photo();
/// Writes the address and starts the page again.
void js_reload();

void js_host_ready();
void js_emit(const char* event, std::size_t event_length, const char* json, std::size_t json_length);
}
