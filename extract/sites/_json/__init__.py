"""JSON that platforms hand out: a module a shape."""
