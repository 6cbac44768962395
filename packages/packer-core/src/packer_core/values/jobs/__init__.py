"""A request, the events of its run, and the job that records it."""
