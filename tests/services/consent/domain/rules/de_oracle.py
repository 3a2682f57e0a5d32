"""The decision table of the rule set de-v1, written a second time from its text: de_oracle.py > table.csv.

Written from the table in prose, not from the rule file, so that a slip in one of the two shows. Rules are a
list of (row, condition, outcome); the first condition that holds decides.
"""

import itertools
import sys

CLASSES = "SERVICE LEGAL_NOTICE DOI_CONFIRM MARKETING SURVEY".split()
CHANNELS = "EMAIL SMS PUSH FAX AUTOCALL PHONE POST".split()
RECIPIENTS = "B2C B2B".split()
RELATIONS = "CUSTOMER_73 CUSTOMER FORMER PROSPECT".split()
CONSENTS = "NONE OFFLINE PENDING CONFIRMED STALE EXPIRED WITHDRAWN".split()
OBJECTIONS = "NONE THIS_CHANNEL ALL".split()
FACTS = "template_approved goods_similar notice_complete number_verified presumed_reason cap_free".split()

COLUMNS = "class channel recipient relation consent objection".split() + FACTS
HEADER = ",".join(COLUMNS + ["decision", "reason", "row"])

DUTY = {"SERVICE", "LEGAL_NOTICE"}
ADDRESS_CHANNELS = {"EMAIL", "SMS", "PUSH"}
MACHINES = {"FAX", "AUTOCALL"}
ASKED = {"PENDING", "OFFLINE"}


def refused_confirmation(q):
    if q["objection"] in ("THIS_CHANNEL", "ALL"):
        return "OBJECTED"
    if not q["template_approved"]:
        return "CLASS_NOT_APPROVED"
    return "DOI_LIMIT" if q["consent"] in ASKED else "NO_REQUEST"


def business_call(q):
    if q["consent"] == "CONFIRMED":
        return "+CONSENT"
    return "+PRESUMED" if q["presumed_reason"] else "NEEDS_PHONE_CONSENT"


# An outcome is a reason, with + in front where the row allows.
RULES = [
    (1, lambda q: q["class"] in DUTY and q["template_approved"], lambda q: "+SERVICE"),
    (2, lambda q: q["class"] in DUTY, lambda q: "CLASS_NOT_APPROVED"),
    (
        3,
        lambda q: q["class"] == "DOI_CONFIRM"
        and q["consent"] in ASKED
        and q["objection"] == "NONE"
        and q["cap_free"]
        and q["template_approved"],
        lambda q: "+DOI_CONFIRM",
    ),
    (4, lambda q: q["class"] == "DOI_CONFIRM", refused_confirmation),
    (5, lambda q: q["objection"] != "NONE", lambda q: "OBJECTED"),
    (6, lambda q: q["consent"] == "WITHDRAWN", lambda q: "WITHDRAWN"),
    (7, lambda q: q["channel"] in ADDRESS_CHANNELS and q["consent"] == "CONFIRMED", lambda q: "+CONSENT"),
    (
        8,
        lambda q: q["channel"] in ADDRESS_CHANNELS and q["relation"] != "CUSTOMER_73",
        lambda q: "STALE" if q["consent"] == "STALE" else "NEEDS_DOI",
    ),
    (
        9,
        lambda q: q["channel"] in ("EMAIL", "SMS") and q["goods_similar"] and q["notice_complete"],
        lambda q: "+EXISTING_CUSTOMER",
    ),
    (10, lambda q: q["channel"] in ADDRESS_CHANNELS, lambda q: "S7_3_INCOMPLETE"),
    (
        11,
        lambda q: q["channel"] in MACHINES,
        lambda q: "+CONSENT" if q["consent"] == "CONFIRMED" else "NEEDS_CONSENT",
    ),
    (
        12,
        lambda q: q["channel"] == "PHONE" and q["recipient"] == "B2C",
        lambda q: "+CONSENT" if q["consent"] == "CONFIRMED" and q["number_verified"] else "NEEDS_PHONE_CONSENT",
    ),
    (13, lambda q: q["channel"] == "PHONE", business_call),
    (
        14,
        lambda q: q["channel"] == "POST",
        lambda q: "+LEGIT_INTEREST" if q["notice_complete"] else "NOTICE_INCOMPLETE",
    ),
]


def decide(q):
    """Returns (decision, reason, row)."""
    for row, holds, outcome in RULES:
        if holds(q):
            reason = outcome(q)
            if not reason.startswith("+"):
                return "DENY", reason, row
            if row >= 7 and not q["cap_free"]:
                return "DENY", "CAP", 15
            return "ALLOW", reason[1:], row
    raise AssertionError(f"no rule for {q}")


def main():
    out = [HEADER]
    cells = itertools.product(CLASSES, CHANNELS, RECIPIENTS, RELATIONS, CONSENTS, OBJECTIONS, *([(0, 1)] * len(FACTS)))
    for cell in cells:
        out.append(",".join(map(str, cell + decide(dict(zip(COLUMNS, cell))))))
    sys.stdout.write("\n".join(out) + "\n")


if __name__ == "__main__":
    main()
