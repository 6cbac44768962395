"""Jobs that survive: claimed, run, taken over, cancelled; their queues, logs and bundles."""
