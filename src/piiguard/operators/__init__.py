"""What is done to a finding: one operator a file."""
