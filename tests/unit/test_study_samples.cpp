// From experiments about images, tables and sequences to the samples that a network trains on.
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <string>

#include "engine/io/experiment_link.h"
#include "engine/study/samples.h"
#include "engine/train/trainer.h"
#include "tests/support/image_writer.h"

using namespace deltarule;
using testing::Bytes;

namespace {

struct Memory final : DataFiles {
  std::map<std::string, Bytes> files;
  Result<Bytes> read(const std::string& path) const override {
    const auto found = files.find(path);
    if (found == files.end()) return Error{path, "is not there"};
    return found->second;
  }
  Result<std::vector<Picture>> pictures(const std::string& folder) const override {
    std::vector<Picture> all;
    for (const auto& [path, bytes] : files) {
      if (!path.starts_with(folder + "/")) continue;
      const std::string rest = path.substr(folder.size() + 1);
      all.push_back({rest.substr(0, rest.find('/')), path, bytes});
    }
    return all;
  }
  Result<Bytes> digits(std::string_view name) const override { return read(std::string(name)); }
  void put(const std::string& path, std::string_view text) { files[path] = Bytes(text.begin(), text.end()); }
  /// `count` images of 2 x 2 whose pixels and label are their number.
  void put_idx(const std::string& images, const std::string& labels, int count, int side = 2) {
    Bytes &pixels = files[images], &classes = files[labels];
    const auto n = static_cast<std::uint8_t>(count), s = static_cast<std::uint8_t>(side);
    pixels = {0, 0, 8, 3, 0, 0, 0, n, 0, 0, 0, s, 0, 0, 0, s};
    classes = {0, 0, 8, 1, 0, 0, 0, n};
    for (int i = 0; i < count; ++i) {
      pixels.insert(pixels.end(), static_cast<std::size_t>(side * side), static_cast<std::uint8_t>(i));
      classes.push_back(static_cast<std::uint8_t>(i % 3));
    }
  }
};

Experiment experiment(const std::string& link) {
  const Result<Experiment> e = from_link(link);
  INFO((e.ok() ? "" : e.error().text()));
  REQUIRE(e.ok());
  return *e;
}

Samples samples(const std::string& link, const Memory& files) {
  Result<Samples> made = read_samples(experiment(link), files);
  INFO((made.ok() ? "" : made.error().text()));
  REQUIRE(made.ok());
  return std::move(*made);
}

std::string where(const std::string& link, const Memory& files) {
  const Result<Samples> made = read_samples(experiment(link), files);
  return made.ok() ? "accepted" : made.error().where;
}

}  // namespace

TEST_CASE("samples: IDX files, with and without files to test with") {
  Memory files;
  files.put_idx("i", "l", 10);
  files.put_idx("ti", "tl", 4);
  files.put_idx("wide", "wl", 4, 3);
  const std::string model = "&layers=dense(3,softmax)&batch=2";
  const Samples split = samples("data=idx&images=i&labels=l&train=0.7" + model, files);
  CHECK(split.train.samples == 7);
  CHECK(split.test.samples == 3);
  CHECK(split.train.shape == Shape{1, 2, 2, 1});
  CHECK(split.classes.size() == 3);
  CHECK(split.train.targets == 3);
  const Samples given = samples("data=idx&images=i&labels=l&test_images=ti&test_labels=tl" + model, files);
  CHECK(given.train.samples == 10);
  CHECK(given.test.samples == 4);
  CHECK(given.train.input[4] == Scalar{1} / 255);  // in their own order
  const Samples few = samples("data=idx&images=i&labels=l&n=4&train=1" + model, files);
  CHECK(few.train.samples == 4);
  CHECK(few.test.samples == 0);
  CHECK(where("data=idx&images=i&labels=none" + model, files) == "none");
  CHECK(where("data=idx&images=l&labels=i" + model, files) == "l");
  CHECK(where("data=idx&images=i&labels=l&test_images=wide&test_labels=wl" + model, files) == "wide");
}

TEST_CASE("samples: the digits are read from where the program keeps them") {
  Memory files;
  files.put_idx(std::string(kDigitImages), std::string(kDigitLabels), 20);
  CHECK(samples("data=mnist&layers=dense(3,softmax)", files).train.samples == 16);
}

TEST_CASE("samples: IDX files may be packed") {
  Memory files;
  files.put_idx("i", "l", 10);
  for (const char* name : {"i", "l"}) files.files[name] = testing::gzipped(files.files[name]);
  CHECK(samples("data=idx&images=i&labels=l&train=1&batch=2&layers=dense(3,softmax)", files).train.samples == 10);
}

TEST_CASE("samples: a folder of pictures for each class") {
  Memory files;
  for (int i = 0; i < 6; ++i) {
    const Bytes pixels(64, static_cast<std::uint8_t>(i % 2 == 0 ? 255 : 0));
    const std::string folder = i % 2 == 0 ? "set/white/" : "set/black/";
    files.files[folder + std::to_string(i) + ".png"] = testing::png_of(8, 8, 1, pixels);
  }
  const std::string link = "data=folder&images=set&side=4&train=1&batch=2&layers=dense(2,softmax)";
  const Samples made = samples(link, files);
  CHECK(made.train.samples == 6);
  CHECK(made.train.shape == Shape{1, 4, 4, 1});
  CHECK(made.classes == std::vector<std::string>{"black", "white"});
  for (std::size_t i = 0; i < 6; ++i) CHECK(made.train.input[16 * i] == static_cast<Scalar>(made.train.classes[i]));
  files.put("set/white/text.png", "this is no picture");
  CHECK(where(link, files) == "set/white/text.png");
  CHECK(where("data=folder&images=none&layers=dense(2,softmax)", files) == "none");
}

TEST_CASE("samples: classes are coded as the network is to give them") {
  Memory files;
  files.put("t.csv", "a,b,c\n1,2,x\n2,3,y\n3,4,x\n4,5,y\n");
  const std::string data = "kind=tables&file=t.csv&train=1&batch=1&layers=";
  const Samples two = samples(data + "dense(2,softmax)", files), one = samples(data + "dense(1,sigmoid)", files),
                sign = samples(data + "dense(1,tanh)", files);
  CHECK(two.train.targets == 2);
  CHECK(one.train.targets == 1);
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(one.train.target[i] == static_cast<Scalar>(one.train.classes[i]));
    CHECK(sign.train.target[i] == (sign.train.classes[i] == 1 ? 1 : -1));
    CHECK(two.train.target[2 * i + two.train.classes[i]] == 1);
  }
  CHECK(one.classes == std::vector<std::string>{"x", "y"});
}

TEST_CASE("samples: the column to predict is found by name or number, its numbers may be classes") {
  Memory files;
  files.put("t.csv", "size,kind\n1.5,7\n2,5\n3,7\n4,5\n");
  const std::string data = "kind=tables&file=t.csv&train=1&batch=1&layers=";
  const Samples values = samples(data + "dense(1,linear)", files);
  CHECK(values.classes.empty());
  CHECK(values.inputs == std::vector<std::string>{"size"});
  const Samples classes = samples(data + "dense(2,softmax)&task=classification", files);
  CHECK(classes.classes == std::vector<std::string>{"5", "7"});
  CHECK(samples(data + "dense(1,linear)&target=size", files).inputs == std::vector<std::string>{"kind"});
  CHECK(samples(data + "dense(1,linear)&target=0", files).inputs == std::vector<std::string>{"kind"});
  CHECK(where(data + "dense(1,linear)&target=weight", files) == "t.csv, data.target");
  files.put("t.csv", "size,kind\n1.5,a\n2,b\n3,a\n4,b\n");
  CHECK(where(data + "dense(1,linear)&task=regression", files) == "t.csv, data.task");
  files.put("t.csv", "size,kind\n1.5,7\n2\n");
  CHECK(where(data + "dense(1,linear)", files) == "t.csv, line 3");
}

TEST_CASE("samples: a text comes from the experiment or from a file, one-hot or as codes") {
  Memory files;
  files.put("t.txt", "abcabcabcabcabcabcabcabcabcabc");
  const Samples hot = samples("data=text&file=t.txt&steps=8&train=1&batch=1&layers=lstm(4)+dense(3,softmax)", files);
  CHECK(hot.train.shape == Shape{3, 1, 1, 8});
  CHECK(hot.classes == std::vector<std::string>{"a", "b", "c"});
  const Samples codes = samples(
      "data=text&text=abcabcabcabcabcabcabc&steps=8&train=1&batch=1&layers=embedding(3,2)+lstm(4)+dense(3,softmax)",
      files);
  CHECK(codes.train.shape == Shape{1, 1, 1, 8});
  CHECK(codes.train.input[0] == 0);
  CHECK(codes.train.input[2] == 2);
  CHECK(where("data=text&file=no.txt&layers=lstm(4)+dense(3,softmax)", files) == "no.txt");
  CHECK(where("data=adding&batch=1&layers=embedding(3,2)+lstm(4)+dense(1,linear)", files) == "model[0].layer");
}

TEST_CASE("samples: every drawn task and set makes data that its default network trains on") {
  for (const std::string set :
       {"shapes&side=8&n=40", "sine&n=40&steps=10", "noisy_series&n=40&steps=10", "adding&n=40&steps=10",
        "copy&n=40&steps=20", "temporal_order&n=40&steps=20", "reber&n=40&steps=20", "counting&n=40&steps=20",
        "brackets&n=40&steps=20", "chirp&n=40&train=0.8"}) {
    CAPTURE(set);
    const Experiment e = experiment("data=" + set);
    const Samples made = samples("data=" + set, {});
    CHECK(made.train.samples == 32);
    CHECK(made.test.samples == 8);
    const auto trainer = Trainer::build(e.training, made.train, made.test);
    INFO((trainer.ok() ? "" : trainer.error().text()));
    REQUIRE(trainer.ok());
    (*trainer)->step();
    CHECK((*trainer)->divergence().where.empty());
  }
}
