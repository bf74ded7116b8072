// The reader checks from the outside in: file, header, each tensor, all of them together. Then it copies.
#include "engine/io/safetensors.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>

#include "engine/experiment/text.h"
#include "engine/io/json_text.h"
#include "engine/io/json_value.h"

namespace deltarule {
namespace {

using Type = JsonValue::Type;

constexpr std::size_t kPrefix = 8;  // bytes of the header's length
constexpr std::string_view kMetadata = "__metadata__";
constexpr double kLargestExact = 9007199254740992.0;  // 2^53: up to here a double is every whole number

// ---- reading

Error in_header(const std::string& name, std::string what) {
  return {"header: " + in_quotes(name), std::move(what) + "; write the file again with a safetensors library"};
}

/// A length or an offset: whole, not negative, exact.
bool read_size(const JsonValue& value, std::uint64_t& out) {
  const double number = value.number;
  if (value.type != Type::number || !(number >= 0 && number <= kLargestExact) || number != std::floor(number)) {
    return false;
  }
  out = static_cast<std::uint64_t>(number);
  return true;
}

/// Where a tensor of the header lies in the data. 64 bits on every machine: a header may say anything.
struct Place {
  std::uint64_t begin = 0, end = 0;
};

Status read_dtype(Tensor& tensor, const JsonValue* value) {
  if (value == nullptr || value->type != Type::string) return in_header(tensor.name, "has no \"dtype\"");
  const auto names = dtype_names();
  const auto found = std::find(names.begin(), names.end(), value->text);
  if (found == names.end()) {
    return Error{
        "header: " + in_quotes(tensor.name),
        "has the type " + in_quotes(value->text) + ", which is not read here; convert it to one of " + join(names)};
  }
  tensor.dtype = static_cast<Dtype>(found - names.begin());
  return success();
}

/// The shape, and how many bytes it takes: at most `limit`.
Status read_shape(Tensor& tensor, const JsonValue* value, std::uint64_t limit, std::uint64_t& bytes) {
  if (value == nullptr || value->type != Type::array) return in_header(tensor.name, "has no \"shape\"");
  bytes = size_of(tensor.dtype);
  bool empty = false, too_large = false;
  for (const JsonValue& item : value->items) {
    std::uint64_t dim = 0;
    if (!read_size(item, dim)) {
      return in_header(tensor.name, "has a \"shape\" that is not a list of whole numbers from 0 on");
    }
    tensor.shape.push_back(static_cast<std::int64_t>(dim));
    empty |= dim == 0;
    if (dim != 0 && !too_large) {
      too_large = bytes > limit / dim;
      if (!too_large) bytes *= dim;
    }
  }
  if (empty) {
    bytes = 0;
  } else if (too_large) {
    return in_header(tensor.name, "has the shape " + shape_text(tensor.shape) + ", more than the file holds");
  }
  return success();
}

Status read_place(const Tensor& tensor, const JsonValue* value, std::uint64_t available, Place& out) {
  if (value == nullptr || value->type != Type::array || value->items.size() != 2 ||
      !read_size(value->items[0], out.begin) || !read_size(value->items[1], out.end)) {
    return in_header(tensor.name, "has no \"data_offsets\" of two whole numbers");
  }
  if (out.begin > out.end) return in_header(tensor.name, "has \"data_offsets\" that end before they begin");
  if (out.end > available) {
    return in_header(tensor.name, "reaches to byte " + std::to_string(out.end) + " of the data, which ends at " +
                                      std::to_string(available) + ": the file was cut off");
  }
  return success();
}

Status read_entry(Tensor& tensor, const JsonValue& value, std::uint64_t available, Place& place) {
  if (value.type != Type::object) {
    return in_header(tensor.name, "must be an object, not " + std::string(value.type_name()));
  }
  for (const std::string& key : value.keys) {
    if (key != "dtype" && key != "shape" && key != "data_offsets") {
      return in_header(tensor.name, "has the unknown key " + in_quotes(key));
    }
  }
  std::uint64_t bytes = 0;
  if (Status status = read_dtype(tensor, value.find("dtype")); !status) return status;
  if (Status status = read_shape(tensor, value.find("shape"), available, bytes); !status) return status;
  if (Status status = read_place(tensor, value.find("data_offsets"), available, place); !status) return status;
  if (place.end - place.begin != bytes) {
    return in_header(tensor.name, "takes " + std::to_string(place.end - place.begin) + " bytes, but its shape " +
                                      shape_text(tensor.shape) + " needs " + std::to_string(bytes));
  }
  return success();
}

Status read_metadata(TensorFile& file, const JsonValue& value) {
  if (value.type != Type::object) return in_header(std::string(kMetadata), "must be an object of texts");
  for (std::size_t i = 0; i < value.keys.size(); ++i) {
    if (value.items[i].type != Type::string) return in_header(std::string(kMetadata), "must be an object of texts");
    file.metadata.emplace_back(value.keys[i], value.items[i].text);
  }
  return success();
}

/// Every byte of the data belongs to exactly one tensor. `order`: the tensors as they lie.
Status check_cover(const std::vector<Tensor>& tensors, const std::vector<Place>& places,
                   const std::vector<std::size_t>& order, std::uint64_t available) {
  std::uint64_t at = 0;
  for (const std::size_t index : order) {
    const std::string& name = tensors[index].name;
    if (places[index].begin < at) return in_header(name, "overlaps the tensor before it");
    if (places[index].begin > at) {
      return in_header(name, "begins at byte " + std::to_string(places[index].begin) + " of the data, which leaves " +
                                 std::to_string(places[index].begin - at) + " bytes unused before it");
    }
    at = places[index].end;
  }
  if (at == available) return success();
  return Error{"file", std::to_string(available - at) +
                           " bytes at the end belong to no tensor; write the file again with a safetensors library"};
}

// ---- writing

std::string header_of(const TensorFile& file) {
  std::string out = "{";
  if (!file.metadata.empty()) {
    append_json_text(out, kMetadata);
    out += ":{";
    for (const auto& [key, text] : file.metadata) {
      if (out.back() != '{') out += ',';
      append_json_text(out, key);
      out += ':';
      append_json_text(out, text);
    }
    out += '}';
  }
  std::size_t at = 0;
  for (const Tensor& tensor : file.tensors) {
    if (out.size() > 1) out += ',';
    append_json_text(out, tensor.name);
    out += ":{\"dtype\":\"";
    out += dtype_names()[static_cast<std::size_t>(tensor.dtype)];
    out += "\",\"shape\":[";
    for (std::size_t i = 0; i < tensor.shape.size(); ++i) out += (i == 0 ? "" : ",") + std::to_string(tensor.shape[i]);
    out += "],\"data_offsets\":[" + std::to_string(at) + ",";
    at += tensor.bytes.size();
    out += std::to_string(at) + "]}";
  }
  out += '}';
  // Spaces, so that the data begin at a multiple of 8 bytes, as the reference writer has it.
  out.append((kPrefix - out.size() % kPrefix) % kPrefix, ' ');
  return out;
}

}  // namespace

Result<TensorFile> read_safetensors(std::span<const std::uint8_t> bytes) {
  if (bytes.size() < kPrefix) {
    return Error{"file", "has " + std::to_string(bytes.size()) +
                             " bytes, too few for a safetensors file; check that it was written completely"};
  }
  std::uint64_t length = 0;
  std::memcpy(&length, bytes.data(), kPrefix);
  if (length > kMaxHeaderBytes) {
    return Error{"header", "would be longer than " + std::to_string(kMaxHeaderBytes / 1'000'000) +
                               " MB; this is not a safetensors file"};
  }
  if (length > bytes.size() - kPrefix) {
    return Error{"header", "should have " + std::to_string(length) + " bytes, but the file ends after " +
                               std::to_string(bytes.size() - kPrefix) + "; check that it was written completely"};
  }
  const auto header_bytes = bytes.subspan(kPrefix, static_cast<std::size_t>(length));
  const auto data = bytes.subspan(kPrefix + header_bytes.size());
  const std::string_view text(reinterpret_cast<const char*>(header_bytes.data()), header_bytes.size());
  if (text.empty() || text.front() != '{') {
    return Error{"header", "does not begin with {; this is not a safetensors file"};
  }
  const Result<JsonValue> header = parse_json(text);
  if (!header) return Error{"header: " + header.error().where.substr(0, 60), header.error().what};

  TensorFile file;
  std::vector<Place> places;
  for (std::size_t i = 0; i < header->keys.size(); ++i) {
    if (header->keys[i] == kMetadata) {
      if (Status status = read_metadata(file, header->items[i]); !status) return status.error();
      continue;
    }
    file.tensors.push_back({.name = header->keys[i], .dtype = {}, .shape = {}, .bytes = {}});
    if (Status status = read_entry(file.tensors.back(), header->items[i], data.size(), places.emplace_back()); !status)
      return status.error();
  }
  std::vector<std::size_t> order(places.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return places[a].begin != places[b].begin ? places[a].begin < places[b].begin : places[a].end < places[b].end;
  });
  if (Status status = check_cover(file.tensors, places, order, data.size()); !status) return status.error();

  std::vector<Tensor> sorted;
  sorted.reserve(order.size());
  for (const std::size_t index : order) {
    const auto begin = static_cast<std::size_t>(places[index].begin), end = static_cast<std::size_t>(places[index].end);
    const auto part = data.subspan(begin, end - begin);
    file.tensors[index].bytes.assign(part.begin(), part.end());
    sorted.push_back(std::move(file.tensors[index]));
  }
  file.tensors = std::move(sorted);
  return file;
}

std::vector<std::uint8_t> write_safetensors(const TensorFile& file) {
  const std::string header = header_of(file);
  const std::uint64_t length = header.size();
  std::vector<std::uint8_t> out(kPrefix);
  std::memcpy(out.data(), &length, kPrefix);
  out.insert(out.end(), header.begin(), header.end());
  for (const Tensor& tensor : file.tensors) out.insert(out.end(), tensor.bytes.begin(), tensor.bytes.end());
  return out;
}

}  // namespace deltarule
