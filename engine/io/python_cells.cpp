// Recurrent cells, attention and the McCulloch-Pitts layer in Python, for every library: the formulas of
// engine/layers/, in the few words that each target defines. x is [N, T, I], a step of it [N, I], states are [N, H].
#include "engine/io/export_python.h"

namespace deltarule {

std::span<const PythonPart> python_cells() {
  static constexpr PythonPart kParts[] = {
      {"walk", R"py(def walk(cell, x, w, states, units, direction, returned):
    """A recurrent layer: x [N, T, I] -> [N, T, H], or [N, H] if only the last step is returned; both directions give
    twice the H. cell(x, before, w, tick) makes a step's states, of which the first comes out, from those before it."""
    ways = {"forward": [("", False)], "backward": [("", True)], "both": [("", False), ("_reverse", True)]}
    outputs = []
    for suffix, backward in ways[direction]:
        tensors = {name: w[name + suffix] for name in w if name + suffix in w}
        now = [zeros(x, units)] * states
        steps = [None] * x.shape[1]
        order = reversed(range(len(steps))) if backward else range(len(steps))
        for tick, t in enumerate(order):
            now = cell(x[:, t], now, tensors, tick)
            steps[t] = now[0]
        outputs.append(now[0] if returned == "last" else stack(steps))
    return join(outputs))py"},
      {"sums", R"py(def sums(x, h, w):
    """What comes from the input and what from the step before: W_ih x + b_ih, W_hh h + b_hh."""
    return affine(x, w["weight_ih_l0"], w["bias_ih_l0"]), affine(h, w["weight_hh_l0"], w["bias_hh_l0"]))py"},
      {"gates", R"py(def gates(z, count):
    """[N, count H] in pieces [N, H]."""
    H = z.shape[-1] // count
    return [z[:, k * H:(k + 1) * H] for k in range(count)])py"},
      {"memory", R"py(def memory(i, f, g, o, c):
    """h and c of an LSTM from the sums of its gates and the c before."""
    c = sigmoid(f) * c + sigmoid(i) * tanh(g)
    return [sigmoid(o) * tanh(c), c])py"},
      {"rnn", R"py(def rnn(activation):
    def cell(x, before, w, tick):
        return [activation(sum(sums(x, before[0], w)))]
    return cell)py"},
      {"lstm", R"py(def lstm(x, before, w, tick):
    h, c = before
    return memory(*gates(sum(sums(x, h, w)), 4), c))py"},
      {"lstm_peephole", R"py(def lstm_peephole(x, before, w, tick):
    """The gates see the cell: i and f the one before, o the new one."""
    h, c = before
    p_i, p_f, p_o = w["weight_peephole"]
    i, f, g, o = gates(sum(sums(x, h, w)), 4)
    c = sigmoid(f + p_f * c) * c + sigmoid(i + p_i * c) * tanh(g)
    return [sigmoid(o + p_o * c) * tanh(c), c])py"},
      {"lstm_coupled", R"py(def lstm_coupled(x, before, w, tick):
    """What is forgotten makes room for what comes in: i = 1 - f."""
    h, c = before
    f, g, o = gates(sum(sums(x, h, w)), 3)
    c = sigmoid(f) * c + (1 - sigmoid(f)) * tanh(g)
    return [sigmoid(o) * tanh(c), c])py"},
      {"lstm_depth_gated", R"py(def lstm_depth_gated(x, before, w, tick):
    """A gate d lets the layer below, l, into the cell."""
    h, c = before
    from_input, from_before = sums(x, h, w)
    *v, d, l = gates(from_input, 6)
    i, f, g, o = (a + b for a, b in zip(v, gates(from_before, 4)))
    w_c, w_l = w["weight_depth"]
    d = sigmoid(d + w_c * c + w_l * l)
    c = sigmoid(f) * c + sigmoid(i) * tanh(g) + d * l
    return [sigmoid(o) * tanh(c), c])py"},
      {"gru", R"py(def gru(x, before, w, tick):
    """The reset gate acts on the product with h, as in PyTorch."""
    h, = before
    (v_r, v_z, v_n), (u_r, u_z, u_n) = (gates(part, 3) for part in sums(x, h, w))
    z = sigmoid(v_z + u_z)
    return [(1 - z) * tanh(v_n + sigmoid(v_r + u_r) * u_n) + z * h])py"},
      {"gru_before", R"py(def gru_before(x, before, w, tick):
    """The reset gate acts on h before the product (Cho et al. 2014)."""
    h, = before
    H = h.shape[-1]
    v_r, v_z, v_n = gates(affine(x, w["weight_ih_l0"], w["bias_ih_l0"]), 3)
    u_r, u_z = gates(affine(h, w["weight_hh_l0"][:2 * H], w["bias_hh_l0"][:2 * H]), 2)
    z = sigmoid(v_z + u_z)
    u_n = affine(sigmoid(v_r + u_r) * h, w["weight_hh_l0"][2 * H:], w["bias_hh_l0"][2 * H:])
    return [(1 - z) * tanh(v_n + u_n) + z * h])py"},
      {"clockwork_rnn", R"py(def clockwork_rnn(modules, activation):
    """Module k computes at every 2^k-th step and hears itself and the slower ones."""
    def cell(x, before, w, tick):
        h, = before
        size = h.shape[-1] // modules
        v = affine(x, w["weight_ih_l0"], w["bias_ih_l0"])
        parts = []
        for k in range(modules):
            first, last = k * size, (k + 1) * size
            if tick % 2 ** k == 0:
                u = affine(h[:, first:], w["weight_hh_l0"][first:last, first:], w["bias_hh_l0"][first:last])
                parts.append(activation(v[:, first:last] + u))
            else:
                parts.append(h[:, first:last])
        return [join(parts)]
    return cell)py"},
      {"grid_lstm", R"py(def grid_lstm(depth):
    """Cells one over the other, with an LSTM along time and one along depth; both see both."""
    def cell(x, before, w, tick):
        h, c = list(before[1:1 + depth]), list(before[1 + depth:])
        h_up, c_up = gates(affine(x, w["weight_ih_l0"], w["bias_ih_l0"]), 2)
        for k in range(depth):
            both = join([h[k], h_up])
            h[k], c[k] = memory(*gates(affine(both, w[f"weight_time_l{k}"], w[f"bias_time_l{k}"]), 4), c[k])
            h_up, c_up = memory(*gates(affine(both, w[f"weight_depth_l{k}"], w[f"bias_depth_l{k}"]), 4), c_up)
        return [h_up, *h, *c]
    return cell)py"},
      {"attention", R"py(def attention(x, w, score, returned):
    """x [N, T, I] -> [N, T, H], or [N, H]: what the last step sees."""
    q = affine(x if returned == "all" else x[:, -1:], w["q_proj_weight"])
    k, v = affine(x, w["k_proj_weight"]), affine(x, w["v_proj_weight"])
    if score == "scaled_dot":
        scores = q @ swap(k) / math.sqrt(q.shape[-1])
    else:
        scores = affine(tanh(q[:, :, None] + k[:, None]), w["weight_score"])[..., 0]
    y = softmax(scores) @ v
    return y if returned == "all" else y[:, 0])py"},
      {"mcculloch_pitts", R"py(def mcculloch_pitts(x, w):
    """A unit fires if no inhibiting input is active and the active exciting ones number at least its threshold."""
    active = number(x >= 0.5)
    excited, inhibited = affine(active, number(w["weight"] > 0)), affine(active, number(w["weight"] < 0))
    return number(excited >= w["threshold"]) * number(inhibited == 0))py"},
  };
  return kParts;
}

}  // namespace deltarule
