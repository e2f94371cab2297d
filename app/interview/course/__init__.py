"""The course of a session, one module for each thing that goes on in it. Pure: no device, no clock.

Functions take where a session stands, change that, and return what is to be done, in order.
"""
