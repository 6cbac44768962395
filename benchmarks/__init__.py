"""Speed and memory of Packer, each measured against a named peer in the same run."""
