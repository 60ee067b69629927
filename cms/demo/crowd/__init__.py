"""The rest of the town: some fourteen hundred residents of the last twelve weeks, or as many as a bench wants, written many rows at a time.

What they did is what the services would have written: places, agreements, what organisations see, who came, the log. Their messages
are not made: most would be blanked by now. `tests/cms/demo/test_invariants.py` holds all of it to the same rules as the rest.
"""
