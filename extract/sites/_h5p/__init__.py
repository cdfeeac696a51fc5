"""H5P content: a module a family of types."""
