"""Flashcards and short questions with their answers, in every habit of taking notes."""
