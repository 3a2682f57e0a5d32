#pragma once

#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"

struct pg_result;  // libpq's PGresult

namespace bestand::storage {

// One row of an answer; columns count from 0. NULL reads as empty, 0, false or 1970: ask IsNull or a
// Maybe… where a column may be NULL. Text and views live as long as the Rows they came from.
class Row {
 public:
  Row(const pg_result* result, int index) : result_(result), index_(index) {}

  bool IsNull(int column) const;
  std::string_view Text(int column) const;
  int64_t Int(int column) const;  // smallint, integer, bigint
  double Real(int column) const;
  bool Bool(int column) const;
  absl::Time Time(int column) const;    // timestamptz, exact to the microsecond
  std::string Bytes(int column) const;  // bytea

  std::optional<std::string_view> MaybeText(int column) const;
  std::optional<int64_t> MaybeInt(int column) const;
  std::optional<double> MaybeReal(int column) const;
  std::optional<absl::Time> MaybeTime(int column) const;
  std::optional<std::string> MaybeBytes(int column) const;

  // One-dimensional arrays; NULL elements read as empty or 0.
  std::vector<std::string> Texts(int column) const;
  std::vector<int64_t> Ints(int column) const;
  std::vector<double> Reals(int column) const;

 private:
  const pg_result* result_;
  int index_;
};

// The whole answer of one statement, in memory; for more than some thousand rows use Session::Stream.
// May leave the session and the lease it was read in.
class Rows {
 public:
  class Iterator;

  Rows() = default;
  explicit Rows(pg_result* owned);

  int size() const { return size_; }
  bool empty() const { return size_ == 0; }
  Row operator[](int index) const { return {result_.get(), index}; }
  Iterator begin() const;
  Iterator end() const;

  // How many rows an INSERT, UPDATE or DELETE touched; for a SELECT size().
  int64_t affected() const { return affected_; }

 private:
  struct Clear {
    void operator()(pg_result* result) const;
  };

  std::unique_ptr<pg_result, Clear> result_;
  int size_ = 0;
  int64_t affected_ = 0;
};

class Rows::Iterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = Row;
  using difference_type = std::ptrdiff_t;
  using pointer = void;
  using reference = Row;

  Iterator(const pg_result* result, int index) : result_(result), index_(index) {}
  Row operator*() const { return {result_, index_}; }
  Iterator& operator++() { return ++index_, *this; }
  bool operator==(const Iterator& other) const { return index_ == other.index_; }

 private:
  const pg_result* result_;
  int index_;
};

inline Rows::Iterator Rows::begin() const { return {result_.get(), 0}; }
inline Rows::Iterator Rows::end() const { return {result_.get(), size_}; }

}  // namespace bestand::storage
