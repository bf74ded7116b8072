// What a link looks like, and one draw call for all of them from within ImGui's list.
#include "web/viz/link_strokes.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "shaders.h"
#include "web/platform/gl.h"

namespace deltarule {
namespace {

constexpr float kWidest = 4.2f, kThinnest = 0.55f, kBolder = 1.6f;
constexpr float kLitSteps = 10, kMostSteps = 60;  // of a strip: enough for the light; for any curve

/// How large a weight looks, 0 to 1: everything differs, nothing overflows.
float weight_share(float weight) {
  const float size = std::abs(weight);
  return size == size ? size / (size + 1.6f) : 0;
}

// A cubic Bezier whose handles are level, half-way: x is nearly t, y the smooth step.
float curve_along(float t) { return 1.5f * (1 - t) * t + t * t * t; }
float curve_across(float t) { return t * t * (3 - 2 * t); }
float slope_along(float t) { return 1.5f * (1 - t) * (1 - t) + 1.5f * t * t; }
float slope_across(float t) { return 6 * t * (1 - t); }

}  // namespace

float link_distance(ImVec2 from, ImVec2 to, float x, float y) {
  const float dx = to.x - from.x, dy = to.y - from.y;
  const float share = (x - from.x) / dx;
  if (!(share > 0 && share < 1)) return INFINITY;
  // curve_along(t) == share by Newton: it rises everywhere.
  float t = share;
  for (int i = 0; i < 4; ++i) t -= (curve_along(t) - share) / slope_along(t);
  const float tx = dx * slope_along(t), ty = dy * slope_across(t);
  return std::abs(y - from.y - dy * curve_across(t)) * tx / std::sqrt(tx * tx + ty * ty);
}

void LinkStrokes::begin(const Canvas& canvas, float flow) {
  canvas_ = &canvas;
  pixel_ratio_ = canvas.pixel_ratio;
  flow_ = flow;
  rise_ = 0;
  links_.clear();
}

void LinkStrokes::add(ImVec2 from, ImVec2 to, float weight, LinkLook look) {
  const Canvas& canvas = *canvas_;
  const Theme& theme = *canvas.theme;
  const float share = weight_share(weight);
  const bool bold = look == LinkLook::bold;
  const float width = canvas.px(kThinnest + (kWidest - kThinnest) * share * share * 1.35f + (bold ? kBolder : 0.f));
  const float opacity =
      bold ? 1 : (0.22f + 0.78f * std::min(1.f, share * 1.7f)) * (look == LinkLook::plain ? 1.f : 0.18f);
  const Colour colour = weight == 0 ? theme.muted : weight > 0 ? theme.accent : theme.negative;
  rise_ = std::max(rise_, std::abs(to.y - from.y));
  links_.push_back({from, to, width * pixel_ratio_, (colour & 0xffffffu) | static_cast<Colour>(255 * opacity) << 24});
}

void LinkStrokes::end() {
  if (links_.empty()) return;
  ImDrawList& list = *canvas_->list;
  list.AddCallback(
      [](const ImDrawList*, const ImDrawCmd* command) {
        static_cast<LinkStrokes*>(command->UserCallbackData)->draw(*command);
      },
      this);
  list.AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

bool LinkStrokes::prepare() {
  if (!program_.ready(shaders::links(), {}, shaders::links_vertex())) return false;
  if (vertices_ != 0) {
    glBindVertexArray(vertices_);
    glBindBuffer(GL_ARRAY_BUFFER, buffer_);
    return true;
  }
  glGenVertexArrays(1, &vertices_);
  glGenBuffers(1, &buffer_);
  glBindVertexArray(vertices_);
  glBindBuffer(GL_ARRAY_BUFFER, buffer_);
  const auto attribute = [](unsigned place, int size, unsigned type, bool share, std::size_t offset) {
    glEnableVertexAttribArray(place);
    glVertexAttribPointer(place, size, type, share, sizeof(Link), reinterpret_cast<const void*>(offset));
    glVertexAttribDivisor(place, 1);
  };
  attribute(0, 4, GL_FLOAT, false, offsetof(Link, from));
  attribute(1, 1, GL_FLOAT, false, offsetof(Link, width));
  attribute(2, 4, GL_UNSIGNED_BYTE, true, offsetof(Link, colour));
  return true;
}

void LinkStrokes::draw(const ImDrawCmd& command) {
  const ImDrawData& data = *ImGui::GetDrawData();
  const ImVec2 scale = data.FramebufferScale, size = data.DisplaySize;
  const auto device = [](float logical, float by) { return static_cast<int>(std::lround(logical * by)); };
  const ImVec4& clip = command.ClipRect;
  const int left = device(clip.x, scale.x), right = device(clip.z, scale.x);
  const int top = device(clip.y, scale.y), bottom = device(clip.w, scale.y);
  if (right <= left || bottom <= top || !prepare()) return;
  glScissor(left, device(size.y, scale.y) - bottom, right - left, bottom - top);
  glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(links_.size() * sizeof(Link)), links_.data(), GL_STREAM_DRAW);
  glUseProgram(program_.name());
  glUniform4f(program_.uniform("to_clip"), 2 / size.x, -2 / size.y, -1 - 2 * data.DisplayPos.x / size.x,
              1 + 2 * data.DisplayPos.y / size.y);
  glUniform1f(program_.uniform("pixel_ratio"), pixel_ratio_);
  glUniform1f(program_.uniform("flow"), flow_);
  // A cubic that rises by h leaves its chord by 6 h / 8 n² at most: half a pixel at n² = 1.5 h.
  const float steps = std::clamp(std::ceil(std::sqrt(1.5f * rise_ * pixel_ratio_)), kLitSteps, kMostSteps);
  glUniform1f(program_.uniform("steps"), steps);
  glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 2 * (static_cast<int>(steps) + 1), static_cast<GLsizei>(links_.size()));
}

void LinkStrokes::release() {
  if (vertices_) glDeleteVertexArrays(1, &vertices_);
  if (buffer_) glDeleteBuffers(1, &buffer_);
  forget();
}

}  // namespace deltarule
