"""Keys that more than one question tells: blocks at the end, looks, signs, in question after question."""
