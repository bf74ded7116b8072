// From columns to a network's numbers: the split first, then everything that is learned from the training rows alone.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/core/rng.h"
#include "engine/data/table.h"

namespace deltarule {
namespace {

using Rows = std::vector<std::uint32_t>;

/// How one column becomes numbers, as the training rows say.
struct Coding {
  const Column* column;
  double fill = 0;               // for what is missing
  double middle = 0, scale = 1;  // (x - middle) * scale
  bool one_hot = false;

  [[nodiscard]] int width() const { return one_hot ? static_cast<int>(column->categories.size()) : 1; }
  void append(std::uint32_t row, std::vector<Scalar>& to) const {
    const double value = column->values[row], known = std::isnan(value) ? fill : value;
    if (!one_hot) return to.push_back(static_cast<Scalar>((known - middle) * scale));
    to.resize(to.size() + column->categories.size());
    *(to.end() - static_cast<std::ptrdiff_t>(column->categories.size()) + static_cast<std::ptrdiff_t>(known)) = 1;
  }
};

double most_frequent(const Column& column, const Rows& training) {
  std::vector<int> count(column.categories.size());
  for (const std::uint32_t row : training)
    if (!std::isnan(column.values[row])) ++count[static_cast<std::size_t>(column.values[row])];
  return static_cast<double>(std::max_element(count.begin(), count.end()) - count.begin());
}

Coding make_coding(const Column& column, const TableSpec& spec, const Rows& training) {
  Coding coding{.column = &column};
  if (!column.numeric) {
    coding.fill = most_frequent(column, training);
    coding.one_hot = spec.categories == CategoryEncoding::one_hot;
    return coding;
  }
  double sum = 0, squares = 0;
  int known = 0;
  for (const std::uint32_t row : training) {
    if (std::isnan(column.values[row])) continue;
    sum += column.values[row];
    ++known;
  }
  const double mean = known > 0 ? sum / known : 0;
  for (const std::uint32_t row : training)
    if (!std::isnan(column.values[row])) squares += (column.values[row] - mean) * (column.values[row] - mean);
  coding.fill = mean;
  if (!spec.standardize) return coding;
  coding.middle = mean;
  coding.scale = squares > 0 ? 1 / __builtin_sqrt(squares / known) : 1;  // a constant column becomes zeros
  return coding;
}

/// The rows that can be used: the target is known, and if asked for everything else.
Rows usable_rows(const Table& table, const TableSpec& spec, const Column& target) {
  Rows rows;
  for (std::uint32_t r = 0; r < static_cast<std::uint32_t>(table.rows); ++r) {
    bool whole = !std::isnan(target.values[r]);
    if (spec.missing == MissingValues::leave_out)
      for (const Column& column : table.columns) whole = whole && !std::isnan(column.values[r]);
    if (whole) rows.push_back(r);
  }
  return rows;
}

}  // namespace

Result<TableData> encode_table(const Table& table, const TableSpec& spec, std::uint32_t seed) {
  const int columns = static_cast<int>(table.columns.size()), wanted = spec.target < 0 ? columns - 1 : spec.target;
  if (wanted >= columns)
    return Error{"data.target", "there is no column " + std::to_string(wanted) + "; the table has " +
                                    std::to_string(columns) + ", counted from 0"};
  if (!(spec.train > 0 && spec.train <= 1)) return Error{"data.train", "must be more than 0 and at most 1"};
  const Column& target = table.columns[static_cast<std::size_t>(wanted)];
  for (const Column& column : table.columns)
    if (column.categories.size() > static_cast<std::size_t>(kMaxCategories))
      return Error{column.name, "has " + std::to_string(column.categories.size()) +
                                    " different words; leave the column out, or group them"};
  Rows rows = usable_rows(table, spec, target);
  if (rows.size() < 2) return Error{"data", "fewer than two rows have everything that is needed"};
  Rng(seed, Purpose::data).shuffle(std::span(rows));
  const auto training = std::clamp(static_cast<std::size_t>(static_cast<double>(rows.size()) * spec.train + 0.5),
                                   std::size_t{1}, rows.size());
  const auto split = rows.begin() + static_cast<std::ptrdiff_t>(training);
  const Rows train(rows.begin(), split), test(split, rows.end());

  TableData made;
  made.classes = target.categories;
  std::vector<Coding> codings;
  int width = 0;
  for (const Column& column : table.columns) {
    if (&column == &target) continue;
    codings.push_back(make_coding(column, spec, train));
    width += codings.back().width();
    if (!codings.back().one_hot)
      made.inputs.push_back(column.name);
    else
      for (const std::string& category : column.categories) made.inputs.push_back(column.name + "=" + category);
  }
  TableSpec answers = spec;
  answers.categories = CategoryEncoding::one_hot;
  const Coding answer = make_coding(target, answers, train);
  const auto encode = [&](const Rows& chosen) {
    Dataset data;
    data.shape = vector_shape(width);
    data.targets = answer.width();
    data.samples = static_cast<int>(chosen.size());
    for (const std::uint32_t row : chosen) {
      for (const Coding& coding : codings) coding.append(row, data.input);
      answer.append(row, data.target);
      if (!target.numeric) data.classes.push_back(static_cast<std::uint8_t>(target.values[row]));
    }
    return data;
  };
  made.train = encode(train);
  made.test = encode(test);
  return made;
}

}  // namespace deltarule
