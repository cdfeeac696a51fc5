"""Word documents: numbering, styles, runs, formulas."""
