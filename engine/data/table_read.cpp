// From text to columns: cells by RFC 4180, then what kind of thing each column holds.
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include "engine/core/number_text.h"
#include "engine/data/table.h"
#include "engine/data/utf8.h"

namespace deltarule {
namespace {

using Row = std::vector<std::string>;

Error at_line(std::size_t line, std::string what) { return {"line " + std::to_string(line), std::move(what)}; }

/// The separator that the first line has most of, outside quotes.
char find_separator(std::string_view text) {
  constexpr std::string_view kSeparators = ",;\t";
  std::array<int, 3> count{};
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n') break;
    if (const std::size_t which = kSeparators.find(c); which != std::string_view::npos) ++count[which];
  }
  return kSeparators[static_cast<std::size_t>(std::max_element(count.begin(), count.end()) - count.begin())];
}

std::string_view trimmed(std::string_view cell) {
  while (!cell.empty() && (cell.front() == ' ' || cell.front() == '\r')) cell.remove_prefix(1);
  while (!cell.empty() && (cell.back() == ' ' || cell.back() == '\r')) cell.remove_suffix(1);
  return cell;
}

bool is_missing(std::string_view cell) {
  for (const std::string_view word : {"", "?", "NA", "NaN", "nan", "null", "NULL"})
    if (cell == word) return true;
  return false;
}

bool to_number(std::string_view cell, double& number) {
  const std::optional<double> parsed = parse_number(cell);
  if (!parsed || !std::isfinite(*parsed)) return false;
  number = *parsed;
  return true;
}

/// One row from `at` on; moves `at` behind it and counts the lines that it spans.
Result<Row> read_row(std::string_view text, char separator, std::size_t& at, std::size_t& line) {
  Row row;
  std::string cell;
  const std::size_t first_line = line;
  while (true) {
    if (at < text.size() && text[at] == '"') {
      for (++at;; ++at) {
        if (at >= text.size()) return at_line(first_line, "a quote is opened and never closed");
        if (text[at] == '\n') ++line;
        if (text[at] != '"') {
          cell += text[at];
        } else if (at + 1 < text.size() && text[at + 1] == '"') {
          cell += text[at++];
        } else {
          break;
        }
      }
      ++at;
    }
    while (at < text.size() && text[at] != separator && text[at] != '\n') cell += text[at++];
    row.emplace_back(trimmed(cell));
    cell.clear();
    if (at >= text.size() || text[at] == '\n') break;
    ++at;
  }
  ++at, ++line;
  return row;
}

/// A header has a word in every cell, and stands over a column of numbers or says nothing that comes again below it.
bool is_header(const std::vector<Row>& rows) {
  if (rows.size() < 2) return false;
  bool over_numbers = false, again = false;
  for (std::size_t c = 0; c < rows[0].size(); ++c) {
    double number = 0;
    if (is_missing(rows[0][c]) || to_number(rows[0][c], number)) return false;
    over_numbers = over_numbers || to_number(rows[1][c], number);
    for (std::size_t r = 1; r < rows.size() && !again; ++r) again = rows[r][c] == rows[0][c];
  }
  return over_numbers || !again;
}

void fill(Column& column, const std::vector<Row>& rows, std::size_t first, std::size_t c) {
  column.numeric = true;
  for (std::size_t r = first; r < rows.size(); ++r) {
    double number = std::numeric_limits<double>::quiet_NaN();
    if (is_missing(rows[r][c])) {
      ++column.missing;
    } else if (!to_number(rows[r][c], number)) {
      column.numeric = false;
    }
    column.values.push_back(number);
  }
  if (column.numeric) return;
  for (std::size_t r = first; r < rows.size(); ++r)
    if (!is_missing(rows[r][c])) column.categories.push_back(rows[r][c]);
  std::sort(column.categories.begin(), column.categories.end());
  column.categories.erase(std::unique(column.categories.begin(), column.categories.end()), column.categories.end());
  for (std::size_t r = first; r < rows.size(); ++r) {
    const auto place = std::lower_bound(column.categories.begin(), column.categories.end(), rows[r][c]);
    column.values[r - first] = is_missing(rows[r][c]) ? std::numeric_limits<double>::quiet_NaN()
                                                      : static_cast<double>(place - column.categories.begin());
  }
}

}  // namespace

Result<Table> read_table(std::string_view text) {
  if (text.size() > kMaxTableBytes) return Error{"", "the table is larger than 64 MB; take a part of it"};
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff"))
    return Error{"", "the table is UTF-16; save it as UTF-8"};
  if (const std::size_t zero = text.find('\0'); zero != std::string_view::npos)
    return Error{"byte " + std::to_string(zero), "is zero: this is no text"};
  for (std::size_t at = 0, length = 0; at < text.size(); at += length) {
    length = character_length(text, at);
    if (length == 0)
      return at_line(1 + static_cast<std::size_t>(std::count(text.begin(), text.begin() + at, '\n')),
                     "is not UTF-8; save the table as UTF-8");
  }
  Table table;
  table.separator = find_separator(text);
  std::vector<Row> rows;
  for (std::size_t at = 0, line = 1; at < text.size();) {
    const std::size_t here = line;
    Result<Row> row = read_row(text, table.separator, at, line);
    if (!row) return row.error();
    if (row->size() == 1 && (*row)[0].empty()) continue;  // an empty line
    if (row->size() > static_cast<std::size_t>(kMaxColumns))
      return at_line(here, "has more than " + std::to_string(kMaxColumns) + " cells");
    if (!rows.empty() && row->size() != rows[0].size())
      return at_line(here, "has " + std::to_string(row->size()) + " cells, the first line has " +
                               std::to_string(rows[0].size()) + "; a cell with a comma needs quotes around it");
    rows.push_back(std::move(*row));
  }
  table.header = is_header(rows);
  const std::size_t first = table.header ? 1 : 0;
  if (rows.size() < first + 2) return Error{"", "the table has fewer than two rows of data"};
  if (rows[0].size() < 2) return Error{"", "the table has only one column; it needs an input and a target"};
  table.rows = static_cast<int>(rows.size() - first);
  for (std::size_t c = 0; c < rows[0].size(); ++c) {
    Column column;
    column.name = table.header ? rows[0][c] : "column " + std::to_string(c + 1);
    fill(column, rows, first, c);
    table.columns.push_back(std::move(column));
  }
  return table;
}

}  // namespace deltarule
