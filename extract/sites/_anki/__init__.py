"""Notes of Anki decks, ours and others'."""
