// The walk over the segments of a JPEG file. stb_image takes its tables on trust: one with more than 256 codes, or one
// that a scan uses and no segment defines, would have it read and write beyond their ends.
#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>

#include "engine/data/decode_image.h"

namespace deltarule {
namespace {

enum Marker : std::uint8_t {
  sof_baseline = 0xc0,
  sof_progressive = 0xc2,
  dht = 0xc4,
  jpg = 0xc8,
  dac = 0xcc,
  sof_last = 0xcf,
  restart_first = 0xd0,
  restart_last = 0xd7,
  start = 0xd8,
  end_of_image = 0xd9,
  sos = 0xda,
  dqt = 0xdb,
  dri = 0xdd,
  app0 = 0xe0,
  adobe = 0xee
};

using Bytes = std::span<const std::uint8_t>;

class Walk {
 public:
  explicit Walk(Bytes file) : file_(file) {}

  Result<std::vector<std::uint8_t>> all() {
    out_ = {0xff, start};
    at_ = 2;
    while (true) {
      if (!next_marker()) return cut_off();
      if (marker_ == end_of_image) break;
      if (marker_ == 0x01 || (marker_ >= restart_first && marker_ <= start))
        return Error{"", "is a damaged JPEG file: a marker is where none may be"};
      if (at_ + 2 > file_.size()) return cut_off();
      const std::size_t length = std::size_t{file_[at_]} << 8 | file_[at_ + 1];
      if (length < 2) return damaged("the length of a segment");
      if (length > file_.size() - at_) return cut_off();
      const Bytes segment = file_.subspan(at_ + 2, length - 2);
      if (Status status = read(segment); !status) return status.error();
      at_ += length;
      if (kept()) {
        out_.insert(out_.end(), {0xff, marker_});
        out_.insert(out_.end(), segment.begin() - 2, segment.end());
      }
      if (marker_ == sos && !copy_scan()) return cut_off();
    }
    if (std::find(scanned_.begin(), scanned_.begin() + static_cast<std::ptrdiff_t>(components_), false) !=
            scanned_.begin() + static_cast<std::ptrdiff_t>(components_) ||
        components_ == 0)
      return Error{"", "is a damaged JPEG file: there is no whole picture in it"};
    // A block of 8 x 8 pixels takes a bit at least.
    if (blocks_ > scan_bytes_ * 8) return Error{"", "is a damaged JPEG file: it claims more pixels than it can hold"};
    out_.insert(out_.end(), {0xff, end_of_image});
    return std::move(out_);
  }

 private:
  static Error cut_off() { return {"", "is a JPEG file that has been cut off"}; }
  static Error damaged(const std::string& what) { return {"", "is a damaged JPEG file: " + what + " is wrong"}; }

  bool next_marker() {
    if (at_ >= file_.size() || file_[at_] != 0xff) return false;
    while (at_ < file_.size() && file_[at_] == 0xff) ++at_;
    if (at_ == file_.size()) return false;
    marker_ = file_[at_++];
    return true;
  }

  [[nodiscard]] bool kept() const {
    return marker_ == dht || marker_ == dqt || marker_ == dri || marker_ == sos || marker_ == app0 ||
           marker_ == adobe || (marker_ >= sof_baseline && marker_ <= sof_progressive);
  }

  Status read(Bytes segment) {
    if (marker_ == dht) return read_codes(segment);
    if (marker_ == dqt) return read_steps(segment);
    if (marker_ == sos) return read_scan(segment);
    if (marker_ == dri && segment.size() != 2) return damaged("the restart interval");
    if (marker_ >= sof_baseline && marker_ <= sof_progressive) return read_frame(segment);
    if (marker_ > sof_progressive && marker_ <= sof_last)
      return Error{"", "is a JPEG file of a rare kind (lossless or arithmetic coding); save it as a usual JPEG or PNG"};
    return success();
  }

  /// Huffman tables: class and number, how many codes of each length, the symbols.
  Status read_codes(Bytes s) {
    while (!s.empty()) {
      if (s.size() < 17 || s[0] >> 4 > 1 || (s[0] & 15) > 3) return damaged("a table of codes");
      std::size_t symbols = 0, places = 1;  // places: codes of this length that are left
      for (std::size_t length = 1; length <= 16; ++length) {
        places *= 2;
        if (s[length] > places) return damaged("a table of codes");
        places -= s[length];
        symbols += s[length];
      }
      if (symbols > 256 || s.size() < 17 + symbols) return damaged("a table of codes");
      codes_[s[0] >> 4][s[0] & 15] = true;
      s = s.subspan(17 + symbols);
    }
    return success();
  }

  /// Quantization tables: 64 steps of one byte or two.
  Status read_steps(Bytes s) {
    while (!s.empty()) {
      const std::size_t size = 1 + (s[0] >> 4 == 0 ? 64U : 128U);
      if (s[0] >> 4 > 1 || (s[0] & 15) > 3 || s.size() < size) return damaged("a table of steps");
      steps_[s[0] & 15] = true;
      s = s.subspan(size);
    }
    return success();
  }

  Status read_frame(Bytes s) {
    if (components_ != 0) return damaged("a second header");
    if (s.size() < 6 || s.size() != 6 + 3 * std::size_t{s[5]}) return damaged("the header");
    if (s[0] != 8) return Error{"", "is a JPEG file with more than 8 bits per pixel and colour; save it as PNG"};
    const Status status = check_image_size(std::int64_t{s[3]} << 8 | s[4], std::int64_t{s[1]} << 8 | s[2]);
    if (!status) return status;
    blocks_ = ((std::size_t{s[3]} << 8 | s[4]) + 7) / 8 * (((std::size_t{s[1]} << 8 | s[2]) + 7) / 8);
    if (s[5] != 1 && s[5] != 3 && s[5] != 4) return damaged("the number of colours");
    components_ = s[5];
    progressive_ = marker_ == sof_progressive;
    for (std::size_t c = 0; c < components_; ++c) {
      ids_[c] = s[6 + 3 * c];
      needed_steps_[c] = s[8 + 3 * c];
      if (needed_steps_[c] > 3) return damaged("the header");
    }
    return success();
  }

  Status read_scan(Bytes s) {
    if (components_ == 0) return damaged("a scan before the header");
    if (s.empty() || s[0] < 1 || s[0] > components_ || s.size() != 4 + 2 * std::size_t{s[0]}) return damaged("a scan");
    const std::uint8_t first = s[s.size() - 3], high = s[s.size() - 1] >> 4;
    for (std::size_t i = 0; i < s[0]; ++i) {
      const auto id = std::find(ids_.begin(), ids_.begin() + static_cast<std::ptrdiff_t>(components_), s[1 + 2 * i]);
      const auto c = static_cast<std::size_t>(id - ids_.begin());
      if (c == components_) return damaged("a scan");
      scanned_[c] = true;
      const std::size_t dc = s[2 + 2 * i] >> 4, ac = s[2 + 2 * i] & 15;
      const bool uses_dc = !progressive_ || (first == 0 && high == 0), uses_ac = !progressive_ || first > 0;
      if (dc > 3 || ac > 3 || (uses_dc && !codes_[0][dc]) || (uses_ac && !codes_[1][ac]) || !steps_[needed_steps_[c]])
        return damaged("a scan without its tables");
    }
    return success();
  }

  /// The bits of a scan: up to a marker that is not part of it. 0xff is followed by 0 where it is meant as a number.
  bool copy_scan() {
    for (; at_ + 1 < file_.size(); ++at_) {
      ++scan_bytes_;
      if (file_[at_] != 0xff) {
        out_.push_back(file_[at_]);
        continue;
      }
      const std::uint8_t next = file_[at_ + 1];
      if (next == 0xff) continue;  // padding
      if (next != 0 && (next < restart_first || next > restart_last)) return true;
      out_.insert(out_.end(), {0xff, next});
      ++at_;
    }
    return false;
  }

  Bytes file_;
  std::size_t at_ = 0;
  std::uint8_t marker_ = 0;
  std::vector<std::uint8_t> out_;
  std::array<std::array<bool, 4>, 2> codes_{};  // defined: [DC or AC][number]
  std::array<bool, 4> steps_{};                 // likewise
  std::size_t components_ = 0, blocks_ = 0, scan_bytes_ = 0;
  bool progressive_ = false;
  std::array<std::uint8_t, 4> ids_{}, needed_steps_{};
  std::array<bool, 4> scanned_{};
};

}  // namespace

Result<std::vector<std::uint8_t>> checked_jpeg(std::span<const std::uint8_t> file) { return Walk(file).all(); }

}  // namespace deltarule
