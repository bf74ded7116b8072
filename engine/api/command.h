// What the front end may ask of a Session: typed values, carried by codec.h, applied between two steps.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "engine/experiment/experiment.h"
#include "engine/study/gallery.h"
#include "engine/study/landscape.h"
#include "engine/study/look.h"
#include "engine/study/saliency.h"
#include "engine/study/trace.h"
#include "engine/study/tuning.h"

namespace deltarule {

/// The files that a run can become: its trained network, or its experiment (JSON).
enum class ModelFile : std::uint8_t { safetensors, onnx, experiment };

/// What the page shows and therefore wants in snapshots; what is off costs nothing.
struct Subscription {
  bool parameters = false;  // Snapshot::parameters
  std::uint16_t grid = 0;   // side of the square grid on which every unit is evaluated over the plane; 0: off; <= 128
  bool output_grid_only = false;        // of the grid, only the last layer's units
  bool checkpoint = false;              // Snapshot::checkpoint, at most about once a second
  bool results = false;                 // Snapshot::results
  bool health = false;                  // Snapshot::health
  TraceRequest trace = {};              // Snapshot::trace of this sample
  LookRequest look = {};                // Snapshot::look
  GalleryRequest gallery = {};          // Snapshot::gallery
  std::int16_t saliency = kNoSaliency;  // Snapshot::saliency of what is looked at: of this class's logit
  friend bool operator==(const Subscription&, const Subscription&) = default;
};

namespace command {

/// A new network on new data; paused at step 0. Everything sent later speaks of this generation.
struct Build {
  std::uint32_t generation = 0;
  Experiment experiment;
};
/// Live settings of the running experiment, and other samples of the same kind (own points, drawings), with which the
/// network goes on; an error if a new network would be needed.
struct Adjust {
  Experiment experiment;
};
struct Play {};
struct Pause {};
enum class Unit : std::uint8_t { sample, batch, epoch };
/// Trains exactly `count` units, then pauses.
struct Step {
  Unit unit = Unit::batch;
  std::uint32_t count = 1;
};
/// The seeded start again.
struct Reset {};
struct Subscribe {
  Subscription subscription;
};
/// Build, then go on from a checkpoint (Snapshot::checkpoint of the same experiment, or of one that live settings have
/// changed since). If it does not fit: an error, and in a Session that is still empty the experiment at step 0.
struct Restore {
  std::uint32_t generation = 0;
  Experiment experiment;
  std::vector<std::uint8_t> checkpoint;
};

/// How fast playing goes, so that eyes can follow; a stretch of steps by hand is never slowed. Changes nothing but the
/// time at which a step is taken.
struct Pace {
  double samples_per_second = 0;  // at the seeded start of a run; 0: as fast as it goes
  double growth = 1;              // factor per second of playing, at least 1: begins slowly, ends at full speed
  friend bool operator==(const Pace&, const Pace&) = default;
};

/// Sets one parameter by hand. The optimizer's moments stay; what the run was before is in its kept moments.
struct SetParameter {
  std::uint32_t index = 0;  // into Snapshot::parameters
  float value = 0;
};

/// Shows the run as it was at a kept moment (Snapshot::moments), paused. Nothing is lost by looking; training from
/// there goes on from there, bit for bit as then, and forgets what came after.
struct Seek {
  static constexpr std::uint32_t kLatest = 0xffffffff;  // back to where the run had got to
  static constexpr std::uint32_t kLastGood =
      0xfffffffe;  // of a run that diverged: the last moment at which all was finite
  std::uint32_t moment = kLatest;
};

/// Begins to work out the loss surface (Snapshot::landscape); LandscapeAxes::off ends it.
struct Study {
  LandscapeSpec landscape;
};

/// Begins a search with the experiment of the run as its base; the run is paused meanwhile.
struct Tune {
  TuningSpec spec;
};
/// Ends the search; what it has found so far stays.
struct StopTuning {};

/// A file that experiments may name from now on (data.images = its name), or the digits (kDigitImages, kDigitLabels).
struct File {
  std::string name;
  std::vector<std::uint8_t> bytes;
};
/// A picture that was drawn, CHW and as the network is given it: for Snapshot::look and Snapshot::drawn. Empty: none.
struct Draw {
  std::vector<float> pixels;
};

/// The run as it is now, as a file: Snapshot::saved, once.
struct Save {
  ModelFile format = ModelFile::safetensors;
};
/// A run that begins anew from the network in a file (safetensors or ONNX, as its bytes say), paused, in place of the
/// present one. ONNX brings its own layers if they fit the data: Snapshot::saved is then the experiment as it is now,
/// which it always is after an Open. The file's name is for the message if it is refused.
struct Open {
  std::uint32_t generation = 0;
  std::string name;
  std::vector<std::uint8_t> bytes;
};

}  // namespace command

using Command = std::variant<command::Build, command::Adjust, command::Play, command::Pause, command::Step,
                             command::Reset, command::Subscribe, command::Restore, command::Pace, command::SetParameter,
                             command::Seek, command::Study, command::Tune, command::StopTuning, command::File,
                             command::Draw, command::Save, command::Open>;

}  // namespace deltarule
