"""Other projects' frameworks: each module needs an extra and is imported by name only."""
