"""One search over everything public: things to join, groups, steps of the toolkit, stories and pages."""
