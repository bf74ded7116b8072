// From the platform to the engine: the digits that come with the program, and files that were dropped on the page.
#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "engine/api/files.h"
#include "web/app/images/added_drawings.h"
#include "web/app/images/convolution_state.h"
#include "web/app/images/drawing.h"
#include "web/app/images/image_panels.h"
#include "web/app/images/image_text.h"
#include "web/app/images/output_kind.h"
#include "web/app/images/presets.h"
#include "web/app/scene.h"

namespace deltarule {
namespace {

constexpr std::uint32_t kFolderSide = 28, kSmallestForLenet = 14;
constexpr int kSmallBatch = 16;  // one's own images are few

bool needs_digits(const Experiment& e) { return e.kind == DataKind::images && e.images.name == ImageSet::mnist; }

void complain(Bench& bench, Text headline, std::string detail) { bench.message = Message{headline, std::move(detail)}; }

/// A picture alone is read like a drawing.
void take_picture(Bench& bench, const Platform::GivenFile& file) {
  ImageState& state = bench.images;
  if (bench.run.current() && bench.run.snapshot().channels != 1)
    return complain(bench, Text::file_refused, file.name + ": " + std::string(tr(ImageText::network_of_colours)));
  std::vector<float> ink = ink_of(file.bytes, file.width, file.height, ImageState::kPadSide);
  if (ink.empty())
    return complain(bench, Text::file_refused, file.name + ": " + std::string(tr(ImageText::picture_of_one_colour)));
  state.ink = std::move(ink);
  state.turned = state.noise = 0;
  state.drawing_changed = true;
}

/// The files that came together: one that is opened, a pair of IDX files, or pictures in folders.
void take_dropped(Bench& bench, std::vector<Platform::GivenFile> files) {
  for (const Platform::GivenFile& file : files)
    if (!file.error.empty()) return complain(bench, Text::file_refused, file.error);
  bench.message.reset();  // it spoke of what was dropped before
  if (files.front().width > 0) return take_picture(bench, files.front());
  if (files.size() == 1 && (open_network(bench, files.front()) || open_experiment(bench, files.front()))) return;
  std::string images, labels, folder;
  std::set<std::string> class_folders;
  int classes = 0;
  std::uint32_t rows = kFolderSide;
  for (Platform::GivenFile& file : files) {
    FileKind kind = kind_of_file(file.bytes);
    // What is packed is told by its name, as MNIST's files are: train-labels-idx1-ubyte.gz.
    if (kind == FileKind::packed)
      kind = file.name.find("label") != std::string::npos ? FileKind::idx_labels : FileKind::idx_images;
    if (kind == FileKind::idx_images) {
      images = file.name;
      rows = idx_rows(file.bytes);
    } else if (kind == FileKind::idx_labels) {
      labels = file.name;
      classes = idx_classes(file.bytes);
    } else if (kind == FileKind::picture && std::count(file.name.begin(), file.name.end(), '/') >= 2) {
      const std::size_t slash = file.name.find('/');
      folder = file.name.substr(0, slash);
      class_folders.insert(file.name.substr(slash + 1, file.name.find('/', slash + 1) - slash - 1));
    } else {
      const bool picture = kind == FileKind::picture;
      complain(bench, Text::file_refused,
               file.name +
                   (picture ? ": drop one picture alone to have it read, or a folder that has a folder for each class"
                            : ": is neither an IDX file nor a PNG or JPEG picture"));
      return;
    }
  }
  if (folder.empty() && (images.empty() || labels.empty())) {
    complain(bench, Text::file_refused,
             (images.empty() ? labels : images) + ": drop the images and their labels together, two IDX files");
    return;
  }
  for (Platform::GivenFile& file : files) bench.run.give(file.name, std::move(file.bytes));
  Experiment& draft = bench.draft();
  ImagesSpec before = std::exchange(draft.images, ImagesSpec{});
  put_drawings_aside(bench, before);
  if (folder.empty()) {
    draft.images.name = ImageSet::idx;
    draft.images.images = images;
    draft.images.labels = labels;
  } else {
    draft.images.name = ImageSet::folder;
    draft.images.images = folder;
    classes = static_cast<int>(class_folders.size());
  }
  // A packed file keeps its secrets until it is unpacked: then the network stays as it is.
  auto& model = draft.training.model;
  const bool fits = rows == bench.run.snapshot().height && model.back().units == classes;
  if (classes < 2 || rows == 0 || fits) return;
  model = image_preset(rows < kSmallestForLenet ? kMlp : kLenet, classes);
  set_output(draft, OutputKind::softmax, classes);
  draft.training.batch_size = std::min(draft.training.batch_size, kSmallBatch);
}

}  // namespace

bool waits_for_digits(const LiveRun& run) { return needs_digits(run.experiment()) && !run.current(); }

void take_digits(Bench& bench, Platform& platform) {
  ImageState& state = bench.images;
  LiveRun& run = bench.run;
  // Whatever is shown first: somebody who changes to the digits finds them here.
  if (!state.digits_asked) {
    state.digits_asked = true;
    platform.fetch_digits();
  }
  bool news = false;
  for (Platform::GivenFile& file : platform.take_files(false)) {
    if (!file.error.empty()) {
      complain(bench, Text::digits_failed, file.error);
    } else {
      if (file.name == kDigitImages) {
        state.digits = idx_count(file.bytes);
        keep_digits(bench, file.bytes);
      }
      run.give(file.name, std::move(file.bytes));
      news = true;
    }
  }
  // The first images are enough for an experiment that asks for no more.
  const auto wanted = static_cast<std::uint32_t>(run.experiment().images.samples);
  const bool enough = state.digits >= (wanted == 0 ? kDigitCount : std::min(wanted, kDigitCount));
  if (news && enough && waits_for_digits(run) && !state.network.opening) {
    run.rebuild();
    if (state.plays_when_built) run.play();
  }
}

void follow_files(Bench& bench, Platform& platform) {
  take_digits(bench, platform);
  if (std::vector<Platform::GivenFile> dropped = platform.take_files(true); !dropped.empty())
    take_dropped(bench, std::move(dropped));
}

}  // namespace deltarule
