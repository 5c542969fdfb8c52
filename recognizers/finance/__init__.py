"""Bank cards, accounts, credit reports and insurance."""
