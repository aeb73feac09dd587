"""A day in a life, and who sees it: nothing of it is stored, all of it can be recomputed."""
