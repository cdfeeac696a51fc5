"""Pictures: lines that were recognised, controls and verdicts that are drawn, and their page."""
