"""Every error piiguard raises on purpose; none of them carries input text."""

from __future__ import annotations

from typing import ClassVar


class PiiguardError(Exception):
    """Base of all piiguard errors; `exit_code` is what the command line returns for it."""

    exit_code: ClassVar[int] = 3

    def __reduce__(self) -> tuple[object, ...]:
        # What `__init__` takes is not kept in all classes, and processes hand errors to each other.
        return _again, (type(self), str(self)), dict(self.__dict__)


def _again(kind: type[PiiguardError], message: str) -> PiiguardError:
    """Return an error of a class with its message."""
    error = kind.__new__(kind, message)
    error.args = (message,)
    return error


class UsageError(PiiguardError):
    """An option, policy, rule file or argument is wrong (exit code 2)."""

    exit_code: ClassVar[int] = 2


class MissingExtraError(UsageError):
    """A feature needs an extra that is not installed; the message names it."""

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(f"{feature} needs an extra: pip install 'piiguard[{extra}]'")
        self.extra = extra


class LocatedError(PiiguardError):
    """Something at a path, and at a byte offset where one is known, went wrong; `place`: what else tells where."""

    def __init__(self, path: str, why: str, offset: int | None = None, place: str = "") -> None:
        where = path if offset is None else f"{path}: byte {offset}"
        super().__init__(f"{where}{place and f', {place}'}: {why}")
        self.path = path
        self.why = why
        self.offset = offset


class ReadError(LocatedError):
    """An input could not be read, decoded or finished (exit code 3)."""


class WriteError(LocatedError):
    """An output could not be written (exit code 3)."""


class WorkerError(PiiguardError):
    """One of the processes that share the work died, so that what it did is lost (exit code 3)."""

    def __init__(self) -> None:
        super().__init__("a process of --jobs ended before its work was done")


class BudgetError(PiiguardError):
    """A recognizer ran past its time budget; nothing of its result is used (exit code 3)."""


class RecognizerError(PiiguardError):
    """A recognizer failed; the message names the recognizer and the kind of failure, never the text."""


class ModelError(PiiguardError):
    """A file of the name model is missing or damaged (exit code 3); the message names what to install again."""

    def __init__(self, why: str, package: str = "piiguard") -> None:
        super().__init__(f"name model: {why}; reinstall: pip install --force-reinstall {package}")


class InvalidNumber(ValueError):
    """A candidate has the shape of its kind but fails a check; the class says which one."""

    reason: ClassVar[str] = "invalid"

    def __init__(self) -> None:
        super().__init__(self.reason)


class InvalidFormat(InvalidNumber):
    """Characters or parts stand in the wrong place."""

    reason: ClassVar[str] = "wrong format"


class InvalidLength(InvalidNumber):
    """The number of characters is wrong."""

    reason: ClassVar[str] = "wrong length"


class InvalidChecksum(InvalidNumber):
    """The check digit does not fit the rest."""

    reason: ClassVar[str] = "check digit does not match"


class InvalidComponent(InvalidNumber):
    """A part (date, region, prefix) is not one that was ever issued."""

    reason: ClassVar[str] = "a part is out of range"


class InvalidDate(InvalidComponent):
    """The date inside the number does not exist."""

    reason: ClassVar[str] = "the date inside does not exist"


class InvalidRegion(InvalidComponent):
    """The region inside the number was never in use."""

    reason: ClassVar[str] = "the region inside was never in use"


class InvalidPrefix(InvalidComponent):
    """The leading digits belong to no issued range."""

    reason: ClassVar[str] = "the leading digits belong to no issued range"
