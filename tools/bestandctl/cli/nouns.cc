#include "tools/bestandctl/cli/nouns.h"

#include <utility>

namespace bestand::ctl {
namespace {

constexpr std::pair<std::string_view, std::string_view> kDescriptions[] = {
    {"budgets", "The money that may be given away."},
    {"campaigns", "What leads customers from cards and fairs to a consent, and how far they come."},
    {"changes", "The stream of changes."},
    {"complaints", "Complaints, open and resolved."},
    {"completion", "Completion of commands in your shell."},
    {"consent", "Who may be addressed, and the proof."},
    {"consents", "Consents that were collected elsewhere, and what proves them."},
    {"contact-points", "How customers can be reached."},
    {"contacts",
     "When customers were last addressed, who was not for long, and places for the next message."},
    {"contract-fit-jobs", "Work that fits how contracts are renewed."},
    {"contracts", "Contracts, how they are renewed, and what they are worth."},
    {"customers", "Who the customers are, what happened with them, and what each is worth."},
    {"dormancy", "Why a customer sleeps."},
    {"erasures", "Erasing customers, and what stops it."},
    {"feedback", "What customers said, and why they left."},
    {"feedback-reasons", "The reasons that customers can give."},
    {"fit-jobs", "Work that fits models."},
    {"frequency", "How often customers may be addressed."},
    {"gifts", "The gift ledger."},
    {"grounds", "What contacts may rest on besides a confirmed consent."},
    {"mails", "What became of the mails that went out."},
    {"models", "The models of when customers buy and how much."},
    {"portfolio", "What all customers are worth, and the business case."},
    {"preferences", "What customers like, dislike and never want."},
    {"product-fit-jobs", "Work that fits what customers buy next."},
    {"product-groups", "What is bought together."},
    {"products", "The sales catalogue, and what customers buy next."},
    {"prospects", "What somebody without a history may be worth."},
    {"purchases", "Sales lists, single purchases, and what the models make of them."},
    {"purposes", "What consent is asked for."},
    {"reports", "Opt-in rates by cut and month, the value at stake, denials, refusals, and what to do."},
    {"rewards", "What can be given, and the choice for a customer."},
    {"ripe", "Who is likely to decide about a purchase now."},
    {"rules", "The law that contacts are decided by."},
    {"score-sets", "The published scores, and those before."},
    {"scores", "What each customer is worth, and who sleeps."},
    {"scoring-jobs", "Work that scores all customers."},
    {"segment-jobs", "Work that finds segments, trends and ripe customers."},
    {"segments", "Groups of customers who buy alike, and who moves between them."},
    {"services", "Whether the services answer."},
    {"subjects", "What a person may ask for: all that is recorded, and who got it."},
    {"templates", "Messages, and whether they are free of advertising."},
    {"trends", "Products whose demand rises or falls."},
    {"wordings", "The words in which consent is asked."}};

}  // namespace

std::string_view DescriptionOfNoun(std::string_view noun) {
  for (const auto& [name, description] : kDescriptions) {
    if (name == noun) return description;
  }
  return {};
}

}  // namespace bestand::ctl
