"""Products, categories, and what belongs to them."""
