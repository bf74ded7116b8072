// Networks as files: what the File menu, a file on the page or a host page asks for, on its way to the engine, and what
// the engine answers, on its way back. One thing that a host page asks for at a time, so that answers need no numbers.
#include <string>
#include <utility>

#include "engine/experiment/fields.h"
#include "engine/io/experiment_json.h"
#include "web/app/images/image_panels.h"
#include "web/app/scene.h"
#include "web/platform/model_requests.h"

namespace deltarule {
namespace {

constexpr char kHostsFile[] = "openModel";  // the name in messages of a file that a host page has opened

void answer_host(Bench& bench, std::span<const std::uint8_t> file, std::string_view error) {
  bench.images.network.for_host = false;
  answer_model_request(file, error);
}

void ask(Bench& bench) {
  NetworkFiles& files = bench.images.network;
  if (!bench.run.current() || files.for_host) return;
  if (std::optional<NetworkFiles::Given> given = std::exchange(files.to_open, std::nullopt)) {
    files.opening = true;
    bench.run.open_network(std::move(given->name), std::move(given->bytes));
    return;
  }
  std::optional<ModelRequest> request = take_model_request();
  if (!request) return;
  files.for_host = true;
  if (request->what == ModelRequest::What::open) {
    files.opening = true;
    bench.run.open_network(kHostsFile, std::move(request->bytes));
  } else {
    bench.run.save(request->what == ModelRequest::What::save_onnx ? ModelFile::onnx : ModelFile::safetensors);
  }
}

}  // namespace

std::string file_name(const Bench& bench, bool trained) {
  const Experiment& experiment = bench.run.experiment();
  const Field& set = *find_field("data.name", experiment.kind);
  std::string name = "deltarule-" + std::string(set.choices[static_cast<std::size_t>(set.get(experiment))]);
  if (trained) name += "-epoch-" + std::to_string(static_cast<std::uint64_t>(bench.run.snapshot().epoch));
  return name;
}

void keep_file(Bench& bench, Platform& platform, const std::string& name, std::span<const std::uint8_t> bytes) {
  std::string where = platform.save_file(name, bytes);
  if (!where.empty()) bench.message = Message{Text::file_saved, std::move(where)};
}

void follow_networks(Bench& bench, Platform& platform) {
  NetworkFiles& files = bench.images.network;
  const std::vector<std::uint8_t> bytes = bench.run.take_saved();
  // An experiment says that a network was opened; the files of networks begin otherwise.
  if (!bytes.empty() && bytes.front() == '{') {
    files.opening = false;
    if (Result<Experiment> opened = from_json({reinterpret_cast<const char*>(bytes.data()), bytes.size()}))
      bench.run.adopt(std::move(*opened));
    if (files.for_host) answer_host(bench, {}, {});
  } else if (!bytes.empty() && files.for_host) {
    answer_host(bench, bytes, {});
  } else if (!bytes.empty()) {
    const std::string ending = files.saving == ModelFile::onnx ? ".onnx" : ".safetensors";
    keep_file(bench, platform, file_name(bench, true) + ending, bytes);
  }
  ask(bench);
}

bool refuse_network(Bench& bench, std::string_view error) {
  NetworkFiles& files = bench.images.network;
  const bool opened = std::exchange(files.opening, false);
  if (files.for_host) {
    answer_host(bench, {}, error);
    return true;
  }
  if (opened) bench.message = Message{Text::file_refused, std::string(error)};
  return opened;
}

bool open_network(Bench& bench, Platform::GivenFile& file) {
  if (!file.name.ends_with(".safetensors") && !file.name.ends_with(".onnx")) return false;
  bench.images.network.to_open = {std::move(file.name), std::move(file.bytes)};
  return true;
}

}  // namespace deltarule
