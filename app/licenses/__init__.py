"""The licenses of everything that the program consists of."""
