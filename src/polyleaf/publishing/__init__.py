"""What is made, where, how often: plans, processes, files, the manifest and the index."""
