"""Groups of controls on a page: their options, and every sign of the key at them and around them."""
