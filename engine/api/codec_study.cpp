#include "engine/api/codec_study.h"

#include "engine/api/codec_experiment.h"

namespace deltarule {

constexpr std::uint16_t kMaxSide = 81;

static void put(ByteWriter& out, const LandscapePlace& p) {
  for (const float x : {p.u, p.v, p.loss}) out.number(x);
}
static void take(ByteReader& in, LandscapePlace& p) {
  for (float* x : {&p.u, &p.v, &p.loss}) *x = in.number<float>();
}
constexpr std::size_t kPlaceSize = 3 * 4;

static void put(ByteWriter& out, const LandscapeRunner& r) {
  out.number(r.learning_rate);
  out.number(std::uint8_t{r.diverged});
  put_all(out, r.path);
}
static void take(ByteReader& in, LandscapeRunner& r) {
  r.learning_rate = in.number<double>();
  r.diverged = in.flag();
  take_all(in, r.path, kPlaceSize);
}
constexpr std::size_t kRunnerSize = 8 + 1 + 4;

static void put(ByteWriter& out, const TuningTrial& t) {
  out.number(t.learning_rate);
  out.number(static_cast<std::int32_t>(t.width));
  out.number(static_cast<std::int32_t>(t.depth));
  out.number(index_of(t.activation));
  out.number(index_of(t.optimizer));
  out.number(std::uint8_t{t.diverged});
  for (const float x : {t.train_loss, t.test_loss, t.train_accuracy, t.test_accuracy}) out.number(x);
}
static void take(ByteReader& in, TuningTrial& t) {
  t.learning_rate = in.number<double>();
  t.width = in.number<std::int32_t>();
  t.depth = in.number<std::int32_t>();
  t.activation = static_cast<Activation>(in.below(activation_names().size()));
  t.optimizer = static_cast<Optimizer>(in.below(optimizer_names().size()));
  t.diverged = in.flag();
  for (float* x : {&t.train_loss, &t.test_loss, &t.train_accuracy, &t.test_accuracy}) *x = in.number<float>();
}
constexpr std::size_t kTrialSize = 8 + 4 + 4 + 1 + 1 + 1 + 4 * 4;

/// True, and the value made, if there is one.
template <class T>
static bool begin_optional(ByteReader& in, std::optional<T>& value) {
  value.reset();
  if (!in.flag()) return false;
  value.emplace();
  return true;
}

template <class T>
static bool begin_optional(ByteWriter& out, const std::optional<T>& value) {
  out.number(std::uint8_t{value.has_value()});
  return value.has_value();
}

void put(ByteWriter& out, const TraceRequest& r) {
  out.number(std::uint8_t{r.on});
  for (const float x : {r.x1, r.x2, r.label}) out.number(x);
  out.number(std::uint8_t{r.next});
}
void take(ByteReader& in, TraceRequest& r) {
  r.on = in.flag();
  for (float* x : {&r.x1, &r.x2, &r.label}) *x = in.number<float>();
  r.next = in.flag();
}

void put(ByteWriter& out, const LayerHealth& h) {
  for (const float x : {h.gradient_norm, h.weight_norm, h.low, h.high}) out.number(x);
  for (const std::uint32_t n : h.histogram) out.number(n);
  for (const std::uint32_t n : {h.units, h.dead, h.saturated}) out.number(n);
}
void take(ByteReader& in, LayerHealth& h) {
  for (float* x : {&h.gradient_norm, &h.weight_norm, &h.low, &h.high}) *x = in.number<float>();
  for (std::uint32_t& n : h.histogram) n = in.number<std::uint32_t>();
  for (std::uint32_t* n : {&h.units, &h.dead, &h.saturated}) *n = in.number<std::uint32_t>();
}

void put(ByteWriter& out, const std::optional<Results>& results) {
  if (!begin_optional(out, results)) return;
  out.number(results->classes);
  out.list(results->train_confusion);
  out.list(results->test_confusion);
  for (const float x : {results->train_rmse, results->test_rmse, results->train_r2, results->test_r2}) out.number(x);
}
void take(ByteReader& in, std::optional<Results>& results) {
  if (!begin_optional(in, results)) return;
  results->classes = in.number<std::uint32_t>();
  in.list(results->train_confusion);
  in.list(results->test_confusion);
  for (float* x : {&results->train_rmse, &results->test_rmse, &results->train_r2, &results->test_r2})
    *x = in.number<float>();
}

void put(ByteWriter& out, const std::optional<Trace>& trace) {
  if (!begin_optional(out, trace)) return;
  put(out, trace->sample);
  for (const auto* list : {&trace->inputs, &trace->targets, &trace->z, &trace->y, &trace->dy, &trace->dz,
                           &trace->gradients, &trace->updates})
    out.list(*list);
  out.number(trace->loss);
}
void take(ByteReader& in, std::optional<Trace>& trace) {
  if (!begin_optional(in, trace)) return;
  take(in, trace->sample);
  for (auto* list : {&trace->inputs, &trace->targets, &trace->z, &trace->y, &trace->dy, &trace->dz, &trace->gradients,
                     &trace->updates})
    in.list(*list);
  trace->loss = in.number<float>();
}

void put(ByteWriter& out, const std::optional<Landscape>& landscape) {
  if (!begin_optional(out, landscape)) return;
  const Landscape& l = *landscape;
  out.number(index_of(l.axes));
  out.number(l.side);
  out.number(l.rows_done);
  for (const float x : {l.u_min, l.u_max, l.v_min, l.v_max}) out.number(x);
  out.list(l.losses);
  put_all(out, l.path);
  put(out, l.ball);
  put_all(out, l.runners);
  out.number(l.revision);
}
void take(ByteReader& in, std::optional<Landscape>& landscape) {
  if (!begin_optional(in, landscape)) return;
  Landscape& l = *landscape;
  l.axes = static_cast<LandscapeAxes>(in.below(kLandscapeAxes));
  l.side = in.number<std::uint16_t>();
  if (l.side > kMaxSide) in.refuse("a landscape of " + std::to_string(l.side) + " is too fine; use at most 81");
  l.rows_done = in.number<std::uint16_t>();
  for (float* x : {&l.u_min, &l.u_max, &l.v_min, &l.v_max}) *x = in.number<float>();
  in.list(l.losses);
  // Whoever draws it relies on these.
  if (l.rows_done > l.side || l.losses.size() != std::size_t{l.side} * l.side) in.refuse("a landscape has gaps");
  take_all(in, l.path, kPlaceSize);
  take(in, l.ball);
  take_all(in, l.runners, kRunnerSize);
  l.revision = in.number<std::uint32_t>();
}

void put(ByteWriter& out, const std::optional<Tuning>& tuning) {
  if (!begin_optional(out, tuning)) return;
  out.number(std::uint8_t{tuning->running});
  out.number(tuning->total);
  out.number(tuning->progress);
  put_all(out, tuning->trials);
}
void take(ByteReader& in, std::optional<Tuning>& tuning) {
  if (!begin_optional(in, tuning)) return;
  tuning->running = in.flag();
  tuning->total = in.number<std::uint32_t>();
  tuning->progress = in.number<float>();
  take_all(in, tuning->trials, kTrialSize);
}

}  // namespace deltarule
