"""NFO and DIZ: the texts of a release, from their variables to their bytes and back.

:mod:`~packer_core.nfo.variables` are the facts a text may name, :mod:`~packer_core.nfo.render` is
the one renderer (preview, plan and file), :mod:`~packer_core.nfo.apart` renders the templates of
users behind limits, :mod:`~packer_core.nfo.words` are what templates are written with,
:mod:`~packer_core.nfo.cp437` writes and :mod:`~packer_core.nfo.decode` reads,
:mod:`~packer_core.nfo.diz` knows the disk counter. Nothing is imported here, so that a check of
a text does not pay for the template engine.
"""
