"""What is raised inside of delivery where a figure cannot be told; it never leaves it."""


class Untellable(Exception):
    """``str()`` is a plain sentence for the person: why a figure cannot be told."""
