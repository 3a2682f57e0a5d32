"""Made-up addresses for a seeded part of the customers."""

import random


def addresses(customers, share, seed):
    """Returns the CSV of those who are asked, customer_id and email_address, in the customers' order."""
    chosen = random.Random(seed)
    rows = [f"{customer},c{customer}@example.test" for customer in customers if chosen.random() < share]
    return "customer_id,email_address\n" + "\n".join(rows) + "\n"


def lines(csv):
    return csv.count("\n") - 1
