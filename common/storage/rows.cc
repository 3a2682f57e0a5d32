#include "common/storage/rows.h"

#include <libpq-fe.h>

#include <charconv>

#include "common/id/encoding.h"
#include "common/storage/cells.h"

namespace bestand::storage {

void Rows::Clear::operator()(pg_result* result) const { PQclear(result); }

Rows::Rows(pg_result* owned) : result_(owned), size_(PQntuples(owned)) {
  const std::string_view count = PQcmdTuples(owned);
  std::from_chars(count.data(), count.data() + count.size(), affected_);
}

bool Row::IsNull(int column) const { return PQgetisnull(result_, index_, column) == 1; }

std::string_view Row::Text(int column) const {
  return {PQgetvalue(result_, index_, column), static_cast<size_t>(PQgetlength(result_, index_, column))};
}

int64_t Row::Int(int column) const { return ParseInt(Text(column)); }
double Row::Real(int column) const { return ParseReal(Text(column)); }
bool Row::Bool(int column) const { return Text(column) == "t"; }
absl::Time Row::Time(int column) const { return ParseTime(Text(column)); }

std::string Row::Bytes(int column) const {
  const std::string_view text = Text(column);
  return text.starts_with("\\x") ? FromHex(text.substr(2)).value_or("") : "";
}

std::optional<std::string_view> Row::MaybeText(int column) const {
  return IsNull(column) ? std::nullopt : std::optional(Text(column));
}

std::optional<int64_t> Row::MaybeInt(int column) const {
  return IsNull(column) ? std::nullopt : std::optional(Int(column));
}

std::optional<double> Row::MaybeReal(int column) const {
  return IsNull(column) ? std::nullopt : std::optional(Real(column));
}

std::optional<absl::Time> Row::MaybeTime(int column) const {
  return IsNull(column) ? std::nullopt : std::optional(Time(column));
}

std::optional<std::string> Row::MaybeBytes(int column) const {
  return IsNull(column) ? std::nullopt : std::optional(Bytes(column));
}

std::vector<std::string> Row::Texts(int column) const { return ParseArray(Text(column)); }

std::vector<int64_t> Row::Ints(int column) const {
  std::vector<int64_t> numbers;
  for (const std::string& element : Texts(column)) numbers.push_back(ParseInt(element));
  return numbers;
}

std::vector<double> Row::Reals(int column) const {
  std::vector<double> numbers;
  for (const std::string& element : Texts(column)) numbers.push_back(ParseReal(element));
  return numbers;
}

}  // namespace bestand::storage
