"""Transitions of a session, one module per subject, without devices or clocks.

Each function takes the context of a session, changes it, and returns the effects to carry out,
in order.
"""
