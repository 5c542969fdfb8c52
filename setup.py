"""Finds the packages of both trees: src/piiguard, and recognizers/ as piiguard.recognizers.

pyproject.toml alone can search one root only (`tool.setuptools.packages.find`), and a fixed list would forget each
new recognizer folder. src/piiguard/recognizers is a link to recognizers/ for tools that read the tree (type checker,
import linter, editors); the build leaves it alone, so that it also works where a checkout cannot hold links.
"""

from setuptools import find_packages, setup

_LINK = ("piiguard.recognizers", "piiguard.recognizers.*")
_RECOGNIZERS = ["piiguard.recognizers", *(f"piiguard.recognizers.{name}" for name in find_packages("recognizers"))]

setup(
    packages=[*find_packages("src", exclude=_LINK), *_RECOGNIZERS],
    package_dir={"": "src", "piiguard.recognizers": "recognizers"},
    package_data={"": ["*.tsv", "*.txt", "NOTICE", "py.typed", "*.bin"]},
)
