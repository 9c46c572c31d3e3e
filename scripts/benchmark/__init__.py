"""The bench: ratios of times, memory and sizes, all of one run on one machine: `make bench`."""
