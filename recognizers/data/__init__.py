"""Tables of facts that recognizers read, each with its source, date and licence."""
