"""What must not be printed: one check a module, each a generator of diagnostics."""
