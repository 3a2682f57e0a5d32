#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "services/scoring/domain/products/product_model.h"
#include "services/scoring/domain/products/purchase_table.h"

namespace bestand::scoring {

// Where a customer stands in the own rhythm with an item.
enum class Rhythm {
  kUnknown,  // nobody's rhythm is known: bought once, and nobody came back for it
  kNotYet,   // less than half the usual gap since the last purchase
  kDue,      // up to one and a half of it
  kOverdue,  // more
};

// Something to buy again.
struct BuyAgain {
  uint32_t item;
  int32_t days = 0;      // on which the customer bought it, >= 1
  int32_t last_day = 0;  // the last of them
  double gap_days = 0;   // usual time between two purchases; 0 if unknown
  bool own_gap = false;  // whether it is the customer's own; otherwise the median of all customers
  Rhythm rhythm = Rhythm::kUnknown;
  double score = 0;  // days x popularity^.3 x trend, orders the list
};

// Something the customer never bought.
struct NewItem {
  uint32_t item;
  double score = 0;  // orders the list; compare within one customer only
  std::optional<Transition>
      from;   // what it was bought after that speaks most for it; none if nothing surely does
  Lift lift;  // of `from`
};

struct Suggestions {
  std::vector<BuyAgain> again;
  std::vector<NewItem> fresh;
  bool trending =
      false;  // `fresh` is what is bought most lately: nothing known of the customer speaks for more
};

// What is asked for one customer.
struct SuggestionOrder {
  std::span<const ItemDay> bought;          // by item and day; items the model does not know are passed over
  std::span<const uint32_t> unwanted;       // never suggested; rising
  int32_t day = 0;                          // today, for the rhythm
  size_t most_again = 10, most_fresh = 10;  // at most 1,000
};

// Makes suggestions with a model, which must outlive it. Keeps scratch space: one thread at a time, one for
// each thread.
//
// "Again" is ordered by how often the customer bought the item, times how popular it is and how much more it
// is bought lately. "Fresh" is ordered by EASE^R times the item's trend; lift explains, it never orders.
class Suggester {
 public:
  explicit Suggester(const ProductModel& model);

  Suggestions Suggest(const SuggestionOrder& order);

 private:
  struct Candidate {
    uint32_t item;
    float score;
  };

  BuyAgain AgainOf(uint32_t item, std::span<const ItemDay> rows, int32_t day) const;
  void RankAgain(const SuggestionOrder& order, Suggestions& result);
  void AddLinks(const SuggestionOrder& order);
  void RankFresh(const SuggestionOrder& order, Suggestions& result);
  void Drop(uint32_t item);
  void TakeBest(size_t most);
  void Explain(const SuggestionOrder& order, std::vector<NewItem>& fresh);
  void AddTrending(const SuggestionOrder& order, Suggestions& result) const;

  const ProductModel& model_;
  std::vector<uint32_t> trending_;     // items by customers lately
  std::vector<double> popularity_;     // of each item, for "again"
  std::vector<float> trends_;          // of each item
  std::vector<float> scores_;          // of each item for the customer at hand
  std::vector<uint16_t> places_;       // of each item in the list at hand, from 1; 0 for none
  std::vector<Candidate> candidates_;  // of the customer at hand
};

}  // namespace bestand::scoring
