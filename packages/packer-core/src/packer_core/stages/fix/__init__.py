"""The stage ``fix``: what can be mended safely in a release that is there."""
