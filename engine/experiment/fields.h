// The one table of an Experiment's fields: JSON path, link key, range, scale, choices, whether a change is live.
//
// JSON, links, validation, controls and documentation all come from here. Scalars and choices only; the three
// lists (model, inputs, points) have their own grammar in io/ and their own limits below.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

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

std::span<const Field> fields();
const Field* find_field(std::string_view path);
const Field* find_field_by_link(std::string_view key);

// Fields of one entry of "model".
struct LayerField {
  std::string_view path;  // "units"
  FieldType type = FieldType::real;
  double min = 0, max = 0;
  bool live = false;
  std::span<const std::string_view> choices;
  double (*get)(const LayerSpec&) = nullptr;
  void (*set)(LayerSpec&, double) = nullptr;
};
/// The fields that a layer of this kind has, in the order in which links list them: dense(units,activation), dropout(rate).
std::span<const LayerField> layer_fields(LayerKind kind);

// Limits of the lists.
inline constexpr int kMaxLayers = 20;
inline constexpr int kMaxPoints = 5000;
inline constexpr std::size_t kMaxParameters = 2'000'000;

}  // namespace deltarule
