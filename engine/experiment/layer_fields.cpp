// What each kind of layer has to set, in the order in which links list it. To add a layer: one line in kinds().
#include <array>
#include <vector>

#include "engine/experiment/fields.h"

namespace deltarule {
namespace {

template <auto Member>
double get(const LayerSpec& layer) {
  return static_cast<double>(layer.*Member);
}
template <auto Member>
void set(LayerSpec& layer, double value) {
  auto& member = layer.*Member;
  member = static_cast<std::remove_reference_t<decltype(member)>>(value);
}

template <auto Member>
LayerField integer(std::string_view path, double min, double max, std::span<const std::string_view> names = {}) {
  return {path, FieldType::integer, min, max, false, names, get<Member>, set<Member>};
}
template <auto Member>
LayerField real(std::string_view path, double min, double max, bool live = false) {
  return {path, FieldType::real, min, max, live, {}, get<Member>, set<Member>};
}
template <auto Member>
LayerField choice(std::string_view path, std::span<const std::string_view> names) {
  return {path, FieldType::choice, 0, static_cast<double>(names.size()) - 1, false, names, get<Member>, set<Member>};
}

using Fields = std::vector<LayerField>;
using Kinds = std::array<Fields, 20>;

Kinds make_kinds() {
  // The values below 1 that have a name, counted from the smallest: -1 and 0.
  static constexpr std::array<std::string_view, 2> kPaddings = {"same", "valid"};
  const LayerField units = integer<&LayerSpec::units>("units", 1, kMaxUnits);
  const LayerField activation = choice<&LayerSpec::activation>("activation", activation_names());
  const LayerField kernel = integer<&LayerSpec::kernel>("kernel", 1, kMaxKernel);
  const LayerField stride = integer<&LayerSpec::stride>("stride", 1, kMaxKernel);
  const LayerField pool_stride = integer<&LayerSpec::stride>("stride", 0, kMaxKernel);
  const LayerField padding = integer<&LayerSpec::padding>("padding", kSamePadding, kMaxKernel, kPaddings);
  const LayerField returned = choice<&LayerSpec::returned>("return", returned_names());
  const LayerField direction = choice<&LayerSpec::direction>("direction", direction_names());
  const LayerField forget_bias = real<&LayerSpec::forget_bias>("forget_bias", -10, 10);
  const LayerField epsilon = real<&LayerSpec::epsilon>("epsilon", 1e-12, 1);
  const Fields lstm = {units, returned, direction, forget_bias};

  Kinds kinds;
  const auto has = [&kinds](LayerKind kind, Fields fields) {
    kinds[static_cast<std::size_t>(kind)] = std::move(fields);
  };
  has(LayerKind::dense, {units, activation});
  has(LayerKind::dropout, {real<&LayerSpec::rate>("rate", 0, 0.95, true)});
  has(LayerKind::conv2d, {integer<&LayerSpec::filters>("filters", 1, kMaxUnits), kernel, activation, stride, padding,
                          integer<&LayerSpec::dilation>("dilation", 1, kMaxKernel),
                          choice<&LayerSpec::operation>("operation", operation_names())});
  has(LayerKind::max_pool2d, {kernel, pool_stride, padding});
  has(LayerKind::avg_pool2d, {kernel, pool_stride, padding});
  has(LayerKind::batch_norm, {epsilon, real<&LayerSpec::momentum>("momentum", 0, 1)});
  has(LayerKind::layer_norm, {epsilon});
  has(LayerKind::embedding, {integer<&LayerSpec::vocabulary>("vocabulary", 1, kMaxVocabulary), units});
  has(LayerKind::rnn, {units, returned, direction, activation});
  has(LayerKind::lstm, lstm);
  has(LayerKind::lstm_peephole, lstm);
  has(LayerKind::lstm_coupled, lstm);
  has(LayerKind::lstm_depth_gated, lstm);
  has(LayerKind::gru, {units, returned, direction, choice<&LayerSpec::reset>("reset", reset_gate_names())});
  has(LayerKind::clockwork_rnn,
      {units, returned, direction, activation, integer<&LayerSpec::modules>("modules", 1, kMaxModules)});
  has(LayerKind::grid_lstm, {units, returned, integer<&LayerSpec::depth>("depth", 1, kMaxModules), forget_bias});
  has(LayerKind::attention, {units, returned, choice<&LayerSpec::score>("score", score_names())});
  has(LayerKind::mcculloch_pitts, {units});
  return kinds;
}

}  // namespace

std::string_view name_of(const LayerField& field, double value) {
  const double index = value - field.min;
  return index >= 0 && index < static_cast<double>(field.choices.size())
             ? field.choices[static_cast<std::size_t>(index)]
             : std::string_view();
}

std::span<const LayerField> layer_fields(LayerKind kind) {
  static const Kinds kKinds = make_kinds();
  const auto index = static_cast<std::size_t>(kind);
  return index < kKinds.size() ? std::span<const LayerField>(kKinds[index]) : std::span<const LayerField>();
}

}  // namespace deltarule
