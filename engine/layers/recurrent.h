// What all recurrent layers share: the walk over the steps, in one direction or in both, and everything that is the
// same at every step and can therefore be one product over the whole sequence.
//
// A kind of layer derives from Recurrent and says four things: what its cell consists of (describe), one step forward,
// one step backward, and, where they are not the usual ones, how the gradients of its recurrent weights are summed. All
// names, shapes and orders of gates are those of torch.nn.RNN, LSTM and GRU where these have them.
#pragma once

#include "engine/core/kernels/gemm.h"
#include "engine/layers/layer.h"

namespace deltarule {

class Recurrent : public Layer {
 public:
  explicit Recurrent(const LayerSpec& spec) : spec_(spec) {}

  [[nodiscard]] LayerKind kind() const final { return spec_.kind; }
  Result<Shape> plan(const Shape& input) final;
  [[nodiscard]] std::vector<Parameter> parameters() const final;
  [[nodiscard]] std::vector<Parameter> buffers() const final { return {}; }
  [[nodiscard]] std::size_t scratch(std::size_t columns) const final;
  /// The states one after the other, [H, B] each, as the last step left them, then the clock if the cell has one. Only
  /// of a layer that reads forward: one that reads backward has seen the end of a sequence before its beginning.
  [[nodiscard]] std::size_t carried(std::size_t samples) const final;
  void bind(const Scalar* parameters, Scalar* gradients, Scalar* buffers) final;
  void adjust(const LayerSpec&) final {}
  void forward(const ForwardPass& pass) final;
  void backward(const BackwardPass& pass) final;
  [[nodiscard]] const Scalar* logits(const Scalar*, std::size_t) const final { return nullptr; }

 protected:
  /// What a cell consists of. Rows are counted per column of a batch.
  struct Cell {
    /// One direction's: weight_ih_l0 [G, I] and weight_hh_l0 [R, H] first, then other weights; then the biases
    /// likewise.
    std::vector<Parameter> tensors;
    std::size_t states = 1;       // vectors [H] handed from step to step (h; h and c); the first is what comes out
    std::size_t kept = 0;         // rows that step() keeps for step_backward() besides those of the input's product
    std::size_t hidden_rows = 0;  // R, if the gradient of W_hh h differs from that of W_ih x; 0: they are the same
    std::size_t work = 0;         // rows of one step that nobody keeps
    std::size_t fixed = 0;        // numbers that are no rows, made by prepare()
    /// What the recurrent weights take when packed for the forward and for the backward step; 0: one [R, H] each.
    std::size_t packed = 0, packed_back = 0;
    int period = 1;  // after how many steps the cell's timetable begins anew; 1: all steps are alike
  };

  /// One direction of one pass: where everything lies. Sequences are in the order of time, [rows, T*B], whichever way
  /// the layer reads, so that they lie beside x.
  struct Sweep {
    std::size_t B, T, H;
    std::size_t rows, kept_rows, hidden_rows;  // G, of Cell; hidden_rows: R
    bool reversed;
    const Scalar* const* p;  // the parameters of this direction, in the order of Cell::tensors
    Scalar* const* d;        // their gradients
    Scalar* z;               // [G, T*B]: W_ih x + b_ih; a step may overwrite its part with what backward needs
    Scalar* kept;            // [kept, T*B]
    Scalar* states;          // per state [H, (T+1)*B]: one step more than there are, for the state to begin from
    Scalar* dz;              // [G, T*B]: dL/dz
    Scalar* dhidden;         // [R, T*B]: dL/d(W_hh h); the same as dz if the cell has no hidden_rows
    Scalar* dstates;         // per state [H, B]: dL/d(the state after this step), made into that before it
    Scalar* packed;          // W_hh^T [H, R], as gemm_packed() reads it; prepare() fills it
    Scalar* packed_back;     // W_hh [R, H] likewise
    Scalar* work;            // [work, B]
    Scalar* fixed;

    [[nodiscard]] std::size_t columns() const { return T * B; }
    [[nodiscard]] Scalar* z_at(std::size_t t) const { return z + t * B * rows; }
    [[nodiscard]] Scalar* dz_at(std::size_t t) const { return dz + t * B * rows; }
    [[nodiscard]] Scalar* kept_at(std::size_t t) const { return kept + t * B * kept_rows; }
    [[nodiscard]] Scalar* dhidden_at(std::size_t t) const { return dhidden + t * B * hidden_rows; }
    /// A state before and after step t: [H, B], followed by those of the next steps, so that t = 0 is all of them.
    [[nodiscard]] Scalar* before(std::size_t state, std::size_t t) const {
      return states + (state * (T + 1) + t + (reversed ? 1 : 0)) * B * H;
    }
    [[nodiscard]] Scalar* after(std::size_t state, std::size_t t) const {
      return states + (state * (T + 1) + t + (reversed ? 0 : 1)) * B * H;
    }
    [[nodiscard]] Scalar* dstate(std::size_t state) const { return dstates + state * B * H; }
  };
  /// Step t, the tick-th (modulo Cell::period) that the layer has read.
  struct Moment {
    std::size_t t, tick;
  };

  /// The cell for that many inputs; refuses as plan() does.
  [[nodiscard]] virtual Result<Cell> describe(int inputs) const = 0;
  /// From z and the states before the step to the states after it.
  virtual void step(const Sweep& sweep, Moment now) const = 0;
  /// From dL/d(states after) to dL/d(states before), dz and dhidden.
  virtual void step_backward(const Sweep& sweep, Moment now) const = 0;
  /// Before the first step forward: weight_hh packed for all steps, both ways.
  virtual void prepare(const Sweep& sweep) const;
  /// After the last step backward: gradients of all but weight_ih and bias_ih. Here: those of weight_hh and bias_hh.
  virtual void add_gradients(const Sweep& sweep) const;

  [[nodiscard]] const LayerSpec& spec() const { return spec_; }
  [[nodiscard]] int units() const { return spec_.units; }
  /// The four tensors that every cell of PyTorch has, for G gates of H rows each.
  [[nodiscard]] std::vector<Parameter> usual_tensors(int inputs, int input_gates, int hidden_gates) const;
  /// The index of bias_ih in Cell::tensors; bias_hh is the next.
  [[nodiscard]] std::size_t bias_ih() const { return weights_; }
  /// to [R, B] (+)= b_hh + W_hh h_{t-1}.
  void hidden_product(const Sweep& sweep, std::size_t t, Scalar* to, bool add) const;
  /// dstate(0) [H, B] (+)= W_hh^T du with du [R, B]: what the state before the step gets.
  static void hidden_product_backward(const Sweep& sweep, const Scalar* du, Write write);

 private:
  [[nodiscard]] int directions() const { return spec_.direction == Direction::both ? 2 : 1; }
  [[nodiscard]] std::size_t part(std::size_t columns) const;  // scratch of one direction
  [[nodiscard]] Sweep sweep(int direction, Scalar* scratch, std::size_t columns) const;
  void begin(const Sweep& sweep, const Scalar* carried, Scalar* clock) const;
  void end(const Sweep& sweep, Scalar* carried, Scalar clock) const;
  [[nodiscard]] Moment moment(const Sweep& sweep, std::size_t s, Scalar clock) const;

  LayerSpec spec_;
  Cell cell_;
  std::size_t inputs_ = 0, steps_ = 1, weights_ = 0;
  std::vector<const Scalar*> p_[2];
  std::vector<Scalar*> d_[2];
};

/// sums [M] += sum over n of x_n y_n, elementwise; x and y are M of each stride's numbers. First n first.
void add_products(std::size_t N, std::size_t M, const Scalar* x, std::size_t stride_x, const Scalar* y,
                  std::size_t stride_y, Scalar* sums);

}  // namespace deltarule
