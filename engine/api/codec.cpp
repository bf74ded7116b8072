// The layout of commands: each type has a put and a take that mirror each other, member by member.
#include "engine/api/codec.h"

#include <type_traits>

#include "engine/api/codec_experiment.h"
#include "engine/api/codec_study.h"

namespace deltarule {
constexpr char kCommandMagic[] = "DRC1";
constexpr std::size_t kStepUnits = 3, kTuningMethods = 2, kModelFiles = 3;
constexpr std::uint16_t kMaxGrid = 128;

constexpr double kMaxPace = 1e12, kMaxGrowth = 1000;

static void put(ByteWriter& out, const command::Build& c) {
  out.number(c.generation);
  put(out, c.experiment);
}
static void take(ByteReader& in, command::Build& c) {
  in.numbers(c.generation);
  take(in, c.experiment);
}

static void put(ByteWriter& out, const command::Adjust& c) { put(out, c.experiment); }
static void take(ByteReader& in, command::Adjust& c) { take(in, c.experiment); }

static void put(ByteWriter& out, const command::Step& c) {
  out.number(index_of(c.unit));
  out.number(c.count);
}
static void take(ByteReader& in, command::Step& c) {
  c.unit = static_cast<command::Unit>(in.below(kStepUnits));
  in.numbers(c.count);
}

static void put(ByteWriter& out, const command::Subscribe& c) {
  const Subscription& s = c.subscription;
  out.numbers(s.parameters, s.grid, s.output_grid_only, s.checkpoint, s.results, s.health);
  put(out, s.trace);
  put(out, s.look);
  put(out, s.gallery);
  out.number(s.saliency);
}
static void take(ByteReader& in, command::Subscribe& c) {
  Subscription& s = c.subscription;
  in.numbers(s.parameters, s.grid);
  if (s.grid > kMaxGrid) in.refuse("a grid of " + std::to_string(s.grid) + " is too fine; use at most 128");
  in.numbers(s.output_grid_only, s.checkpoint, s.results, s.health);
  take(in, s.trace);
  take(in, s.look);
  take(in, s.gallery);
  in.numbers(s.saliency);
}

static void put(ByteWriter& out, const command::Restore& c) {
  out.number(c.generation);
  put(out, c.experiment);
  out.list(c.checkpoint);
}
static void take(ByteReader& in, command::Restore& c) {
  in.numbers(c.generation);
  take(in, c.experiment);
  in.list(c.checkpoint);
}

static void put(ByteWriter& out, const command::Pace& c) { out.numbers(c.samples_per_second, c.growth); }
static void take(ByteReader& in, command::Pace& c) {
  in.numbers(c.samples_per_second);
  if (!(c.samples_per_second >= 0 && c.samples_per_second < kMaxPace))
    in.refuse("a pace is 0 to 1e12 samples a second");
  in.numbers(c.growth);
  if (!(c.growth >= 1 && c.growth <= kMaxGrowth)) in.refuse("a pace grows by a factor of 1 to 1,000 a second");
}

static void put(ByteWriter& out, const command::SetParameter& c) { out.numbers(c.index, c.value); }
static void take(ByteReader& in, command::SetParameter& c) { in.numbers(c.index, c.value); }

static void put(ByteWriter& out, const command::Seek& c) { out.number(c.moment); }
static void take(ByteReader& in, command::Seek& c) { in.numbers(c.moment); }

static void put(ByteWriter& out, const command::Study& c) {
  const LandscapeSpec& s = c.landscape;
  out.number(index_of(s.axes));
  out.numbers(s.parameter_u, s.parameter_v, s.side, s.extent, s.seed, s.follow);
  out.list(s.race_rates);
  out.number(s.race_steps);
}
static void take(ByteReader& in, command::Study& c) {
  LandscapeSpec& s = c.landscape;
  s.axes = static_cast<LandscapeAxes>(in.below(kLandscapeAxes));
  in.numbers(s.parameter_u, s.parameter_v, s.side, s.extent, s.seed, s.follow);
  in.list(s.race_rates);
  in.numbers(s.race_steps);
}

template <class Enum>
static void put_choices(ByteWriter& out, const std::vector<Enum>& values) {
  out.number(static_cast<std::uint32_t>(values.size()));
  for (const Enum value : values) out.number(index_of(value));
}
template <class Enum>
static void take_choices(ByteReader& in, std::vector<Enum>& values, std::size_t bound) {
  values.resize(in.count(1));
  for (Enum& value : values) value = static_cast<Enum>(in.below(bound));
}

static void put(ByteWriter& out, const command::Tune& c) {
  const TuningSpec& s = c.spec;
  out.number(index_of(s.method));
  out.list(s.learning_rates);
  out.list(s.widths);
  out.list(s.depths);
  put_choices(out, s.activations);
  put_choices(out, s.optimizers);
  out.numbers(s.trials, s.epochs, s.seed);
}
static void take(ByteReader& in, command::Tune& c) {
  TuningSpec& s = c.spec;
  s.method = static_cast<TuningMethod>(in.below(kTuningMethods));
  in.list(s.learning_rates);
  in.list(s.widths);
  in.list(s.depths);
  take_choices(in, s.activations, activation_names().size());
  take_choices(in, s.optimizers, optimizer_names().size());
  in.numbers(s.trials, s.epochs, s.seed);
}

static void put(ByteWriter& out, const command::File& c) {
  out.text(c.name);
  out.list(c.bytes);
}
static void take(ByteReader& in, command::File& c) {
  c.name = in.text();
  in.list(c.bytes);
}

static void put(ByteWriter& out, const command::Draw& c) { out.list(c.pixels); }
static void take(ByteReader& in, command::Draw& c) { in.list(c.pixels); }

static void put(ByteWriter& out, const command::Save& c) { out.number(index_of(c.format)); }
static void take(ByteReader& in, command::Save& c) { c.format = static_cast<ModelFile>(in.below(kModelFiles)); }

static void put(ByteWriter& out, const command::Open& c) {
  out.number(c.generation);
  out.text(c.name);
  out.list(c.bytes);
}
static void take(ByteReader& in, command::Open& c) {
  in.numbers(c.generation);
  c.name = in.text();
  in.list(c.bytes);
}

// Play, Pause, Reset, StopTuning have nothing to say.
template <class Empty>
requires std::is_empty_v<Empty>
static void put(ByteWriter&, const Empty&) {}
template <class Empty>
requires std::is_empty_v<Empty>
static void take(ByteReader&, Empty&) {}

/// Makes the index-th alternative and reads it.
template <std::size_t Index = 0>
static Command take_command(ByteReader& in, std::size_t index) {
  if constexpr (Index + 1 < std::variant_size_v<Command>) {
    if (index != Index) return take_command<Index + 1>(in, index);
  }
  std::variant_alternative_t<Index, Command> command;
  take(in, command);
  return command;
}

void encode(const Command& command, Bytes& out) {
  ByteWriter writer(out, kCommandMagic);
  writer.number(static_cast<std::uint8_t>(command.index()));
  std::visit([&](const auto& c) { put(writer, c); }, command);
  writer.finish();
}

Result<Command> decode_command(std::span<const std::uint8_t> bytes) {
  ByteReader reader(bytes, kCommandMagic);
  const std::uint8_t index = reader.below(std::variant_size_v<Command>);
  Command command = take_command(reader, index);
  if (Status status = reader.finish(); !status) return status.error();
  return command;
}

}  // namespace deltarule
