"""Published figures, each with its source: what a calibration aims at, and what it predicts."""
