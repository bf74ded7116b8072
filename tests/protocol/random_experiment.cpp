// Values are drawn at the ends of their range as often as in between, because that is where mistakes are.
#include "tests/protocol/random_experiment.h"

#include <algorithm>
#include <cmath>

#include "engine/experiment/fields.h"
#include "engine/experiment/validate.h"

namespace deltarule::testing {
namespace {

double random_value(Rng& rng, FieldType type, double min, double max) {
  double value = 0;
  switch (rng.below(6)) {
    case 0: return min;
    case 1: return max;
    case 2:
      value = min + (max - min) * std::pow(rng.uniform(), 8);  // crowded at the lower end
      break;
    default: value = rng.uniform(min, max);
  }
  if (type != FieldType::real) value = std::floor(value);
  // Half of the numbers are short as people write them; the others need all digits.
  if (type == FieldType::real && rng.below(2) == 0) value = std::clamp(std::round(value * 100) / 100, min, max);
  return value;
}

std::vector<Input> random_inputs(Rng& rng) {
  std::vector<Input> all;
  for (std::uint8_t i = 0; i < input_names().size(); ++i) all.push_back(static_cast<Input>(i));
  rng.shuffle(std::span<Input>(all));
  all.resize(1 + rng.below(static_cast<std::uint32_t>(all.size())));
  return all;
}

std::vector<LayerSpec> random_model(Rng& rng, bool up_to_the_limits) {
  std::vector<LayerSpec> model(1 + rng.below(up_to_the_limits ? kMaxLayers : 4));
  for (LayerSpec& layer : model) {
    layer.kind = rng.below(4) == 0 ? LayerKind::dropout : LayerKind::dense;
    for (const LayerField& field : layer_fields(layer.kind)) {
      const double max = field.path != "units" ? field.max : up_to_the_limits ? kMaxPointUnits : 9;
      field.set(layer, random_value(rng, field.type, field.min, max));
    }
  }
  model.back().kind = LayerKind::dense;
  model.back().rate = LayerSpec{}.rate;
  return model;
}

std::vector<Point> random_points(Rng& rng) {
  std::vector<Point> points(1 + rng.below(40));
  const bool regression = rng.below(4) == 0;
  const std::uint32_t classes = 1 + rng.below(kMaxClasses);
  for (Point& p : points) {
    p.x1 = random_value(rng, FieldType::real, -kMaxCoordinate, kMaxCoordinate);
    p.x2 = random_value(rng, FieldType::real, -kMaxCoordinate, kMaxCoordinate);
    p.label = regression ? random_value(rng, FieldType::real, -1, 1) : rng.below(classes);
  }
  return points;
}

}  // namespace

Experiment random_parts(Rng& rng, bool up_to_the_limits) {
  Experiment e = default_experiment();
  for (const Field& field : fields()) {
    // Fields that are left alone test that defaults are left out and come back.
    if (rng.below(3) == 0 || field.path == "data.kind") continue;
    const bool counts = field.path == "data.samples" || field.path == "batch_size";
    const double max = counts && !up_to_the_limits ? 40 : field.max;
    field.set(e, random_value(rng, field.type, field.min, max));
  }
  e.data.inputs = random_inputs(rng);
  e.training.model = random_model(rng, up_to_the_limits);
  if (e.data.name == PointSet::custom || rng.below(10) == 0) e.data.points = random_points(rng);
  return e;
}

Experiment random_experiment(Rng& rng, bool up_to_the_limits) {
  return made_coherent(random_parts(rng, up_to_the_limits));
}

}  // namespace deltarule::testing
