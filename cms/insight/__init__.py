"""First figures for managers: does asking lead anywhere, what is missing, and are people answered. Counts alone, small ones hidden."""
