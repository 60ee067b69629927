"""The rest of the town: some fourteen hundred residents of the last twelve weeks, written in bulk; benches use more.

The rows are those that the services would have written: places, agreements, Reach, attendance, the audit log. Messages
are not made: most would be blanked by now. `tests/cms/demo/test_invariants.py` checks all of it by the same rules as
the rest.
"""
