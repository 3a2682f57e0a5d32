"""The decision table of the rule set at-v1, written a second time from the law: at_oracle.py > table.csv.

Written as a lawyer would ask, question after question, not from the rule file, so that a slip in one of the
two shows.
"""

import itertools
import sys

COLUMNS = {
    "class": "SERVICE LEGAL_NOTICE DOI_CONFIRM MARKETING SURVEY".split(),
    "channel": "EMAIL SMS PUSH FAX AUTOCALL PHONE POST".split(),
    "recipient": "B2C B2B".split(),
    "relation": "CUSTOMER_73 CUSTOMER FORMER PROSPECT".split(),
    "consent": "NONE OFFLINE PENDING CONFIRMED STALE EXPIRED WITHDRAWN".split(),
    "objection": "NONE THIS_CHANNEL ALL".split(),
}
FACTS = "template_approved goods_similar notice_complete number_verified cap_free list_checked".split()


def without_advertising(approved):
    return (True, "SERVICE", 1) if approved else (False, "CLASS_NOT_APPROVED", 2)


def confirmation_mail(objection, approved, consent, room_for_mail):
    if objection != "NONE":
        return False, "OBJECTED", 4
    if not approved:
        return False, "CLASS_NOT_APPROVED", 4
    if consent not in ("PENDING", "OFFLINE"):
        return False, "NO_REQUEST", 4
    return (True, "DOI_CONFIRM", 3) if room_for_mail else (False, "DOI_LIMIT", 4)


def electronic_mail(channel, relation, consent, similar, notice, checked):
    """§ 174(3) and (4) TKG 2021; the text message is named there, the push message is none of customers' own."""
    if consent == "CONFIRMED":
        return True, "CONSENT", 7
    if relation != "CUSTOMER_73":
        return False, "STALE" if consent == "STALE" else "NEEDS_DOI", 8
    if channel == "PUSH" or not (similar and notice):
        return False, "S174_4_INCOMPLETE", 10
    return (True, "EXISTING_CUSTOMER", 9) if checked else (False, "LIST_NOT_CHECKED", 10)


def call(consent, verified):
    """§ 174(1) TKG 2021: no difference between people and companies."""
    if consent == "CONFIRMED" and verified:
        return True, "CONSENT", 12
    return False, "NEEDS_PHONE_CONSENT", 12


def advertising(channel, relation, consent, objection, similar, notice, verified, checked):
    if objection != "NONE":
        return False, "OBJECTED", 5
    if consent == "WITHDRAWN":
        return False, "WITHDRAWN", 6
    if channel in ("EMAIL", "SMS", "PUSH"):
        return electronic_mail(channel, relation, consent, similar, notice, checked)
    if channel == "PHONE":
        return call(consent, verified)
    if channel == "POST":
        return (True, "LEGIT_INTEREST", 14) if notice else (False, "NOTICE_INCOMPLETE", 14)
    return (True, "CONSENT", 11) if consent == "CONFIRMED" else (False, "NEEDS_CONSENT", 11)


def decide(message, channel, _recipient, relation, consent, objection, approved, similar, notice, verified, cap, checked):
    if message in ("SERVICE", "LEGAL_NOTICE"):
        return without_advertising(approved)
    if message == "DOI_CONFIRM":
        return confirmation_mail(objection, approved, consent, cap)
    answer = advertising(channel, relation, consent, objection, similar, notice, verified, checked)
    return (False, "CAP", 15) if answer[0] and not cap else answer


def main():
    out = [",".join([*COLUMNS, *FACTS, "decision", "reason", "row"])]
    for cell in itertools.product(*COLUMNS.values(), *([(0, 1)] * len(FACTS))):
        allowed, reason, row = decide(*cell)
        out.append(",".join(map(str, (*cell, "ALLOW" if allowed else "DENY", reason, row))))
    sys.stdout.write("\n".join(out) + "\n")


if __name__ == "__main__":
    main()
