"""QTI 2.x and 3: items, their bodies and their scoring."""
