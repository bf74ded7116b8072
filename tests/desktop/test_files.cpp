// Files of the desktop program: the File menu saves into the working directory, and what is dropped on the window is
// opened, or refused in words.
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "tests/desktop/desktop_harness.h"

using namespace deltarule;
using deltarule::test::Desktop;

namespace {

namespace fs = std::filesystem;

/// A working directory of its own, for as long as it lives.
class Folder {
 public:
  Folder() : before_(fs::current_path()), here_(fs::temp_directory_path() / "deltarule-files-test") {
    fs::remove_all(here_);
    fs::create_directories(here_);
    fs::current_path(here_);
  }
  ~Folder() {
    fs::current_path(before_);
    fs::remove_all(here_);
  }
  Folder(const Folder&) = delete;
  [[nodiscard]] std::string path(const std::string& name) const { return (here_ / name).string(); }

 private:
  fs::path before_, here_;
};

void train_to(Desktop& desktop, int steps, int step) {
  desktop.app().step(steps);
  REQUIRE(desktop.until([&] { return desktop.state()["step"] == step; }, 20));
}

/// A network that has not trained is there.
void wait_for_start(Desktop& desktop) {
  REQUIRE(desktop.until([&] { return desktop.state()["step"] == 0 && !desktop.state()["trainLoss"].is_null(); }, 20));
}

bool says(Desktop& desktop, std::string_view words) {
  return desktop.until(
      [&] {
        return desktop.has(Role::status, "Message") &&
               desktop.item(Role::status, "Message").value_text.find(words) != std::string::npos;
      },
      10);
}

void choose(Desktop& desktop, std::string_view row) {
  desktop.activate(Role::button, "File");
  desktop.activate(Role::button, row);
}

}  // namespace

TEST_CASE("files: a network that was saved is opened again, an experiment too, and what is broken says so") {
  const Folder folder;
  Desktop desktop({"--experiment", "data=shapes", "--size", "1280x800"});
  REQUIRE(desktop.until([&] { return !desktop.state()["trainLoss"].is_null(); }, 20));
  desktop.app().pause();
  desktop.app().reset();
  train_to(desktop, 30, 30);
  const auto trained = desktop.state();

  choose(desktop, "Save the network (safetensors)");
  REQUIRE(says(desktop, ".safetensors"));
  REQUIRE(fs::exists(folder.path("deltarule-shapes-epoch-1.safetensors")));
  choose(desktop, "Save the network (ONNX)");
  REQUIRE(says(desktop, ".onnx"));
  // Never over another file.
  choose(desktop, "Save the network (ONNX)");
  REQUIRE(says(desktop, "epoch-1-2.onnx"));
  choose(desktop, "Save the experiment (JSON)");
  REQUIRE(says(desktop, "deltarule-shapes.json"));

  train_to(desktop, 30, 60);
  CHECK(desktop.state()["testLoss"] != trained["testLoss"]);
  desktop.drop(folder.path("deltarule-shapes-epoch-1.safetensors"));
  wait_for_start(desktop);
  CHECK(desktop.state()["testLoss"] == trained["testLoss"]);
  CHECK(desktop.state()["testAccuracy"] == trained["testAccuracy"]);

  // So is the ONNX file.
  train_to(desktop, 30, 30);
  CHECK(desktop.state()["testLoss"] != trained["testLoss"]);
  desktop.drop(folder.path("deltarule-shapes-epoch-1.onnx"));
  wait_for_start(desktop);
  CHECK(desktop.state()["testLoss"] == trained["testLoss"]);
  CHECK(desktop.state()["experiment"] == trained["experiment"]);

  // What is broken leaves it as it is.
  {
    std::ifstream in(folder.path("deltarule-shapes-epoch-1.safetensors"), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    std::ofstream(folder.path("cut.safetensors"), std::ios::binary) << bytes.substr(0, bytes.size() / 2);
  }
  desktop.drop(folder.path("cut.safetensors"));
  CHECK(says(desktop, "cut.safetensors"));
  std::ofstream(folder.path("words.onnx"), std::ios::binary) << "these are words";
  desktop.drop(folder.path("words.onnx"));
  CHECK(says(desktop, "words.onnx"));
  std::ofstream(folder.path("broken.json")) << "{\"deltarule\": 1, \"batch_size\": \"many\"}";
  desktop.drop(folder.path("broken.json"));
  CHECK(says(desktop, "broken.json: batch_size"));
  CHECK(desktop.state()["testLoss"] == trained["testLoss"]);
  CHECK(desktop.state()["experiment"] == trained["experiment"]);

  // An experiment is opened wherever one is.
  desktop.activate(Role::tab, "Points");
  REQUIRE(desktop.until([&] { return desktop.state()["experiment"]["data"].contains("inputs"); }, 10));
  desktop.drop(folder.path("cut.safetensors"));
  CHECK(says(desktop, "cut.safetensors"));
  desktop.drop(folder.path("deltarule-shapes.json"));
  CHECK(desktop.until([&] { return desktop.state()["experiment"] == trained["experiment"]; }, 10));
}

TEST_CASE("files: an ONNX file of other layers takes the network's place, and the page shows and trains those") {
  const Folder folder;
  Desktop desktop({"--experiment", "data=shapes&layers=conv2d(4,5,relu)+flatten+dense(12,tanh)+dense(4,softmax)",
                   "--size", "1280x800"});
  REQUIRE(desktop.until([&] { return !desktop.state()["trainLoss"].is_null(); }, 20));
  desktop.app().pause();
  desktop.app().reset();
  train_to(desktop, 40, 40);
  const auto theirs = desktop.state();
  choose(desktop, "Save the network (ONNX)");
  REQUIRE(says(desktop, ".onnx"));
  std::string file;
  for (const auto& entry : fs::directory_iterator(fs::current_path())) file = entry.path().string();

  REQUIRE(desktop.app().set_experiment("data=shapes&layers=flatten+dense(4,softmax)").empty());
  wait_for_start(desktop);
  desktop.app().play();
  REQUIRE(desktop.until([&] { return desktop.state()["step"] > 5; }, 20));
  desktop.drop(file);
  wait_for_start(desktop);
  CHECK(desktop.state()["status"] == "paused");
  CHECK(desktop.state()["experiment"] == theirs["experiment"]);
  CHECK(desktop.state()["testLoss"] == theirs["testLoss"]);
  CHECK(desktop.until([&] { return desktop.has(Role::button, "Reset"); }, 5));
  train_to(desktop, 20, 20);
  CHECK(desktop.state()["trainLoss"] < theirs["trainLoss"]);

  // Of other data it is refused, and what trains goes on training.
  REQUIRE(desktop.app().set_experiment("data=shapes&side=20&layers=flatten+dense(4,softmax)").empty());
  wait_for_start(desktop);
  desktop.app().play();
  REQUIRE(desktop.until([&] { return desktop.state()["step"] > 5; }, 20));
  desktop.drop(file);
  CHECK(says(desktop, "but the data here has [N, 1, 20, 20]"));
  CHECK(desktop.state()["status"] == "training");
  const int step = desktop.state()["step"];
  CHECK(desktop.until([&] { return desktop.state()["step"] > step; }, 10));
}

TEST_CASE("files: what belongs to images is not ignored among points, and a button leads there") {
  const Folder folder;
  Desktop desktop({"--experiment", "data=moons", "--size", "1280x800"});
  std::ofstream(folder.path("digit.png")) << "some bytes";
  desktop.drop(folder.path("digit.png"));
  REQUIRE(says(desktop, "opened in Images"));
  desktop.activate(Role::button, "Images");
  CHECK(desktop.until([&] { return desktop.state()["experiment"]["data"]["kind"] == "images"; }, 10));
}

TEST_CASE("files: after Share a sentence says what the link carries") {
  Desktop desktop({"--experiment", "data=shapes", "--size", "1280x800"});
  desktop.frames(3);
  CHECK(!desktop.has(Role::status, "Share"));
  desktop.activate(Role::button, "Share");
  CHECK(desktop.item(Role::status, "Share").value_text.find("not the trained weights") != std::string::npos);
}
