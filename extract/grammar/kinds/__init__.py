"""Regions of another kind than choices under a stem: blanks, pairs, statements with their truth, tables."""
