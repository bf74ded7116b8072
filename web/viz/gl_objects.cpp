// The calls to GL, as few as will do; each object is made at its first use.
#include "web/viz/gl_objects.h"

#include "shaders.h"
#include "web/platform/gl.h"

namespace deltarule {
namespace {

/// One GLSL source for both: only the first lines differ.
const char* version_lines() {
  const auto* version = reinterpret_cast<const char*>(glGetString(GL_VERSION));
  const bool es = version && std::string_view(version).starts_with("OpenGL ES");
  return es ? "#version 300 es\nprecision highp float;\nprecision highp int;\nprecision highp sampler2D;\n"
            : "#version 330 core\n";
}

unsigned compile(GLenum kind, std::string_view defines, std::string_view source, std::string& log) {
  const unsigned shader = glCreateShader(kind);
  const char* head = version_lines();
  const char* parts[] = {head, defines.data(), source.data()};
  const GLint lengths[] = {-1, static_cast<GLint>(defines.size()), static_cast<GLint>(source.size())};
  glShaderSource(shader, 3, parts, lengths);
  glCompileShader(shader);
  GLint fine = 0;
  glGetShaderiv(shader, GL_COMPILE_STATUS, &fine);
  if (fine) return shader;
  char text[1024] = "";
  glGetShaderInfoLog(shader, sizeof text, nullptr, text);
  log = text;
  glDeleteShader(shader);
  return 0;
}

}  // namespace

void Texture::upload(int width, int height, TexelFormat format, Filter filter, const void* pixels) {
  const bool fits = name_ != 0 && width == width_ && height == height_ && format == format_;
  if (name_ == 0) glGenTextures(1, &name_);
  GLint previous = 0;
  glGetIntegerv(GL_TEXTURE_BINDING_2D, &previous);
  glBindTexture(GL_TEXTURE_2D, name_);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
  const bool bytes = format == TexelFormat::rgba8;
  const GLenum type = bytes ? GL_UNSIGNED_BYTE : GL_FLOAT;
  if (fits) {
    if (pixels) glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, width, height, GL_RGBA, type, pixels);
  } else {
    const GLint kind = filter == Filter::linear ? GL_LINEAR : GL_NEAREST;
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, kind);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, kind);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glTexImage2D(GL_TEXTURE_2D, 0, bytes ? GL_RGBA8 : GL_RGBA32F, width, height, 0, GL_RGBA, type, pixels);
    width_ = width, height_ = height, format_ = format;
  }
  glBindTexture(GL_TEXTURE_2D, static_cast<unsigned>(previous));
}

void Texture::release() {
  if (name_) glDeleteTextures(1, &name_);
  forget();
}

bool Program::ready(std::string_view fragment_source, std::string_view defines, std::string_view vertex_source) {
  if (name_) return true;
  if (failed_) return false;
  failed_ = true;
  const unsigned vertex =
      compile(GL_VERTEX_SHADER, "\n", vertex_source.empty() ? shaders::quad_vertex() : vertex_source, log_);
  if (!vertex) return false;
  const unsigned fragment = compile(GL_FRAGMENT_SHADER, defines.empty() ? "\n" : defines, fragment_source, log_);
  if (fragment) {
    name_ = glCreateProgram();
    glAttachShader(name_, vertex);
    glAttachShader(name_, fragment);
    glLinkProgram(name_);
    GLint fine = 0;
    glGetProgramiv(name_, GL_LINK_STATUS, &fine);
    if (!fine) {
      char text[1024] = "";
      glGetProgramInfoLog(name_, sizeof text, nullptr, text);
      log_ = text;
      release();
    }
    glDeleteShader(fragment);
  }
  glDeleteShader(vertex);
  failed_ = name_ == 0;
  return !failed_;
}

int Program::uniform(const char* name) const { return glGetUniformLocation(name_, name); }

void Program::release() {
  if (name_) glDeleteProgram(name_);
  name_ = 0;
}

bool Picture::begin(int width, int height, const Program& program) {
  glGetIntegerv(GL_FRAMEBUFFER_BINDING, &previous_framebuffer_);
  const bool fresh = texture_.width() != width || texture_.height() != height || !framebuffer_;
  if (fresh) texture_.upload(width, height, TexelFormat::rgba8, Filter::linear, nullptr);
  if (!framebuffer_) glGenFramebuffers(1, &framebuffer_);
  if (!vertices_) glGenVertexArrays(1, &vertices_);
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
  if (fresh) {
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture_.name(), 0);
    complete_ = glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE;
  }
  if (!complete_) {
    glBindFramebuffer(GL_FRAMEBUFFER, static_cast<unsigned>(previous_framebuffer_));
    return false;
  }
  glViewport(0, 0, width, height);
  glDisable(GL_BLEND);
  glDisable(GL_SCISSOR_TEST);
  glDisable(GL_DEPTH_TEST);
  glDisable(GL_CULL_FACE);
  glUseProgram(program.name());
  return true;
}

void Picture::clear(float red, float green, float blue, float alpha) {
  glClearColor(red, green, blue, alpha);
  glClear(GL_COLOR_BUFFER_BIT);
}

void Picture::draw(int vertices) {
  glBindVertexArray(vertices_);
  glDrawArrays(GL_TRIANGLES, 0, vertices);
}

void Picture::wait() {
  unsigned char pixel[4];
  // glFinish() may return early in a browser; an answer cannot.
  glReadPixels(0, 0, 1, 1, GL_RGBA, GL_UNSIGNED_BYTE, pixel);
}

void Picture::end() {
  // ImGui's backend sets all it needs by itself, except that it draws where it finds the framebuffer.
  glBindVertexArray(0);
  glUseProgram(0);
  glActiveTexture(GL_TEXTURE0);
  glBindFramebuffer(GL_FRAMEBUFFER, static_cast<unsigned>(previous_framebuffer_));
}

void Picture::forget() {
  texture_.forget();
  framebuffer_ = vertices_ = 0;
  complete_ = false;
}

void Picture::release() {
  if (framebuffer_) glDeleteFramebuffers(1, &framebuffer_);
  if (vertices_) glDeleteVertexArrays(1, &vertices_);
  framebuffer_ = vertices_ = 0;
}

}  // namespace deltarule
