#pragma once

#include <map>
#include <string>

namespace bestand::customer_profile {

// Something the company sells.
struct Product {
  std::string product_id;
  std::string display_name;
  std::map<std::string, std::string> attributes;
};

// How many products were new and how many were there.
struct UpsertCount {
  int64_t created = 0;
  int64_t replaced = 0;
};

}  // namespace bestand::customer_profile
