// From columns to a network's numbers: the split first, then everything that is learned from the training rows alone.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "engine/core/number_text.h"
#include "engine/core/rng.h"
#include "engine/data/table.h"

namespace deltarule {
namespace {

using Rows = std::vector<std::uint32_t>;

constexpr double kMaxNumber = 1e18;  // its square, of many rows, is still one that a float holds

/// How one column becomes numbers, as the training rows say.
struct Coding {
  const Column* column;
  double fill = 0;               // for what is missing
  double middle = 0, scale = 1;  // (x - middle) * scale
  bool one_hot = false;

  [[nodiscard]] int width() const { return one_hot ? static_cast<int>(column->categories.size()) : 1; }
  void append(std::uint32_t row, std::vector<Scalar>& to) const {
    const double value = column->values[row], known = std::isnan(value) ? fill : value;
    // A test row may lie further out than the training rows' deviation, by any factor.
    if (!one_hot)
      return to.push_back(static_cast<Scalar>(std::clamp((known - middle) * scale, -kMaxNumber, kMaxNumber)));
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

/// The column to predict: by its name, else by its number, else the last one.
Result<std::size_t> find_target(const Table& table, const std::string& wanted) {
  if (wanted.empty()) return table.columns.size() - 1;
  std::string names;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    if (table.columns[c].name == wanted) return c;
    if (names.size() < 200) names += (c == 0 ? "" : ", ") + table.columns[c].name;
  }
  const std::optional<double> number = parse_number(wanted);
  if (number && *number >= 0 && *number < static_cast<double>(table.columns.size()) && *number == std::floor(*number))
    return static_cast<std::size_t>(*number);
  return Error{"data.target", "there is no column \"" + wanted + "\"; the table has " + names +
                                  "; or use a number from 0 to " + std::to_string(table.columns.size() - 1)};
}

/// Numbers that stand for classes, in their order.
Column as_categories(const Column& column) {
  std::vector<double> known;
  for (const double value : column.values)
    if (!std::isnan(value)) known.push_back(value);
  std::sort(known.begin(), known.end());
  known.erase(std::unique(known.begin(), known.end()), known.end());
  Column made = column;
  made.numeric = false;
  for (const double value : known) made.categories.push_back(format_number(value));
  for (double& value : made.values)
    if (!std::isnan(value))
      value = static_cast<double>(std::lower_bound(known.begin(), known.end(), value) - known.begin());
  return made;
}

}  // namespace

Result<TableData> encode_table(const Table& table, const TableSpec& spec, std::uint32_t seed) {
  const Result<std::size_t> wanted = find_target(table, spec.target);
  if (!wanted) return wanted.error();
  if (!(spec.train > 0 && spec.train <= 1)) return Error{"data.train", "must be more than 0 and at most 1"};
  const Column& asked = table.columns[*wanted];
  if (spec.task == TableTask::regression && !asked.numeric)
    return Error{"data.task", "the column \"" + asked.name + "\" holds words, not values; use classification"};
  const Column target = spec.task == TableTask::classification && asked.numeric ? as_categories(asked) : asked;
  if (!target.numeric && target.categories.size() > static_cast<std::size_t>(kMaxCategories))
    return Error{"data.target", "the column \"" + target.name + "\" has " + std::to_string(target.categories.size()) +
                                    " different classes; use at most " + std::to_string(kMaxCategories)};
  for (const Column& column : table.columns) {
    if (column.categories.size() > static_cast<std::size_t>(kMaxCategories))
      return Error{column.name, "has " + std::to_string(column.categories.size()) +
                                    " different words; leave the column out, or group them"};
    for (const double value : column.values)
      if (value > kMaxNumber || value < -kMaxNumber)
        return Error{column.name, "has numbers beyond 1e18, which a network cannot compute with; use larger units"};
  }
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
    if (&column == &asked) continue;
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
