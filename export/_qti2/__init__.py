"""What QTI 2.1, 2.2 and 3.0 share: one file an item, one for the test, a manifest; see `qti21` and `qti30`."""
