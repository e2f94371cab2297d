"""Transitions of a session, one module for each thing that happens. No device, no clock.

Functions take the context of a session, change it, and return the effects to carry out,
in order.
"""
