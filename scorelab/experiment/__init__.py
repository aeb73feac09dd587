"""Twins, attribution, sweeps, frontiers: a simulation turned into an experiment.

Every experiment lives invented people under several sets of rules with the same luck, so
each difference has a cause. The work is done by any `concurrent.futures.Executor`.
"""
