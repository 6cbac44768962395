"""ODT, ODP and ODS (OASIS Open Document 1.0 to 1.4)."""
