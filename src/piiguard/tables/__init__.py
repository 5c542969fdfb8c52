"""Tables: what each column holds, and whole columns treated at once."""
