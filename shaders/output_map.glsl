// What a dense network answers at every point of the plane, computed anew for every pixel.
//
// `weights` holds, layer by layer and for every four units: one texel of biases, then one texel per input (padded to a
// multiple of four) with that input's weights into the four units. viz/network_texture.cpp packs it.
// Not for dropout (the identity when answering) and not for wide or large networks: viz/output_map.h.
in vec2 place;
out vec4 colour;

// kMaxGroups, of four units, is prepended: as few as the network needs, for they live in registers.
const int kMaxLayers = 12;
const int kWidthBits = 6;  // of `weights`: 64 texels in a row

uniform sampler2D weights;
uniform sampler2D ramps;              // row 0: negative to positive; row 1 + k: card to class k
uniform int layer_count;
uniform ivec4 layers[kMaxLayers];     // inputs / 4 rounded up, units / 4 rounded up, first texel, activation
uniform int input_count;
uniform int features[9];
uniform vec2 view;                    // min, max
uniform int last_units;
uniform int reading;                  // of the last layer: 0 signed value, 1 probability, 2 classes
uniform bool discretize;
uniform int shown;                    // a unit of the last of these layers instead of the answer; -1: the answer
uniform int class_shown;              // of that unit: a probability in this class's colour; -1: a signed value
uniform vec2 scale;                   // of that unit: middle and gain
uniform bool marked;                  // the class goes into alpha, for shaders/boundary.glsl
uniform float ramp_rows;

vec4 texel(int index) {
  return texelFetch(weights, ivec2(index & ((1 << kWidthBits) - 1), index >> kWidthBits), 0);
}

float feature(int kind, vec2 x) {
  if (kind == 0) return x.x;
  if (kind == 1) return x.y;
  if (kind == 2) return x.x * x.x;
  if (kind == 3) return x.y * x.y;
  if (kind == 4) return x.x * x.y;
  if (kind == 5) return sin(x.x);
  if (kind == 6) return sin(x.y);
  if (kind == 7) return cos(x.x);
  return cos(x.y);
}

vec4 safe_tanh(vec4 z) {
  vec4 e = exp(-2.0 * min(abs(z), 15.0));
  return sign(z) * (1.0 - e) / (1.0 + e);
}
vec4 sigmoid(vec4 z) { return 1.0 / (1.0 + exp(-clamp(z, -40.0, 40.0))); }

// Abramowitz and Stegun 7.1.26, good to 1.5e-7.
vec4 error_function(vec4 z) {
  vec4 x = abs(z);
  vec4 t = 1.0 / (1.0 + 0.3275911 * x);
  vec4 p = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return sign(z) * (1.0 - p * exp(-min(x * x, vec4(80.0))));
}

// The order of the enum Activation.
vec4 activate(int kind, vec4 z) {
  if (kind == 1) return step(0.0, z);
  if (kind == 2) return sigmoid(z);
  if (kind == 3) return safe_tanh(z);
  if (kind == 4) return max(z, 0.0);
  if (kind == 5) return max(z, 0.01 * z);
  if (kind == 6) return mix(exp(min(z, 0.0)) - 1.0, z, step(0.0, z));
  if (kind == 7) return 1.0507009873554805 * mix(1.6732632423543772 * (exp(min(z, 0.0)) - 1.0), z, step(0.0, z));
  if (kind == 8) return 0.5 * z * (1.0 + error_function(z * 0.7071067811865476));
  if (kind == 9) return z * sigmoid(z);
  if (kind == 10) return max(z, 0.0) + log(1.0 + exp(-abs(z)));
  if (kind == 11) return sin(z);
  return z;  // linear; softmax needs its neighbours and comes at the end
}

void main() {
  vec2 x = vec2(mix(view.x, view.y, place.x), mix(view.y, view.x, place.y));
  vec4 h[kMaxGroups];
  vec4 next[kMaxGroups];
  vec4 first[3];
  first[0] = first[1] = first[2] = vec4(0.0);
  for (int i = 0; i < 9; ++i) {
    if (i < input_count) first[i / 4] += feature(features[i], x) * vec4(equal(ivec4(i % 4), ivec4(0, 1, 2, 3)));
  }
  for (int i = 0; i < min(3, kMaxGroups); ++i) h[i] = first[i];

  for (int l = 0; l < layer_count; ++l) {
    ivec4 layer = layers[l];
    int at = layer.z;
    for (int g = 0; g < layer.y; ++g) {
      vec4 z = texel(at);
      ++at;
      for (int k = 0; k < layer.x; ++k) {
        vec4 a = h[k];
        z += texel(at) * a.x + texel(at + 1) * a.y + texel(at + 2) * a.z + texel(at + 3) * a.w;
        at += 4;
      }
      next[g] = activate(layer.w, z);
    }
    for (int g = 0; g < layer.y; ++g) h[g] = next[g];
  }

  int last = layer_count > 0 ? layers[layer_count - 1].w : 0;
  float y[8];
  vec4 low = h[0], high = h[min(1, kMaxGroups - 1)];
  y[0] = low.x; y[1] = low.y; y[2] = low.z; y[3] = low.w;
  y[4] = high.x; y[5] = high.y; y[6] = high.z; y[7] = high.w;
  int best = 0, second = 0;
  float t;
  float row = 0.0;
  if (shown >= 0) {
    t = h[shown >> 2][shown & 3];
    if (last == 12) {
      float sum = 0.0;
      for (int i = 0; i < last_units; ++i) sum += exp(y[i] - t);
      t = 1.0 / sum;
    }
    t = (t - scale.x) * scale.y;
    row = float(class_shown + 1);
    t = class_shown >= 0 ? clamp(t, 0.0, 1.0) : clamp(t, -1.0, 1.0) * 0.5 + 0.5;
  } else if (reading == 2) {
    // The best class, as far as it is ahead of the second. Of softmax the differences are those of probabilities.
    second = 1;
    if (y[1] > y[0]) best = 1, second = 0;
    for (int i = 2; i < last_units; ++i) {
      if (y[i] > y[best]) {
        second = best;
        best = i;
      } else if (y[i] > y[second]) {
        second = i;
      }
    }
    row = float(best + 1);
    t = y[best] - y[second];
    if (last == 12) {
      float sum = 0.0;
      for (int i = 0; i < last_units; ++i) sum += exp(y[i] - y[best]);
      t = (1.0 - exp(-t)) / sum;
    }
    t = clamp(t, 0.0, 1.0);
    if (discretize) t = 1.0;
  } else {
    t = reading == 1 ? 2.0 * y[0] - 1.0 : y[0];
    t = clamp(t, -1.0, 1.0);
    if (discretize) t = t < 0.0 ? -1.0 : 1.0;
    t = t * 0.5 + 0.5;
  }
  colour = texture(ramps, vec2(t * (255.0 / 256.0) + 0.5 / 256.0, (row + 0.5) / ramp_rows));
  if (marked) colour.a = float(reading == 2 ? best : t < 0.5 ? 0 : 1) / 255.0;
}
