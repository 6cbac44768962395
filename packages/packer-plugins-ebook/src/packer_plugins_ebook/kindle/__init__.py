"""MOBI, AZW and KF8."""
