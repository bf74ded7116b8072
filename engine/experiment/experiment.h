// What is trained: one value that the page edits, a link carries, a file stores and the engine builds.
//
// It has no behaviour. fields.h is the one table that describes it; validate.h says what is wrong with it.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "engine/data/functions_spec.h"
#include "engine/data/images_spec.h"
#include "engine/data/points_spec.h"
#include "engine/data/sequences_spec.h"
#include "engine/data/table_spec.h"
#include "engine/train/training_spec.h"

namespace deltarule {

inline constexpr int kExperimentVersion = 1;  // the value of "deltarule" in files

/// Which of the experiment's specs says where its samples come from.
enum class DataKind : std::uint8_t { points, images, tables, sequences, functions };
std::span<const std::string_view> data_kind_names();

/// When a run that was told to play pauses by itself. Steps by hand go on.
struct StopSpec {
  int epochs = 0;   // after so many; 0: never
  double loss = 0;  // below this training loss, looked at after every epoch; 0: never
  friend bool operator==(const StopSpec&, const StopSpec&) = default;
};

/// Where the samples come from: the experiment's own data section, or a file that a program was given beside it. Then
/// what the experiment says of data does not count, and Trainer::build checks how network and samples fit together.
enum class DataFrom : std::uint8_t { experiment, file };

/// What products are made of: one rounding after another, so that every machine gets the same bits; or multiplication
/// and addition fused where the engine has that (core/lanes.h), which is faster and rounds as the machine likes.
enum class Math : std::uint8_t { exact, fast };
std::span<const std::string_view> math_names();

struct Experiment {
  DataKind kind = DataKind::points;
  PointsSpec data;  // and so on: only that of the kind counts
  ImagesSpec images;
  TableSpec table;
  SequenceSpec sequences;
  FunctionSpec function;
  TrainingSpec training;
  StopSpec stop;
  Math math = Math::exact;
  friend bool operator==(const Experiment&, const Experiment&) = default;
};

/// What the page opens on: two moons-like classes, a small network, learned within seconds.
Experiment default_experiment();
/// The hidden layers with which a set is learned from every seed: what an experiment has that names no model.
std::vector<LayerSpec> default_hidden(PointSet set);
/// The whole network for other kinds of data, where it is known what they ask: LeNet-5 for digits, an LSTM for
/// sequences. Empty: only the file knows, so the experiment must name its layers.
std::vector<LayerSpec> default_model(const Experiment& experiment);

}  // namespace deltarule
