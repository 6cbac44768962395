"""What is known of a work: metadata, tracks, where each value comes from."""
