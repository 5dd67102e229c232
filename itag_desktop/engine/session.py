"""One dataset from its sources to its report, in this process: what the command line and the engine process drive."""
