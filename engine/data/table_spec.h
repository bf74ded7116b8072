// A table, as the user says it: which file, what to predict, how cells become numbers.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace deltarule {

/// one_hot: an input for each category; integer: one input, the category's index.
enum class CategoryEncoding : std::uint8_t { one_hot, integer };
std::span<const std::string_view> category_encoding_names();
/// mean: filled with the column's mean, of categories with the most frequent one. leave_out: such rows do not count.
enum class MissingValues : std::uint8_t { mean, leave_out };
std::span<const std::string_view> missing_values_names();
/// natural: categories are classes, numbers are values.
enum class TableTask : std::uint8_t { natural, classification, regression };
std::span<const std::string_view> table_task_names();

struct TableSpec {
  std::string file = {};
  std::string target = {};  // the column to predict, by name, or by number counted from 0; empty: the last one
  TableTask task = TableTask::natural;
  CategoryEncoding categories = CategoryEncoding::one_hot;
  MissingValues missing = MissingValues::mean;
  bool standardize = true;  // numeric inputs (and a numeric target) to mean 0 and deviation 1, by the training rows
  double train = 0.8;       // share of the rows that train
  friend bool operator==(const TableSpec&, const TableSpec&) = default;
};

}  // namespace deltarule
