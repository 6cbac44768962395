"""Office documents: OOXML, ODF, the compound files of before, and RTF."""
