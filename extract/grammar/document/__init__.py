"""A whole document: where its questions begin, what they share, and what belongs to none of them."""
