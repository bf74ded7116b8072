// What a host page may ask (window.deltarule) and what it is told: state as JSON, commands, events.
#include <cmath>
#include <string>
#include <utility>

#include "engine/io/experiment_json.h"
#include "engine/io/experiment_link.h"
#include "web/app/app_parts.h"
#include "web/app/json_writer.h"
#include "web/app/presentation.h"

namespace deltarule {
namespace {

constexpr double kNone = NAN;

/// The figures that change while training.
void write_progress(JsonWriter& json, const LiveRun& run) {
  const Snapshot& snapshot = run.snapshot();
  const bool known = run.current();
  const auto loss = [&](const SnapshotMetrics& m) { return known && m.samples > 0 ? double{m.loss} : kNone; };
  const auto accuracy = [&](const SnapshotMetrics& m) {
    return known && m.samples > 0 && snapshot.classes > 0 ? double{m.accuracy} : kNone;
  };
  json.number("epoch", known ? snapshot.epoch : 0)
      .number("step", known ? static_cast<double>(snapshot.step) : 0)
      .number("trainLoss", loss(snapshot.train))
      .number("testLoss", loss(snapshot.test))
      .number("trainAccuracy", accuracy(snapshot.train))
      .number("testAccuracy", accuracy(snapshot.test))
      .number("samplesPerSecond", known ? snapshot.samples_per_second : 0);
}

}  // namespace

std::string App::Parts::status() const {
  if (!run.current()) return run.playing() ? "training" : "paused";
  switch (run.snapshot().state) {
    case RunState::training: return "training";
    case RunState::diverged: return "diverged";
    case RunState::empty: return "empty";
    case RunState::paused:
    case RunState::finished: break;
  }
  return "paused";
}

void App::Parts::describe() {
  if (described_once && described == run.experiment() && described_presentation == bench.presentation) return;
  described_once = true;
  described = run.experiment();
  described_presentation = bench.presentation;
  described_json = to_json(described);
  described_link = to_link(described, described_presentation);
}

void App::Parts::tell_host() {
  const std::string now = status();
  if (now != told_status) {
    told_status = now;
    JsonWriter json;
    const auto& error = run.snapshot().error;
    json.text("status", now);
    if (now == "diverged" && error) json.text("message", error->text());
    platform.emit("status", json.finish());
    if (now == "diverged" && error) platform.emit("error", JsonWriter().text("message", error->text()).finish());
  }
  describe();
  if (described_link != told_link) {
    told_link = described_link;
    platform.emit("experiment", JsonWriter().raw("experiment", described_json).text("link", told_link).finish());
  }
  if (std::exchange(new_picture, false)) {
    JsonWriter json;
    write_progress(json, run);
    platform.emit("snapshot", json.text("status", now).finish());
  }
}

std::string App::state_json() {
  parts_->describe();
  JsonWriter json;
  json.raw("experiment", parts_->described_json).text("link", parts_->described_link);
  write_progress(json, parts_->run);
  json.text("status", parts_->status());
  const Snapshot& snapshot = parts_->run.snapshot();
  const bool known = parts_->run.current();
  JsonWriter memory;
  memory.number("parameters", known ? static_cast<double>(snapshot.memory.parameters) : kNone)
      .number("activations", known ? static_cast<double>(snapshot.memory.activations) : kNone)
      .number("scratch", known ? static_cast<double>(snapshot.memory.scratch) : kNone);
  json.raw("memory", memory.finish());
  json.text("math", math_names()[snapshot.fused ? 1 : 0]);  // what is, not what was asked for
  return json.finish();
}

std::string App::set_experiment(std::string_view text) {
  Result<Link> wanted = link_from_text(text);
  if (!wanted) return wanted.error().text();
  // A link that says nothing about hiding leaves it as it is: a tutorial's next step keeps its frame.
  Presentation presentation = std::move(wanted->presentation).value_or(parts_->bench.presentation);
  if (!wanted->presentation) presentation.bench.clear();
  if (const std::string unknown = take_unknown(presentation); !unknown.empty()) return unknown;
  parts_->bench.message.reset();
  parts_->present(std::move(presentation), wanted->view);
  parts_->open(std::move(wanted->experiment), parts_->run.playing());
  parts_->platform.request_frame();
  return {};
}

void App::play() {
  parts_->run.play();
  parts_->platform.request_frame();
}

void App::pause() {
  parts_->run.pause();
  hear();  // what it has not taken in yet would keep the engine from answering
  parts_->platform.request_frame();
}

void App::hear() {
  if (parts_->run.playing() || parts_->told_status != "training") return;
  parts_->new_picture |= parts_->run.receive();
  parts_->tell_host();
}

void App::step(int batches) {
  if (batches > 0) parts_->run.step(command::Unit::batch, static_cast<std::uint32_t>(batches));
  parts_->platform.request_frame();
}

void App::reset() {
  parts_->run.reset();
  parts_->platform.request_frame();
}

}  // namespace deltarule
