"""What MediaInfo says of a video."""
