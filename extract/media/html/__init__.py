"""HTML: the tree, the lines that a page shows, rich text; only this folder knows the parsing library."""
