"""The model for millions: the reference's processes over arrays, compiled by Numba.

The rules are the same functions that the reference calls (scorelab/rules); what differs
is the plumbing: records in arrays, an agenda of linked appointments, candidates drawn
in bulk. Both write the same journal, row for row.
"""
