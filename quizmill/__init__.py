"""quizmill: documents in, a typed question bank in the middle, learning packages out."""

__version__ = "0.1.0"
