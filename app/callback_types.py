"""Types of callbacks that run work on the thread that owns an object, soon or later."""

from collections.abc import Callable

Post = Callable[[Callable[[], None]], None]
"""Runs a function on the owning thread, soon; may be called on any thread."""


Cancel = Callable[[], None]


Later = Callable[[float, Callable[[], None]], Cancel]
"""Runs a function on the owning thread after some seconds; returns a function that cancels it."""
