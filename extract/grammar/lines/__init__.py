"""A page's blocks as lines: their enumerators, marks and labels read, their glued parts cut."""
