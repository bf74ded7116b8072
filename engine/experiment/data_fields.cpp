// The section "data" of experiments that are not about points: a table for each kind of data.
#include <array>

#include "engine/experiment/field_makers.h"

namespace deltarule {
namespace {

using namespace field_makers;

constexpr auto kImages = &Experiment::images;
constexpr auto kTable = &Experiment::table;
constexpr auto kSequences = &Experiment::sequences;
constexpr auto kFunction = &Experiment::function;

bool scales_images(const Experiment& e) {
  return e.images.name == ImageSet::folder || e.images.name == ImageSet::shapes;
}
bool draws_images(const Experiment& e) { return e.images.name == ImageSet::shapes; }
bool splits_images(const Experiment& e) { return e.images.test_images.empty(); }
bool reads_idx(const Experiment& e) { return e.images.name == ImageSet::idx; }
bool reads_images(const Experiment& e) { return reads_idx(e) || e.images.name == ImageSet::folder; }
bool reads_text(const Experiment& e) { return e.sequences.name == SequenceTask::text; }
bool draws_sequences(const Experiment& e) { return e.sequences.name != SequenceTask::text; }
bool adds_noise(const Experiment& e) { return e.sequences.name == SequenceTask::noisy_series; }

auto make_image_fields() {
  return std::to_array<Field>({
      // clang-format off
      choice<kImages, &ImagesSpec::name>("data.name", "data", image_set_names(), kStructural),
      integer<kImages, &ImagesSpec::samples>("data.samples", "n", {0, kMaxImages}, kStructural),
      real<kImages, &ImagesSpec::train>("data.train", "train", {0.01, 1}, kStructural, splits_images),
      integer<kImages, &ImagesSpec::side>("data.side", "side", {kMinSquare, kMaxSquare}, kStructural, scales_images),
      real<kImages, &ImagesSpec::noise>("data.noise", "noise", {0, 1}, kStructural, draws_images),
      choice<kImages, &ImagesSpec::targets>("data.targets", "targets", class_targets_names(), kStructural),
      // clang-format on
  });
}

auto make_table_fields() {
  return std::to_array<Field>({
      // clang-format off
      choice<kTable, &TableSpec::task>("data.task", "task", table_task_names(), kStructural),
      choice<kTable, &TableSpec::categories>("data.categories", "categories", category_encoding_names(), kStructural),
      choice<kTable, &TableSpec::missing>("data.missing", "missing", missing_values_names(), kStructural),
      choice<kTable, &TableSpec::standardize>("data.standardize", "standardize", off_on(), kStructural),
      real<kTable, &TableSpec::train>("data.train", "train", {0.01, 1}, kStructural),
      // clang-format on
  });
}

auto make_sequence_fields() {
  return std::to_array<Field>({
      // clang-format off
      choice<kSequences, &SequenceSpec::name>("data.name", "data", sequence_task_names(), kStructural),
      integer<kSequences, &SequenceSpec::samples>("data.samples", "n", {2, 100000, kLog}, kStructural, draws_sequences),
      integer<kSequences, &SequenceSpec::steps>("data.steps", "steps", {kMinSteps, kMaxSteps, kLog}, kStructural),
      real<kSequences, &SequenceSpec::noise>("data.noise", "noise", {0, 10}, kStructural, adds_noise),
      real<kSequences, &SequenceSpec::train>("data.train", "train", {0.01, 1}, kStructural),
      // clang-format on
  });
}

auto make_function_fields() {
  return std::to_array<Field>({
      // clang-format off
      choice<kFunction, &FunctionSpec::name>("data.name", "data", target_function_names(), kStructural),
      integer<kFunction, &FunctionSpec::samples>("data.samples", "n", {2, kMaxFunctionSamples, kLog}, kStructural),
      real<kFunction, &FunctionSpec::noise>("data.noise", "noise", {0, kMaxFunctionNoise}, kStructural),
      real<kFunction, &FunctionSpec::train>("data.train", "train", {0.01, 1}, kStructural),
      // clang-format on
  });
}

template <auto... Path>
TextField text(std::string_view path, std::string_view link, std::size_t most_bytes, Applies applies = always) {
  return {path, link, most_bytes, [](Experiment& e) -> std::string& { return follow<Path...>(e); }, applies};
}

}  // namespace

std::span<const Field> data_fields(DataKind kind) {
  static const auto kImageFields = make_image_fields();
  static const auto kTableFields = make_table_fields();
  static const auto kSequenceFields = make_sequence_fields();
  static const auto kFunctionFields = make_function_fields();
  switch (kind) {
    case DataKind::images: return kImageFields;
    case DataKind::tables: return kTableFields;
    case DataKind::sequences: return kSequenceFields;
    case DataKind::functions: return kFunctionFields;
    default: return {};
  }
}

std::span<const TextField> text_fields(DataKind kind) {
  static const auto kOfImages = std::to_array<TextField>({
      text<kImages, &ImagesSpec::classes>("data.classes", "classes", kMaxPath),
      text<kImages, &ImagesSpec::drawings>("data.drawings", "drawings", kMaxDrawingsText),
      text<kImages, &ImagesSpec::images>("data.images", "images", kMaxPath, reads_images),
      text<kImages, &ImagesSpec::labels>("data.labels", "labels", kMaxPath, reads_idx),
      text<kImages, &ImagesSpec::test_images>("data.test_images", "test_images", kMaxPath, reads_idx),
      text<kImages, &ImagesSpec::test_labels>("data.test_labels", "test_labels", kMaxPath, reads_idx),
  });
  static const auto kOfTables = std::to_array<TextField>({
      text<kTable, &TableSpec::file>("data.file", "file", kMaxPath),
      text<kTable, &TableSpec::target>("data.target", "target", kMaxPath),
  });
  static const auto kOfSequences = std::to_array<TextField>({
      text<kSequences, &SequenceSpec::file>("data.file", "file", kMaxPath, reads_text),
      text<kSequences, &SequenceSpec::text>("data.text", "text", kMaxText, reads_text),
  });
  switch (kind) {
    case DataKind::images: return kOfImages;
    case DataKind::tables: return kOfTables;
    case DataKind::sequences: return kOfSequences;
    default: return {};
  }
}

}  // namespace deltarule
