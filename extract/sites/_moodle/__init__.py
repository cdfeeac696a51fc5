"""Moodle's questions, in its XML, its backups and its embedded answers."""
