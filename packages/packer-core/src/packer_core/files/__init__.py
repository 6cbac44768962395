"""Files of ours: written whole, owned for certain, and never anybody else's removed.

:mod:`~packer_core.files.ownership` says what is ours, :mod:`~packer_core.files.removing` is the
one place that removes, :mod:`~packer_core.files.replacing` the one that replaces,
:mod:`~packer_core.files.reading` reads within bounds, :mod:`~packer_core.files.inside` says which
paths lead out of their folder, :mod:`~packer_core.files.system_errors` tells what the system says.
"""
