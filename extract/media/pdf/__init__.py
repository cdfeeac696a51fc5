"""PDF: lines and boxes, geometry where it is asked for, forms, scans, pictures."""
