"""The parts of a report, in their order on the page."""
