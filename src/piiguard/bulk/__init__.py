"""The bulk executor: numpy finds the few places of a large text worth a look, the exact finders look at them.

It leaves out only what cannot lead to a candidate, so the findings are those of the exact executor.
"""
