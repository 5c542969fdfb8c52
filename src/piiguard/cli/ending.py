"""Ends worker processes before their work is done: they take back what they write, and none outlives its parent.

A worker is told by SIGTERM. It gives up its item and every later one at once, so that the pool ends as it does when
all is done: a worker that just died could leave the pool waiting for it (gh-94777 of CPython before 3.11.5).
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from multiprocessing import active_children, connection, parent_process
from typing import TypeVar

from piiguard.files.rewrite import stoppable

_T = TypeVar("_T")
_Item = TypeVar("_Item")
_PAUSE = 0.02  # seconds


class _State:
    """What this worker process is at."""

    busy = False
    stopped = False


@contextlib.contextmanager
def ending_workers() -> Iterator[None]:
    """Stop the processes that were begun in the block if it ends with an error, Ctrl-C, SIGTERM or SIGHUP."""
    others = active_children()
    with stoppable():
        try:
            yield
        except BaseException:
            if sys.platform != "win32":  # there they could not take anything back, and end with what they are at
                for worker in active_children():
                    if worker not in others:
                        worker.terminate()
            raise


def obey() -> None:
    """Let this worker process end when it is told to, and leave Ctrl-C to its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _stop)
    threading.Thread(target=_outlive_no_parent, daemon=True).start()


def unless_stopped(work: Callable[[_Item], _T], item: _Item) -> _T:
    """Return `work(item)` in a worker process; raises `SystemExit` where it is told to end."""
    try:
        _State.busy = True
        if _State.stopped:
            raise SystemExit
        return work(item)
    finally:
        _State.busy = False


def _stop(number: int, _frame: object) -> None:
    told, _State.stopped = _State.stopped, True
    # Once: what is taken back on the way out takes its time.
    if _State.busy and not told:
        raise SystemExit(128 + number)


def _outlive_no_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)
        while _State.busy:
            time.sleep(_PAUSE)
        os._exit(1)
