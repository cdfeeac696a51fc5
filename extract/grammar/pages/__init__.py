"""HTML pages: groups, inputs, boxes, data and scripts, and what is left of them for the lines' grammar."""
