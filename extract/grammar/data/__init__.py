"""Questions in embedded data: literals of many languages read and never run, records, fields, keys."""
