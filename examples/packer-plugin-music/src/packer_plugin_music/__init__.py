"""A plugin for Packer: albums in FLAC and Ogg."""
