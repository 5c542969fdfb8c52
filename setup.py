"""Finds the packages of both trees: src/piiguard, and recognizers/ as piiguard.recognizers.

pyproject.toml alone can search one root only; with a fixed list each new recognizer folder would be forgotten.
"""

from setuptools import find_packages, setup

_RECOGNIZERS = ["piiguard.recognizers", *(f"piiguard.recognizers.{name}" for name in find_packages("recognizers"))]

setup(
    packages=[*find_packages("src"), *_RECOGNIZERS],
    package_dir={"": "src", "piiguard.recognizers": "recognizers"},
    package_data={"": ["*.tsv", "*.txt", "NOTICE", "py.typed"]},
)
