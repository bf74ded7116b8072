// Tables from CSV and TSV files: cells, columns that know whether they hold numbers or categories, and the encoding.
//
// Quotes as in RFC 4180; the separator (comma, semicolon or tab) and whether there is a header line are found out. A
// column is numeric if every cell that is not missing is a number. Missing: an empty cell, "?", "NA", "NaN" or "null".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/core/result.h"
#include "engine/data/dataset.h"
#include "engine/data/table_spec.h"

namespace deltarule {

struct Column {
  std::string name;
  bool numeric = false;
  int missing = 0;
  std::vector<std::string> categories;  // of what is not numeric, sorted
  std::vector<double> values;           // [rows]: the number, or the category's index; NaN: missing
};

struct Table {
  std::vector<Column> columns;
  int rows = 0;
  char separator = ',';
  bool header = false;
};

/// Fails with where = "line 7" and what: a row with more or fewer cells than the first, an open quote, bytes that are
/// not UTF-8, no data.
Result<Table> read_table(std::string_view text);

struct TableData {
  Dataset train, test;
  std::vector<std::string> inputs;   // what each row of the input is: "age", "colour=red"
  std::vector<std::string> classes;  // empty: regression, the target is a number (standardized likewise if asked)
};

/// Fails with "data.target" or the column's name. A target of categories makes classes; one of numbers, values, unless
/// the spec says that they are classes.
Result<TableData> encode_table(const Table& table, const TableSpec& spec, std::uint32_t seed);

inline constexpr std::size_t kMaxTableBytes = std::size_t{64} << 20;
inline constexpr int kMaxColumns = 1000, kMaxCategories = 255;

}  // namespace deltarule
