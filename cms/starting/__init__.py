"""The first content of a new hub: sample text for every page, the toolkit, its figures, and a review before publication."""
