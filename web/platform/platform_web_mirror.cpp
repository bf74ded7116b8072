#include "web/platform/platform_web_mirror.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace deltarule {
namespace {

constexpr std::uint8_t kLogarithmic = 1, kPressed = 2, kDisabled = 4;

// WebAssembly is little-endian, so a value's bytes are already in the order of the format.
template <class T>
void put(std::vector<std::uint8_t>& out, T value) {
  static_assert(std::is_arithmetic_v<T>);
  const std::size_t at = out.size();
  out.resize(at + sizeof value);
  std::memcpy(out.data() + at, &value, sizeof value);
}

void put_text(std::vector<std::uint8_t>& out, std::string_view text) {
  put(out, static_cast<std::uint32_t>(text.size()));
  out.insert(out.end(), text.begin(), text.end());
}

void put_item(std::vector<std::uint8_t>& out, const MirrorItem& item) {
  put(out, static_cast<std::uint8_t>(item.role));
  const int flags =
      (item.logarithmic ? kLogarithmic : 0) | (item.pressed ? kPressed : 0) | (item.disabled ? kDisabled : 0);
  put(out, static_cast<std::uint8_t>(flags));
  for (const float side : {item.rect.x, item.rect.y, item.rect.width, item.rect.height}) put(out, side);
  for (const double number : {item.value, item.min, item.max, item.step}) put(out, number);
  put(out, static_cast<std::int32_t>(item.selected));
  put_text(out, item.name);
  put_text(out, item.group);
  put_text(out, item.value_text);
  put(out, static_cast<std::uint16_t>(item.options.size()));
  for (const std::string& option : item.options) put_text(out, option);
}

}  // namespace

const std::vector<std::uint8_t>& MirrorEncoder::encode(const std::vector<MirrorItem>& items) {
  bytes_.clear();
  put(bytes_, static_cast<std::uint32_t>(items.size()));
  std::size_t next = 0;  // widgets come in the same order as before, mostly
  for (const MirrorItem& item : items) {
    put(bytes_, item.id);
    const auto is_it = [&](const MirrorItem& sent) { return sent.id == item.id; };
    auto before = std::find_if(sent_.begin() + static_cast<std::ptrdiff_t>(next), sent_.end(), is_it);
    if (before == sent_.end()) before = std::find_if(sent_.begin(), sent_.end(), is_it);
    const bool repeated = before != sent_.end() && *before == item;
    if (before != sent_.end()) next = static_cast<std::size_t>(before - sent_.begin()) + 1;
    put(bytes_, static_cast<std::uint8_t>(repeated ? 1 : 0));
    if (!repeated) put_item(bytes_, item);
  }
  sent_ = items;
  return bytes_;
}

}  // namespace deltarule
