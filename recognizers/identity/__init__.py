"""Identity documents of persons."""
