"""Files of rules, read into rule sets, with every fault and its place."""
