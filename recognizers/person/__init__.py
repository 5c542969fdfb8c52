"""Names, birth dates and attributes of persons."""
