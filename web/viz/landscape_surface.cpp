// Arithmetic of the view, and the shader's uniforms. The surface's box: -1 to 1 across, 0 to kHeight upwards.
#include "web/viz/landscape_surface.h"

#include <algorithm>
#include <cmath>

#include "shaders.h"
#include "web/platform/gl.h"

namespace deltarule {
namespace {

constexpr float kRadians = 3.14159265f / 180, kReach = 1.44f;  // half the diagonal of the base, and a little
constexpr float kContours = 14, kLeast = 1e-6f;

void set_colour(const Program& program, const char* name, Colour colour) {
  glUniform3f(program.uniform(name), static_cast<float>(colour & 255) / 255,
              static_cast<float>(colour >> 8 & 255) / 255, static_cast<float>(colour >> 16 & 255) / 255);
}

}  // namespace

float SurfaceScale::height(float loss) const {
  if (!std::isfinite(loss)) return 1;
  const float from = logarithmic ? std::log(low) : low, to = logarithmic ? std::log(high) : high;
  const float at = logarithmic ? std::log(std::max(loss, kLeast)) : loss;
  return std::clamp((at - from) / std::max(to - from, 1e-12f), 0.f, 1.f);
}

SurfaceScale surface_scale(const std::vector<float>& losses, bool logarithmic) {
  std::vector<float> finite;
  for (const float loss : losses)
    if (std::isfinite(loss)) finite.push_back(logarithmic ? std::log(std::max(loss, kLeast)) : loss);
  SurfaceScale scale{.low = logarithmic ? kLeast : 0, .high = 1, .logarithmic = logarithmic};
  if (finite.empty()) return scale;
  const auto [least, greatest] = std::minmax_element(finite.begin(), finite.end());
  const float low = *least, top = *greatest;
  const auto most = finite.begin() + static_cast<std::ptrdiff_t>(finite.size() * 9 / 10);
  std::nth_element(finite.begin(), most, finite.end());
  const float high = std::max(std::min(top, low + 1.5f * (*most - low)), low + 1e-6f);
  scale.low = logarithmic ? std::exp(low) : low;
  scale.high = logarithmic ? std::exp(high) : high;
  return scale;
}

SurfaceView::SurfaceView(const Rect& place, double turn, double tilt)
    : area(place),
      sin_turn(std::sin(static_cast<float>(turn) * kRadians)),
      cos_turn(std::cos(static_cast<float>(turn) * kRadians)),
      sin_tilt(std::sin(static_cast<float>(tilt) * kRadians)),
      cos_tilt(std::cos(static_cast<float>(tilt) * kRadians)),
      unit(std::min(place.w / 2 / kReach, place.h / (2 * kReach * sin_tilt + kHeight * cos_tilt))) {}

// Across: x' = x cos - y sin. Away from the eye: y' = x sin + y cos. Up on the screen: y' sin(tilt) + z cos(tilt).
ImVec2 SurfaceView::project(float u, float v, float height) const {
  const float x = 2 * u - 1, y = 2 * v - 1, z = (height - 0.5f) * kHeight;
  return {area.cx() + (x * cos_turn - y * sin_turn) * unit,
          area.cy() - ((x * sin_turn + y * cos_turn) * sin_tilt + z * cos_tilt) * unit};
}

void LandscapeSurface::upload(const SurfaceLook& look) {
  const Landscape& landscape = *look.landscape;
  side_ = landscape.side, rows_ = landscape.rows_done;
  const std::size_t points = static_cast<std::size_t>(side_) * static_cast<std::size_t>(rows_);
  heights_.resize(points);
  std::vector<float> texels(points * 4);
  for (std::size_t i = 0; i < points; ++i) texels[4 * i] = heights_[i] = look.scale.height(landscape.losses[i]);
  texture_.upload(side_, rows_, TexelFormat::rgba32f, Filter::nearest, texels.data());
}

bool LandscapeSurface::paint(const Canvas& canvas, const SurfaceView& view, int width, int height,
                             const SurfaceLook& look) {
  if (!program_.ready(shaders::landscape_surface(), {}, shaders::landscape_vertex())) return false;
  upload(look);
  if (!picture_.begin(width, height, program_)) return false;
  const Theme& theme = *canvas.theme;
  const auto channel = [&](int shift) { return static_cast<float>(theme.card >> shift & 255) / 255; };
  // The card's colour, though unseen: edges that are half covered mix with it.
  picture_.clear(channel(0), channel(8), channel(16), 0);
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, texture_.name());
  glUniform1i(program_.uniform("heights"), 0);
  glUniform2i(program_.uniform("size"), side_, rows_);
  glUniform2i(program_.uniform("flipped"), view.sin_turn > 0 ? 1 : 0, view.cos_turn > 0 ? 1 : 0);
  const float across = 2 * view.unit / view.area.w, up = -2 * view.unit / view.area.h;  // the picture's top is row 0
  glUniform4f(program_.uniform("to_x"), view.cos_turn * across, -view.sin_turn * across, 0, 0);
  glUniform4f(program_.uniform("to_y"), view.sin_turn * view.sin_tilt * up, view.cos_turn * view.sin_tilt * up,
              view.cos_tilt * up, -0.5f * SurfaceView::kHeight * view.cos_tilt * up);
  glUniform1f(program_.uniform("height_scale"), SurfaceView::kHeight);
  glUniform1f(program_.uniform("contours"), kContours);
  // The light comes from above left of the eye, however the surface is turned.
  const float lx = -0.45f, ly = -0.35f, lz = 0.82f;
  glUniform3f(program_.uniform("light"), lx * view.cos_turn + ly * view.sin_turn,
              -lx * view.sin_turn + ly * view.cos_turn, lz);
  set_colour(program_, "low", tinted(theme.accent, theme.card, 0.1f));
  set_colour(program_, "middle", tinted(theme.hairline, theme.card, theme.dark ? 0.f : 0.35f));
  set_colour(program_, "high", tinted(theme.negative, theme.card, 0.15f));
  set_colour(program_, "ink", theme.dark ? theme.ground : theme.ink);
  picture_.draw((side_ - 1) * (rows_ - 1) * 6);
  picture_.end();
  return true;
}

void LandscapeSurface::draw(const Canvas& canvas, const Rect& area, const SurfaceLook& look) {
  const Landscape& landscape = *look.landscape;
  if (landscape.side < 2 || landscape.rows_done < 2 ||
      landscape.losses.size() < std::size_t{landscape.side} * landscape.rows_done)
    return;
  // Twice as fine on coarse screens: edges become smooth when it is shown.
  const float fine = canvas.pixel_ratio < 1.5f ? 2 * canvas.pixel_ratio : canvas.pixel_ratio;
  const int width = std::clamp(static_cast<int>(std::lround(area.w * fine)), 16, 3072);
  const int height = std::clamp(static_cast<int>(std::lround(area.h * fine)), 16, 3072);
  const Key key{landscape.revision, look.theme_revision, landscape.rows_done,    width,     height,
                look.scale.low,     look.scale.high,     look.scale.logarithmic, look.turn, look.tilt};
  if (!picture_.texture().name() || !(key == shown_)) {
    if (!paint(canvas, SurfaceView(area, look.turn, look.tilt), width, height, look)) return;
    shown_ = key;
  }
  canvas.image(picture_.texture().name(), area, {0, 0, 1, 1});
}

bool LandscapeSurface::hidden(const SurfaceView& view, float u, float v, float height) const {
  if (side_ < 2 || rows_ < side_) return false;
  // Towards the eye: y' falls, z rises, the place on the screen stays.
  constexpr float kStep = 0.05f;
  const float du = -view.sin_turn * view.cos_tilt * kStep / 2, dv = -view.cos_turn * view.cos_tilt * kStep / 2;
  const float rise = view.sin_tilt * kStep / SurfaceView::kHeight;
  const auto last = static_cast<float>(side_ - 1);
  for (float h = height + 0.03f + rise; h < 1; h += rise) {
    u += du, v += dv;
    if (u < 0 || u > 1 || v < 0 || v > 1) return false;
    const auto column = static_cast<std::size_t>(u * last + 0.5f), row = static_cast<std::size_t>(v * last + 0.5f);
    if (heights_[row * static_cast<std::size_t>(side_) + column] > h) return true;
    if (rise < 1e-4f) break;
  }
  return false;
}

void LandscapeSurface::forget() {
  program_.forget();
  picture_.forget();
  texture_.forget();
  shown_ = {};
}

}  // namespace deltarule
