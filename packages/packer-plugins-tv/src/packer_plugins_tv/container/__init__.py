"""The containers of videos: which one, what protects it, what its parts are."""
