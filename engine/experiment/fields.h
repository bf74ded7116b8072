// The one table of an Experiment's fields: JSON path, link key, range, scale, choices, whether a change is live.
//
// JSON, links, validation, controls and documentation all come from here. Scalars and choices only; the three
// lists (model, inputs, points) have their own grammar in io/ and their own limits below.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "engine/core/result.h"
#include "engine/experiment/experiment.h"

namespace deltarule {

enum class FieldType : std::uint8_t { real, integer, choice };
enum class FieldScale : std::uint8_t { linear, logarithmic };

struct Field {
  std::string_view path;  // in JSON: "optimizer.learning_rate"
  std::string_view link;  // in links: "lr"
  FieldType type = FieldType::real;
  FieldScale scale = FieldScale::linear;
  double min = 0, max = 0;                     // inclusive; of a choice: the indices
  bool live = false;                           // may change while training, without a new network
  std::span<const std::string_view> choices;   // of a choice
  double (*get)(const Experiment&) = nullptr;  // a choice as its index
  void (*set)(Experiment&, double) = nullptr;  // expects a value in range
  /// False where the field has no meaning for this experiment (beta1 without Adam): not written, not shown.
  bool (*applies)(const Experiment&) = nullptr;
};

/// Of every experiment, and of the points in the plane; in the order in which files and links list them.
std::span<const Field> fields();
/// The further fields of the section "data" where it speaks of something else than points.
std::span<const Field> data_fields(DataKind kind);
/// All that an experiment with this kind of data has: fields(), its section "data" with those of the kind.
std::span<const Field* const> fields_of(DataKind kind);
const Field* find_field(std::string_view path, DataKind kind = DataKind::points);
const Field* find_field_by_link(std::string_view key, DataKind kind = DataKind::points);

/// A field of the section "data" that is a text: a path, the name of a column, a text to learn.
struct TextField {
  std::string_view path, link;
  std::size_t most_bytes;
  std::string& (*edit)(Experiment&);
  bool (*applies)(const Experiment&);  // false where the set has no use for it
  [[nodiscard]] const std::string& get(const Experiment& e) const { return edit(const_cast<Experiment&>(e)); }
};
std::span<const TextField> text_fields(DataKind kind);

/// What a field is when a file or link leaves it out. That of default_experiment(), except where another choice
/// decides: epsilon (torch's for the optimizer), the loss (of the last layer and the data), a batch that must fit, the
/// learning rate (of the kind of data).
double default_value(const Field& field, const Experiment& experiment);
/// True where default_value() depends on the rest of the experiment.
bool default_depends(const Field& field);

// Fields of one entry of "model".
struct LayerField {
  std::string_view path;  // "units"
  FieldType type = FieldType::real;
  double min = 0, max = 0;
  bool live = false;
  std::span<const std::string_view> choices;  // of an integer: names for its smallest values ("same" for -1)
  double (*get)(const LayerSpec&) = nullptr;
  void (*set)(LayerSpec&, double) = nullptr;
};
/// The fields that a layer of this kind has, in the order in which links list them: dense(units,activation),
/// dropout(rate).
std::span<const LayerField> layer_fields(LayerKind kind);
/// The name that stands for this value of the field; empty if it is written as a number.
std::string_view name_of(const LayerField& field, double value);

/// What is wrong with a value, or nothing: not finite, out of range, not a whole number. `where` is the field's path.
Status check_value(const Field& field, double value);
Status check_value(const LayerField& field, double value, std::string_view where);
/// A width that every neuron's picture has room for: 1 to kMaxPointUnits.
Status check_point_units(int units, std::string_view where);

// Limits of the lists.
inline constexpr int kMaxLayers = 20;
inline constexpr int kMaxUnits = 4096;
inline constexpr int kMaxPointUnits = 64;  // where every neuron is a picture
inline constexpr int kMaxKernel = 64;
inline constexpr int kMaxVocabulary = 65536;
inline constexpr int kMaxModules = 8;
inline constexpr int kMaxSamples = 5000;
inline constexpr int kMaxPoints = kMaxSamples;
inline constexpr std::size_t kMaxPath = 4096;
inline constexpr double kMaxCoordinate = 6;  // of custom points: the plane that is shown
inline constexpr std::size_t kMaxParameters = 2'000'000;

}  // namespace deltarule
