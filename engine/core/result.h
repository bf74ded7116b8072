// Errors as values: what building, loading and decoding return instead of throwing.
//
// An Error says where (a field path such as "model[1].units", a byte offset, a file) and what,
// in words that tell the reader what to do. The step phase never fails this way; it asserts.
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace deltarule {

struct Error {
  std::string where;
  std::string what;

  [[nodiscard]] std::string text() const { return where.empty() ? what : where + ": " + what; }
  friend bool operator==(const Error&, const Error&) = default;
};

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}      // NOLINT: implicit on purpose, `return value;`
  Result(Error error) : state_(std::move(error)) {}  // NOLINT: implicit on purpose, `return Error{...};`

  [[nodiscard]] bool ok() const { return std::holds_alternative<T>(state_); }
  explicit operator bool() const { return ok(); }

  T& value() {
    assert(ok());
    return *std::get_if<T>(&state_);
  }
  const T& value() const {
    assert(ok());
    return *std::get_if<T>(&state_);
  }
  const Error& error() const {
    assert(!ok());
    return *std::get_if<Error>(&state_);
  }
  T& operator*() { return value(); }
  const T& operator*() const { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

 private:
  std::variant<T, Error> state_;
};

/// The result of something that yields nothing but may fail.
using Status = Result<std::monostate>;
inline Status success() { return std::monostate{}; }

}  // namespace deltarule
