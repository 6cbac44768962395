"""The stages, a room each, in the order of the data; ``stage`` in a room is the stage itself."""
