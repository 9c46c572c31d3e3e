"""Checks between source and target: what a translation must not lose, add or change."""
