// Which form each kind of layer takes and gives; a change of form stands only where two differ.
#include "engine/io/export_passages.h"

#include <utility>

namespace deltarule {
namespace {

using Form = std::vector<int>;

Form flat(const Shape& shape) {
  const auto features = static_cast<int>(shape.features());
  return shape.steps > 1 ? Form{shape.steps, features} : Form{features};
}
Form image(const Shape& shape) { return {shape.channels, shape.height, shape.width}; }
Form sequence(const Shape& shape) { return {shape.steps, static_cast<int>(shape.features())}; }

Form taken(const LayerLayout& layer) {
  const Shape& in = layer.input;
  switch (layer.spec.kind) {
    case LayerKind::dense:
    case LayerKind::dropout:
    case LayerKind::flatten:
    case LayerKind::layer_norm:
    case LayerKind::last_step:
    case LayerKind::mcculloch_pitts: return flat(in);
    case LayerKind::conv2d:
    case LayerKind::max_pool2d:
    case LayerKind::avg_pool2d: return image(in);
    case LayerKind::batch_norm: return is_image(in) ? image(in) : Form{in.channels};
    case LayerKind::embedding: return {in.steps};
    case LayerKind::rnn:
    case LayerKind::lstm:
    case LayerKind::lstm_peephole:
    case LayerKind::lstm_coupled:
    case LayerKind::lstm_depth_gated:
    case LayerKind::gru:
    case LayerKind::clockwork_rnn:
    case LayerKind::grid_lstm:
    case LayerKind::attention: return sequence(in);
  }
  return flat(in);
}

Form given(const LayerLayout& layer) {
  switch (layer.spec.kind) {
    case LayerKind::conv2d:
    case LayerKind::max_pool2d:
    case LayerKind::avg_pool2d: return image(layer.output);
    case LayerKind::batch_norm: return taken(layer);
    case LayerKind::embedding: return sequence(layer.output);
    default: break;
  }
  const bool returned = is_recurrent(layer.spec.kind) || layer.spec.kind == LayerKind::attention;
  return returned && layer.spec.returned == Returned::all ? sequence(layer.output) : flat(layer.output);
}

}  // namespace

bool is_image(const Shape& shape) { return shape.height > 1 || shape.width > 1; }

bool reads_codes(std::span<const LayerLayout> layout) { return layout.front().spec.kind == LayerKind::embedding; }

Form input_form(std::span<const LayerLayout> layout) {
  const Shape& shape = layout.front().input;
  if (reads_codes(layout)) return {shape.steps};
  return is_image(shape) && shape.steps == 1 ? image(shape) : flat(shape);
}

Form output_form(std::span<const LayerLayout> layout) { return flat(layout.back().output); }

std::vector<Passage> passages_of(std::span<const LayerLayout> layout) {
  std::vector<Passage> out;
  Form now = input_form(layout);
  const auto become = [&](Form form) {
    if (form == now) return;
    out.push_back({Passage::What::form, form, 0});
    now = std::move(form);
  };
  for (std::size_t i = 0; i < layout.size(); ++i) {
    const LayerLayout& layer = layout[i];
    const LayerKind kind = layer.spec.kind;
    if (kind == LayerKind::dropout) {
      out.push_back({Passage::What::layer, {}, i});
      continue;
    }
    if (kind == LayerKind::last_step && layer.input.steps == 1) continue;
    become(taken(layer));
    if (kind == LayerKind::flatten) continue;
    out.push_back({Passage::What::layer, {}, i});
    now = given(layer);
    if (kind != LayerKind::conv2d || layer.spec.activation != Activation::softmax) continue;
    become(flat(layer.output));
    out.push_back({Passage::What::softmax, {}, i});
  }
  become(output_form(layout));
  return out;
}

}  // namespace deltarule
