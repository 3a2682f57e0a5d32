#include "services/customer_profile/domain/sales_list_columns.h"

#include <algorithm>

#include "common/error/error.h"

namespace bestand::customer_profile {
namespace {

// Usual names of each field, as Plain() writes them, each between two blanks.
constexpr std::array<std::string_view, kSalesFields> kUsualNames = {
    " customerid customer customerno customernumber customernr kundennummer kundennr kundenid kdnr kunde ",
    " externalid invoiceno invoice invoicenumber invoiceid orderid orderno ordernumber order receiptno "
    "receipt "
    "transactionid belegnummer belegnr beleg rechnungsnummer rechnungsnr rechnung bestellnummer bestellnr "
    "auftragsnummer auftragsnr bonnummer ",
    " productid stockcode productcode productno productnumber sku itemid itemno itemnumber articleid "
    "articleno "
    "articlenumber artikelnummer artikelnr artikelid produktnummer produktid ",
    " productdisplayname description productname itemname bezeichnung artikelbezeichnung artikelname artikel "
    "beschreibung produktname produkt ",
    " quantity qty units menge anzahl stueck stueckzahl ",
    " unitprice price priceperunit einzelpreis stueckpreis preis epreis ",
    " purchasetime invoicedate purchasedate orderdate date datetime timestamp datum belegdatum "
    "rechnungsdatum "
    "kaufdatum bestelldatum zeitpunkt ",
    " country land "};

// Lower-case letters and digits only; umlauts as two letters.
std::string Plain(std::string_view name) {
  static const std::array<std::pair<std::string_view, std::string_view>, 7> kUmlauts = {
      {{"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}, {"Ä", "ae"}, {"Ö", "oe"}, {"Ü", "ue"}, {"ß", "ss"}}};
  std::string plain;
  for (size_t at = 0; at < name.size(); ++at) {
    const char letter = name[at];
    if ((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9')) plain += letter;
    if (letter >= 'A' && letter <= 'Z') plain += static_cast<char>(letter - 'A' + 'a');
    for (const auto& [umlaut, letters] : kUmlauts) {
      if (name.substr(at, 2) == umlaut) plain += letters;
    }
  }
  return plain;
}

int FindUsual(const std::vector<std::string>& header, std::string_view usual) {
  for (size_t at = 0; at < header.size(); ++at) {
    const std::string plain = Plain(header[at]);
    if (!plain.empty() && usual.find(" " + plain + " ") != std::string_view::npos)
      return static_cast<int>(at);
  }
  return -1;
}

int FindNamed(const std::vector<std::string>& header, std::string_view name) {
  const auto found = std::find(header.begin(), header.end(), name);
  return found == header.end() ? -1 : static_cast<int>(found - header.begin());
}

absl::Status Missing(const std::vector<std::string>& missing) {
  std::string names;
  for (const std::string& name : missing) names += (names.empty() ? "" : ", ") + name;
  return Failure(absl::StatusCode::kInvalidArgument, "IMPORT_FORMAT_UNKNOWN",
                 "The sales list has no column for " + names + "; give a mapping for it.",
                 {{"column", names}});
}

}  // namespace

bool IsSalesField(std::string_view name) {
  return std::find(kSalesFieldNames.begin(), kSalesFieldNames.end(), name) != kSalesFieldNames.end();
}

absl::StatusOr<SalesColumns> FindColumns(const std::vector<std::string>& header,
                                         const ColumnMapping& mapping) {
  SalesColumns columns{{}, header};
  std::vector<std::string> missing;
  for (int field = 0; field < kSalesFields; ++field) {
    const std::string name(kSalesFieldNames[field]);
    const auto mapped = mapping.find(name);
    columns.at[field] =
        mapped == mapping.end() ? FindUsual(header, kUsualNames[field]) : FindNamed(header, mapped->second);
    const bool optional = field == kProductName || field == kCountry;
    if (columns.at[field] < 0 && !(optional && mapped == mapping.end())) missing.push_back(name);
  }
  if (!missing.empty()) return Missing(missing);
  return columns;
}

char DelimiterOf(std::string_view header) {
  char best = ',';
  for (const char delimiter : {';', '\t'}) {
    if (std::count(header.begin(), header.end(), delimiter) >
        std::count(header.begin(), header.end(), best)) {
      best = delimiter;
    }
  }
  return best;
}

}  // namespace bestand::customer_profile
