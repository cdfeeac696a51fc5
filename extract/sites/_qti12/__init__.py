"""QTI 1.2: items, their presentation and their scoring."""
