"""Figures for managers: what asking leads to, what is missing, and whether people are answered. Small counts are hidden."""
