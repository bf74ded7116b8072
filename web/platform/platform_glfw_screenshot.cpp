#include "web/platform/platform_glfw_screenshot.h"

#include <GLFW/glfw3.h>

#include <vector>

#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#pragma GCC diagnostic ignored "-Wunused-function"
#include <stb/stb_image_write.h>
#pragma GCC diagnostic pop

namespace deltarule {

Status write_screenshot(const std::string& file, int width, int height) {
  constexpr int kChannels = 3;
  std::vector<unsigned char> pixels(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * kChannels);
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE, pixels.data());
  // GL's first row is the bottom one, a PNG's the top one: start at the end and walk backwards.
  const int stride = width * kChannels;
  const unsigned char* top = pixels.data() + static_cast<std::ptrdiff_t>(stride) * (height - 1);
  if (stbi_write_png(file.c_str(), width, height, kChannels, top, -stride) == 0)
    return Error{file, "could not be written; does the folder exist, and may you write to it?"};
  return success();
}

}  // namespace deltarule
