#include "engine/api/codec_study.h"

#include "engine/api/codec_experiment.h"

namespace deltarule {

constexpr std::uint16_t kMaxSide = 81;

static void put(ByteWriter& out, const LandscapePlace& p) { out.numbers(p.u, p.v, p.loss); }
static void take(ByteReader& in, LandscapePlace& p) { in.numbers(p.u, p.v, p.loss); }
constexpr std::size_t kPlaceSize = 3 * 4;

static void put(ByteWriter& out, const LandscapeRunner& r) {
  out.numbers(r.learning_rate, r.diverged);
  put_all(out, r.path);
}
static void take(ByteReader& in, LandscapeRunner& r) {
  in.numbers(r.learning_rate, r.diverged);
  take_all(in, r.path, kPlaceSize);
}
constexpr std::size_t kRunnerSize = 8 + 1 + 4;

static void put(ByteWriter& out, const TuningTrial& t) {
  out.numbers(t.learning_rate, t.width, t.depth, index_of(t.activation), index_of(t.optimizer), t.diverged,
              t.train_loss, t.test_loss, t.train_accuracy, t.test_accuracy);
}
static void take(ByteReader& in, TuningTrial& t) {
  in.numbers(t.learning_rate, t.width, t.depth);
  t.activation = static_cast<Activation>(in.below(activation_names().size()));
  t.optimizer = static_cast<Optimizer>(in.below(optimizer_names().size()));
  in.numbers(t.diverged, t.train_loss, t.test_loss, t.train_accuracy, t.test_accuracy);
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

void put(ByteWriter& out, const TraceRequest& r) { out.numbers(r.on, r.x1, r.x2, r.label, r.next); }
void take(ByteReader& in, TraceRequest& r) { in.numbers(r.on, r.x1, r.x2, r.label, r.next); }

void put(ByteWriter& out, const LookRequest& r) { out.numbers(index_of(r.source), r.index); }
void take(ByteReader& in, LookRequest& r) {
  r.source = static_cast<LookSource>(in.below(kLookSources));
  in.numbers(r.index);
}

void put(ByteWriter& out, const GalleryRequest& r) {
  out.numbers(index_of(r.order), r.count, r.truth, r.prediction, r.layer, r.unit);
}
void take(ByteReader& in, GalleryRequest& r) {
  r.order = static_cast<GalleryOrder>(in.below(kGalleryOrders));
  in.numbers(r.count, r.truth, r.prediction, r.layer, r.unit);
}

void put(ByteWriter& out, const std::optional<Look>& look) {
  if (!begin_optional(out, look)) return;
  put(out, look->request);
  out.number(look->label);
  out.list(look->input);
  out.list(look->activations);
}
void take(ByteReader& in, std::optional<Look>& look) {
  if (!begin_optional(in, look)) return;
  take(in, look->request);
  in.numbers(look->label);
  in.list(look->input);
  in.list(look->activations);
}

void put(ByteWriter& out, const std::optional<Saliency>& saliency) {
  if (!begin_optional(out, saliency)) return;
  put(out, saliency->sample);
  out.numbers(saliency->asked, saliency->answer, saliency->logit);
  out.list(saliency->gradient);
}
void take(ByteReader& in, std::optional<Saliency>& saliency) {
  if (!begin_optional(in, saliency)) return;
  take(in, saliency->sample);
  in.numbers(saliency->asked, saliency->answer, saliency->logit);
  in.list(saliency->gradient);
}

static void put(ByteWriter& out, const GalleryImage& i) {
  out.numbers(i.index, i.test, i.label, i.prediction, i.sureness, i.place);
  out.list(i.pixels);
}
static void take(ByteReader& in, GalleryImage& i) {
  in.numbers(i.index, i.test, i.label, i.prediction, i.sureness, i.place);
  in.list(i.pixels);
}
constexpr std::size_t kGalleryImageSize = 4 + 1 + 1 + 1 + 4 + 4 + 4;

void put(ByteWriter& out, const std::optional<Gallery>& gallery) {
  if (!begin_optional(out, gallery)) return;
  put(out, gallery->request);
  put_all(out, gallery->images);
}
void take(ByteReader& in, std::optional<Gallery>& gallery) {
  if (!begin_optional(in, gallery)) return;
  take(in, gallery->request);
  take_all(in, gallery->images, kGalleryImageSize);
}

void put(ByteWriter& out, const LayerHealth& h) {
  out.numbers(h.gradient_norm, h.weight_norm, h.low, h.high);
  for (const std::uint32_t n : h.histogram) out.number(n);
  out.numbers(h.units, h.dead, h.saturated);
}
void take(ByteReader& in, LayerHealth& h) {
  in.numbers(h.gradient_norm, h.weight_norm, h.low, h.high);
  for (std::uint32_t& n : h.histogram) in.numbers(n);
  in.numbers(h.units, h.dead, h.saturated);
}

void put(ByteWriter& out, const std::optional<Results>& results) {
  if (!begin_optional(out, results)) return;
  out.number(results->classes);
  out.list(results->train_confusion);
  out.list(results->test_confusion);
  out.numbers(results->train_rmse, results->test_rmse, results->train_r2, results->test_r2);
}
void take(ByteReader& in, std::optional<Results>& results) {
  if (!begin_optional(in, results)) return;
  in.numbers(results->classes);
  in.list(results->train_confusion);
  in.list(results->test_confusion);
  in.numbers(results->train_rmse, results->test_rmse, results->train_r2, results->test_r2);
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
  in.numbers(trace->loss);
}

void put(ByteWriter& out, const std::optional<Landscape>& landscape) {
  if (!begin_optional(out, landscape)) return;
  const Landscape& l = *landscape;
  out.number(index_of(l.axes));
  out.numbers(l.side, l.rows_done, l.u_min, l.u_max, l.v_min, l.v_max);
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
  in.numbers(l.side);
  if (l.side > kMaxSide) in.refuse("a landscape of " + std::to_string(l.side) + " is too fine; use at most 81");
  in.numbers(l.rows_done, l.u_min, l.u_max, l.v_min, l.v_max);
  in.list(l.losses);
  // Whoever draws it relies on these.
  if (l.rows_done > l.side || l.losses.size() != std::size_t{l.side} * l.side) in.refuse("a landscape has gaps");
  take_all(in, l.path, kPlaceSize);
  take(in, l.ball);
  take_all(in, l.runners, kRunnerSize);
  in.numbers(l.revision);
}

void put(ByteWriter& out, const std::optional<Tuning>& tuning) {
  if (!begin_optional(out, tuning)) return;
  out.numbers(tuning->running, tuning->total, tuning->progress);
  put_all(out, tuning->trials);
}
void take(ByteReader& in, std::optional<Tuning>& tuning) {
  if (!begin_optional(in, tuning)) return;
  in.numbers(tuning->running, tuning->total, tuning->progress);
  take_all(in, tuning->trials, kTrialSize);
}

}  // namespace deltarule
