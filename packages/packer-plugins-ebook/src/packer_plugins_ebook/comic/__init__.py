"""Comics: CBZ, CBR, CB7 and CBT."""
