"""One question: its lines parted into stem, options, evidence of the key, and what stands behind them."""
