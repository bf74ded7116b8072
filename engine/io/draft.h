// An experiment while it is being read: what was given so far; and the rules for what was left out.
//
// Shared by files and links, which differ in grammar only. Internal to io/.
#pragma once

#include <string_view>
#include <vector>

#include "engine/core/result.h"
#include "engine/experiment/experiment.h"
#include "engine/experiment/fields.h"

namespace deltarule {

class Draft {
 public:
  Experiment experiment = default_experiment();
  bool model_given = false;

  /// Sets a number or the index of a choice, if it is in range.
  Status set(const Field& field, double value, std::string_view where);
  /// Sets a choice by name.
  Status set_name(const Field& field, std::string_view name, std::string_view where);

  /// Sets a text, if it is not too long.
  Status set_text(const TextField& field, std::string_view text, std::string_view where);
  /// Sets the kind of data by the name of one of its sets: "mnist" says images. False if the name is none of other
  /// kinds than points.
  bool set_kind_by_name(std::string_view name);

  /// Fills in the defaults that depend on the rest, and validates what has data of its own.
  Result<Experiment> finish(DataFrom data);

 private:
  std::vector<const Field*> given_;
};

/// The same for a field of a layer.
Status set_layer(LayerSpec& layer, const LayerField& field, double value, std::string_view where);
Status set_layer_name(LayerSpec& layer, const LayerField& field, std::string_view name, std::string_view where);

/// The index of a name; an error that lists the names and suggests the nearest.
Result<std::size_t> index_of(std::string_view name, std::span<const std::string_view> names, std::string_view where);

/// True if reading would not give the field its value by itself.
bool differs_from_default(const Field& field, const Experiment& experiment);

}  // namespace deltarule
