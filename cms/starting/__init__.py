"""What a new hub begins with: sample words for every page, the toolkit, its figures, and a review before anything is shown."""
