// The layout of commands: each type has a put and a take that mirror each other, member by member.
#include "engine/api/codec.h"

#include <type_traits>

#include "engine/api/codec_experiment.h"
#include "engine/api/codec_study.h"

namespace deltarule {
constexpr char kCommandMagic[] = "DRC1";
constexpr std::size_t kStepUnits = 3, kTuningMethods = 2;
constexpr std::uint16_t kMaxGrid = 128;

constexpr double kMaxPace = 1e12, kMaxGrowth = 1000;

static void put(ByteWriter& out, const command::Build& c) {
  out.number(c.generation);
  put(out, c.experiment);
}
static void take(ByteReader& in, command::Build& c) {
  c.generation = in.number<std::uint32_t>();
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
  c.count = in.number<std::uint32_t>();
}

static void put(ByteWriter& out, const command::Subscribe& c) {
  const Subscription& s = c.subscription;
  out.number(std::uint8_t{s.parameters});
  out.number(s.grid);
  out.number(std::uint8_t{s.output_grid_only});
  out.number(std::uint8_t{s.checkpoint});
  out.number(std::uint8_t{s.results});
  out.number(std::uint8_t{s.health});
  put(out, s.trace);
}
static void take(ByteReader& in, command::Subscribe& c) {
  Subscription& s = c.subscription;
  s.parameters = in.flag();
  s.grid = in.number<std::uint16_t>();
  if (s.grid > kMaxGrid) in.refuse("a grid of " + std::to_string(s.grid) + " is too fine; use at most 128");
  s.output_grid_only = in.flag();
  s.checkpoint = in.flag();
  s.results = in.flag();
  s.health = in.flag();
  take(in, s.trace);
}

static void put(ByteWriter& out, const command::Restore& c) {
  out.number(c.generation);
  put(out, c.experiment);
  out.list(c.checkpoint);
}
static void take(ByteReader& in, command::Restore& c) {
  c.generation = in.number<std::uint32_t>();
  take(in, c.experiment);
  in.list(c.checkpoint);
}

static void put(ByteWriter& out, const command::Pace& c) {
  out.number(c.samples_per_second);
  out.number(c.growth);
}
static void take(ByteReader& in, command::Pace& c) {
  c.samples_per_second = in.number<double>();
  if (!(c.samples_per_second >= 0 && c.samples_per_second < kMaxPace))
    in.refuse("a pace is 0 to 1e12 samples a second");
  c.growth = in.number<double>();
  if (!(c.growth >= 1 && c.growth <= kMaxGrowth)) in.refuse("a pace grows by a factor of 1 to 1,000 a second");
}

static void put(ByteWriter& out, const command::SetParameter& c) {
  out.number(c.index);
  out.number(c.value);
}
static void take(ByteReader& in, command::SetParameter& c) {
  c.index = in.number<std::uint32_t>();
  c.value = in.number<float>();
}

static void put(ByteWriter& out, const command::Seek& c) { out.number(c.moment); }
static void take(ByteReader& in, command::Seek& c) { c.moment = in.number<std::uint32_t>(); }

static void put(ByteWriter& out, const command::Study& c) {
  const LandscapeSpec& s = c.landscape;
  out.number(index_of(s.axes));
  out.number(s.parameter_u);
  out.number(s.parameter_v);
  out.number(s.side);
  out.number(s.extent);
  out.number(s.seed);
  out.number(std::uint8_t{s.follow});
  out.list(s.race_rates);
  out.number(s.race_steps);
}
static void take(ByteReader& in, command::Study& c) {
  LandscapeSpec& s = c.landscape;
  s.axes = static_cast<LandscapeAxes>(in.below(kLandscapeAxes));
  s.parameter_u = in.number<std::uint32_t>();
  s.parameter_v = in.number<std::uint32_t>();
  s.side = in.number<std::uint16_t>();
  s.extent = in.number<float>();
  s.seed = in.number<std::uint32_t>();
  s.follow = in.flag();
  in.list(s.race_rates);
  s.race_steps = in.number<std::uint32_t>();
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
  out.number(s.trials);
  out.number(s.epochs);
  out.number(s.seed);
}
static void take(ByteReader& in, command::Tune& c) {
  TuningSpec& s = c.spec;
  s.method = static_cast<TuningMethod>(in.below(kTuningMethods));
  in.list(s.learning_rates);
  in.list(s.widths);
  in.list(s.depths);
  take_choices(in, s.activations, activation_names().size());
  take_choices(in, s.optimizers, optimizer_names().size());
  s.trials = in.number<std::uint32_t>();
  s.epochs = in.number<std::uint32_t>();
  s.seed = in.number<std::uint32_t>();
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
