"""The stage ``check``: a release on the disk, judged by a rule set and for receivers."""
