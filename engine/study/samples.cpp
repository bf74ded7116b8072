// A function for each kind of data, and what they share: classes coded for the last layer, codes for an embedding.
#include "engine/study/samples.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

#include "engine/data/functions.h"
#include "engine/data/image_files.h"
#include "engine/data/images.h"
#include "engine/data/sequences.h"
#include "engine/data/table.h"
#include "engine/experiment/drawings.h"
#include "engine/train/target_coding.h"

namespace deltarule {
namespace {

std::string_view text_of(const DataFiles::Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Places the file in front of what is wrong inside it.
Error in_file(const std::string& path, const Error& error) {
  return {error.where.empty() ? path : path + ", " + error.where, error.what};
}

void code_classes(Samples& samples, int classes, const TrainingSpec& training) {
  for (Dataset* data : {&samples.train, &samples.test})
    code_targets(*data, classes, training.model.back(), training.loss.name);
}

// ---- images

Result<LabelledImages> read_idx_pair(const DataFiles& files, const std::string& images, const std::string& labels) {
  const auto pixels = files.read(images), classes = files.read(labels);
  if (!pixels) return pixels.error();
  if (!classes) return classes.error();
  return images_from_idx(*pixels, *classes, images, labels);
}

Result<ClassImages> read_folder(const ImagesSpec& spec, const DataFiles& files) {
  const auto pictures = files.pictures(spec.images);
  if (!pictures) return pictures.error();
  std::vector<ImageFile> all;
  for (const DataFiles::Picture& p : *pictures) all.push_back({p.class_name, p.file_name, p.bytes});
  Result<ClassImages> made = images_from_files(all, spec.side, ImageColour::gray);
  if (!made && made.error().where == "classes") return Error{spec.images, made.error().what};
  return made;
}

Result<LabelledImages> read_digits(const DataFiles& files) {
  const auto images = files.digits(kDigitImages), labels = files.digits(kDigitLabels);
  if (!images) return images.error();
  if (!labels) return labels.error();
  return images_from_idx(*images, *labels, kDigitImages, kDigitLabels);
}

/// Images whose classes have names, or are numbers.
Result<ClassImages> read_images(const Experiment& e, const DataFiles& files) {
  const ImagesSpec& spec = e.images;
  const auto numbered = [](Result<LabelledImages> images) -> Result<ClassImages> {
    if (!images) return images.error();
    ClassImages made{std::move(*images), {}};
    for (int c = 0; c < made.images.classes; ++c) made.classes.push_back(std::to_string(c));
    return made;
  };
  switch (spec.name) {
    case ImageSet::mnist: return numbered(read_digits(files));
    case ImageSet::idx: return numbered(read_idx_pair(files, spec.images, spec.labels));
    case ImageSet::shapes:
      return numbered(
          make_shapes(spec.samples > 0 ? spec.samples : kDrawnShapes, spec.side, spec.noise, e.training.seed));
    default: return read_folder(spec, files);
  }
}

/// The numbers that these classes have among all.
Result<std::vector<std::uint8_t>> numbers_of(const std::vector<std::string>& chosen,
                                             const std::vector<std::string>& all) {
  std::vector<std::uint8_t> numbers;
  for (const std::string& name : chosen) {
    const auto found = std::find(all.begin(), all.end(), name);
    if (found == all.end()) {
      std::string known;
      for (const std::string& other : all) known += (known.empty() ? "" : ", ") + other;
      return Error{"data.classes", "there is no class \"" + name + "\" in this data; choose among " + known};
    }
    numbers.push_back(static_cast<std::uint8_t>(found - all.begin()));
  }
  return numbers;
}

/// What the user has drawn for data like this, as images.
Result<LabelledImages> drawn_images(const std::string& text, const Shape& shape, int classes) {
  const Result<std::vector<Drawing>> drawings = read_drawings(text);
  if (!drawings) return drawings.error();
  LabelledImages made{shape, classes, {}, {}};
  const auto size = static_cast<std::size_t>(shape.features());
  for (const Drawing& drawing : *drawings) {
    const std::string where = "data.drawings[" + std::to_string(made.count()) + "]";
    if (drawing.pixels.size() != size)
      return Error{where, "has " + std::to_string(drawing.pixels.size()) +
                              " pixels, but the images of this data have " + std::to_string(size) +
                              "; take the drawings out, or draw them anew"};
    if (drawing.label >= classes)
      return Error{where, "is of class " + std::to_string(drawing.label) + ", but this data has the classes 0 to " +
                              std::to_string(classes - 1) + "; take it out, or draw it anew"};
    made.pixels.insert(made.pixels.end(), drawing.pixels.begin(), drawing.pixels.end());
    made.labels.push_back(drawing.label);
  }
  return made;
}

Result<Samples> image_samples(const Experiment& e, const DataFiles& files) {
  Result<ClassImages> read = read_images(e, files);
  if (!read) return read.error();
  LabelledImages& images = read->images;
  Result<LabelledImages> drawn = drawn_images(e.images.drawings, images.shape, images.classes);
  if (!drawn) return drawn.error();
  if (e.images.samples > 0) keep_first(images, e.images.samples);
  Samples made;
  made.classes = std::move(read->classes);
  const std::vector<std::string> chosen = chosen_classes(e.images);
  const Result<std::vector<std::uint8_t>> numbers = numbers_of(chosen, made.classes);
  if (!numbers) return numbers.error();
  if (!chosen.empty()) {
    keep_classes(images, *numbers);
    keep_classes(*drawn, *numbers);
    made.classes = chosen;
    if (images.count() < 2)
      return Error{"data.classes", "of these classes there are " + std::to_string(images.count()) +
                                       " images among those that are used; choose others, or more images"};
  }
  if (e.images.test_images.empty()) {
    const int training = static_cast<int>(images.count() * e.images.train + 0.5);
    std::tie(made.train, made.test) = split_images(images, std::max(1, training), e.training.seed);
  } else {
    Result<LabelledImages> test = read_idx_pair(files, e.images.test_images, e.images.test_labels);
    if (!test) return test.error();
    if (!chosen.empty()) keep_classes(*test, *numbers);
    if (test->shape != images.shape)
      return Error{e.images.test_images, "holds images of another size than " + e.images.images};
    for (int c = images.classes; c < test->classes; ++c) made.classes.push_back(std::to_string(c));
    made.train = image_dataset(images);
    made.test = image_dataset(*test);
  }
  // Behind the split: the same images train and test, whatever has been drawn.
  append_samples(made.train, image_dataset(*drawn));
  const int classes = static_cast<int>(made.classes.size());
  if (e.images.targets == ClassTargets::integer) {
    number_targets(made.train, classes);
    number_targets(made.test, classes);
  } else {
    code_classes(made, classes, e.training);
  }
  return made;
}

// ---- tables

Result<Samples> table_samples(const Experiment& e, const DataFiles& files) {
  const auto bytes = files.read(e.table.file);
  if (!bytes) return bytes.error();
  const Result<Table> table = read_table(text_of(*bytes));
  if (!table) return in_file(e.table.file, table.error());
  Result<TableData> data = encode_table(*table, e.table, e.training.seed);
  if (!data) return in_file(e.table.file, data.error());
  Samples made{std::move(data->train), std::move(data->test), std::move(data->inputs), std::move(data->classes)};
  if (!made.classes.empty()) code_classes(made, static_cast<int>(made.classes.size()), e.training);
  return made;
}

// ---- sequences

/// What is one-hot becomes the number of the row, as an embedding wants it.
void make_codes(Dataset& data) {
  const int rows = data.features();
  std::vector<Scalar> codes;
  codes.reserve(data.input.size() / static_cast<std::size_t>(rows));
  for (auto column = data.input.begin(); column != data.input.end(); column += rows)
    codes.push_back(static_cast<Scalar>(std::max_element(column, column + rows) - column));
  data.input = std::move(codes);
  data.shape.channels = 1;
}

Result<Samples> sequence_samples(const Experiment& e, const DataFiles& files) {
  SequenceSpec spec = e.sequences;
  if (spec.name == SequenceTask::text && spec.text.empty()) {
    const auto bytes = files.read(spec.file);
    if (!bytes) return bytes.error();
    spec.text = text_of(*bytes);
  }
  Result<SequenceData> data = make_sequences(spec, e.training.seed);
  if (!data) return data.error();
  Samples made{std::move(data->train), std::move(data->test), data->alphabet, {}, data->limit};
  if (data->classes > 0) {
    for (int c = 0; c < data->classes; ++c) {
      const bool letters = spec.name == SequenceTask::text;
      made.classes.push_back(letters ? data->alphabet[static_cast<std::size_t>(c)] : std::to_string(c));
    }
    code_classes(made, data->classes, e.training);
  }
  if (e.training.model.front().kind == LayerKind::embedding) {
    if (made.inputs.empty())
      return Error{"model[0].layer", "an embedding needs letters, and this data has values; begin with another layer"};
    make_codes(made.train);
    make_codes(made.test);
  }
  return made;
}

Result<Samples> function_samples(const Experiment& e) {
  Result<FunctionData> data = make_functions(e.function, e.training.seed);
  if (!data) return data.error();
  return Samples{std::move(data->train), std::move(data->test), {"x"}, {}};
}

}  // namespace

Result<Samples> read_samples(const Experiment& e, const DataFiles& files) {
  switch (e.kind) {
    case DataKind::images: return image_samples(e, files);
    case DataKind::tables: return table_samples(e, files);
    case DataKind::sequences: return sequence_samples(e, files);
    case DataKind::functions: return function_samples(e);
    default: return Error{"data.kind", "points are no samples from a file; they have a way of their own"};
  }
}

}  // namespace deltarule
