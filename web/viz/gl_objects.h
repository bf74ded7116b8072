// Owners of the few GL objects the drawings need: a texture, a program, a picture drawn by a program.
//
// After a lost context the old names mean nothing: forget() drops them without a call to GL, and the next use makes new
// ones.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace deltarule {

enum class TexelFormat { rgba8, rgba32f };
enum class Filter { nearest, linear };

class Texture {
 public:
  Texture() = default;
  ~Texture() { release(); }
  Texture(const Texture&) = delete;
  Texture& operator=(const Texture&) = delete;

  /// Makes it this large if it is not yet; `pixels` may be null (then its contents are undefined).
  void upload(int width, int height, TexelFormat format, Filter filter, const void* pixels);
  void forget() { name_ = 0, width_ = 0, height_ = 0; }
  [[nodiscard]] unsigned name() const { return name_; }
  [[nodiscard]] int width() const { return width_; }
  [[nodiscard]] int height() const { return height_; }

 private:
  void release();
  unsigned name_ = 0;
  int width_ = 0, height_ = 0;
  TexelFormat format_ = TexelFormat::rgba8;
};

/// A fragment shader over a rectangle, which shaders/quad_vertex.glsl spans; or with a vertex shader of its own.
class Program {
 public:
  Program() = default;
  ~Program() { release(); }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  /// Compiles at first use. False if the driver refuses it; log() says why. `defines` come before the source.
  bool ready(std::string_view fragment_source, std::string_view defines = {}, std::string_view vertex_source = {});
  [[nodiscard]] int uniform(const char* name) const;
  [[nodiscard]] unsigned name() const { return name_; }
  [[nodiscard]] const std::string& log() const { return log_; }
  void forget() { name_ = 0, failed_ = false; }

 private:
  void release();
  unsigned name_ = 0;
  bool failed_ = false;
  std::string log_;
};

/// Draws into a texture: begin(), set uniforms, draw(), end(). Leaves GL as ImGui's backend needs it.
class Picture {
 public:
  Picture() = default;
  ~Picture() { release(); }
  Picture(const Picture&) = delete;
  Picture& operator=(const Picture&) = delete;

  bool begin(int width, int height, const Program& program);
  /// All of it becomes this colour (0 to 1 each).
  void clear(float red, float green, float blue, float alpha);
  void draw(int vertices = 3);
  /// Until everything so far has really been drawn; costs a round trip.
  void wait();
  void end();
  void forget();
  [[nodiscard]] const Texture& texture() const { return texture_; }

 private:
  void release();
  Texture texture_;
  unsigned framebuffer_ = 0, vertices_ = 0;
  int previous_framebuffer_ = 0;
  bool complete_ = false;  // asking costs a browser a round trip: once per texture
};

}  // namespace deltarule
