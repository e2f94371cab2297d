"""Types of the callbacks that run work on the thread that owns an object, now or later."""

from collections.abc import Callable

Post = Callable[[Callable[[], None]], None]
"""Run a function on the owning thread, soon; may be called from any thread."""


Cancel = Callable[[], None]


Later = Callable[[float, Callable[[], None]], Cancel]
"""Run a function after so many seconds on the owning thread; returns what cancels it."""
