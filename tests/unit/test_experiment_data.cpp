// Experiments about images, tables and sequences: as files, as links, as bytes, with their defaults and mistakes.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "engine/api/bytes.h"
#include "engine/api/codec_experiment.h"
#include "engine/experiment/fields.h"
#include "engine/experiment/validate.h"
#include "engine/io/experiment_json.h"
#include "engine/io/experiment_link.h"

using namespace deltarule;

namespace {

Experiment read(std::string_view text, DataFrom from = DataFrom::experiment) {
  const Result<Experiment> e = text.starts_with('{') ? from_json(text, from) : from_link(text, from);
  INFO(text << "\n" << (e.ok() ? "" : e.error().text()));
  REQUIRE(e.ok());
  return *e;
}

std::string where(std::string_view text) {
  const Result<Experiment> e = text.starts_with('{') ? from_json(text) : from_link(text);
  return e.ok() ? "accepted" : e.error().where;
}

/// One of each kind, with every field and text away from its default.
std::vector<Experiment> all_kinds() {
  std::vector<Experiment> all;
  for (const DataKind kind : {DataKind::images, DataKind::tables, DataKind::sequences, DataKind::functions}) {
    const auto sets = find_field("data.name", kind) == nullptr ? 1 : find_field("data.name", kind)->choices.size();
    for (std::size_t set = 0; set < sets; ++set) {
      Experiment e = default_experiment();
      e.kind = kind;
      e.training.model = {{.kind = LayerKind::dense, .units = 300, .activation = Activation::softmax}};
      e.training.loss.name = Loss::softmax_cross_entropy;
      for (const Field& field : data_fields(kind)) field.set(e, field.type == FieldType::real ? 0.25 : field.max);
      if (sets > 1) data_fields(kind)[0].set(e, static_cast<double>(set));
      for (const TextField& field : text_fields(kind))
        field.edit(e) = std::string(field.link) + " & \"a\\b\"\n\x01é=#%/1";
      // What these two say must make sense: two names of classes, and a network whose answer is a number.
      if (kind == DataKind::images) {
        e.images.classes += ", 1";
        e.training.model.back() = {.kind = LayerKind::dense, .units = 1, .activation = Activation::linear};
        e.training.loss.name = Loss::mae;
      }
      all.push_back(e);
    }
  }
  return all;
}

}  // namespace

TEST_CASE("other data: files, links and bytes bring back every field and text") {
  for (const Experiment& e : all_kinds()) {
    INFO(to_json(e) << "\n" << to_link(e, {}));
    REQUIRE(validate(e).ok());
    CHECK(read(to_json(e)) == e);
    CHECK(read(to_link(e, {})) == e);
    Bytes bytes;
    ByteWriter writer(bytes, "TEST");
    put(writer, e);
    writer.finish();
    ByteReader reader(bytes, "TEST");
    Experiment back;
    take(reader, back);
    CHECK(reader.finish().ok());
    CHECK(back == e);
  }
}

TEST_CASE("other data: the fields of every kind have unique paths and keys, and defaults in range") {
  for (std::size_t k = 0; k < data_kind_names().size(); ++k) {
    const auto kind = static_cast<DataKind>(k);
    std::vector<std::string_view> paths, links;
    for (const Field* field : fields_of(kind)) {
      CAPTURE(field->path, k);
      CHECK(find_field(field->path, kind) == field);
      CHECK(find_field_by_link(field->link, kind) == field);
      CHECK(check_value(*field, field->get(default_experiment())).ok());
      paths.push_back(field->path);
      links.push_back(field->link);
    }
    for (const TextField& field : text_fields(kind)) {
      paths.push_back(field.path);
      links.push_back(field.link);
    }
    for (auto* names : {&paths, &links}) {
      std::sort(names->begin(), names->end());
      CHECK(std::adjacent_find(names->begin(), names->end()) == names->end());
    }
  }
}

TEST_CASE("other data: a set's name says which kind it is") {
  CHECK(read(R"({"deltarule": 1, "data": "mnist"})").kind == DataKind::images);
  CHECK(read(R"({"deltarule": 1, "data": {"name": "reber", "steps": 30}})").sequences.steps == 30);
  CHECK(read("data=shapes&side=12").images.side == 12);
  CHECK(read("steps=40&data=adding").sequences.steps == 40);  // wherever it stands
  CHECK(read("kind=points&data=spiral").kind == DataKind::points);
  CHECK(where(R"({"deltarule": 1, "data": {"name": "mnists"}})") == "data.name");
  CHECK(where("kind=images&data=spiral") == "data");
}

TEST_CASE("other data: what is left out suits the data") {
  const Experiment digits = read(R"({"deltarule": 1, "data": "mnist"})");
  CHECK(digits.training.model.size() == 8);  // LeNet-5
  CHECK(digits.training.model.back().units == 10);
  CHECK(digits.training.loss.name == Loss::softmax_cross_entropy);
  CHECK(digits.training.optimizer.learning_rate == 0.003);
  CHECK(digits.training.batch_size == 32);
  CHECK(read("data=chirp").training.optimizer.learning_rate == 0.01);
  CHECK(read("data=chirp").training.model.size() == 3);
  const Experiment adding = read("data=adding");
  CHECK(adding.training.model[0].returned == Returned::last);
  CHECK(adding.training.loss.name == Loss::mse);
  CHECK(read("data=copy").training.model[0].returned == Returned::all);
  CHECK(where("kind=tables&file=a.csv") == "model");
  CHECK(where("data=text&text=abc") == "model");
}

TEST_CASE("other data: a switch may be true or false") {
  const std::string begin = R"({"deltarule": 1, "data": {"kind": "tables", "file": "a.csv", "standardize": )",
                    end = R"(}, "model": [{"layer": "dense", "units": 1}]})";
  CHECK_FALSE(read(begin + "false" + end).table.standardize);
  CHECK(read(begin + "true" + end).table.standardize);
  CHECK_FALSE(read(begin + "\"off\"" + end).table.standardize);
  CHECK(where(begin + "1" + end) == "data.standardize");
}

TEST_CASE("other data: what is missing or out of range is named") {
  CHECK(where("data=idx") == "data.images");
  CHECK(where("data=idx&images=a") == "data.labels");
  CHECK(where("data=idx&images=a&labels=b&test_images=c") == "data.test_labels");
  CHECK(where("data=idx&images=a&labels=b&test_labels=c") == "data.test_images");
  CHECK(where("data=folder&layers=dense(2,softmax)") == "data.images");
  CHECK(where("kind=tables&layers=dense(2,softmax)") == "data.file");
  CHECK(where("data=text&layers=dense(2,softmax)") == "data.text");
  CHECK(where("data=adding&steps=7") == "steps");
  CHECK(where("data=adding&side=7") == "side");  // of images
  CHECK(where("data=adding&inputs=x1") == "inputs");
  CHECK(where("data=idx&labels=b&images=" + std::string(kMaxPath + 1, 'a')) == "images");
  CHECK(where(R"({"deltarule": 1, "data": {"kind": "images", "images": 3}})") == "data.images");
  CHECK(where(R"({"deltarule": 1, "data": {"kind": "images", "inputs": ["x1"]}})") == "data.inputs");
  CHECK(where("data=mnist&layers=lstm(8)") == "model[0].layer");
  CHECK(where("data=mnist&layers=dense(10,linear)&loss=softmax_cross_entropy") == "loss.name");
  // A program that gets its data elsewhere takes all of these.
  CHECK(read("data=idx", DataFrom::file).images.name == ImageSet::idx);
}
