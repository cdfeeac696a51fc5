"""Markdown: blocks, inline signs, front matter."""
