"""The version of the library and of all packages that are released with it."""

VERSION = "0.1.0"
