"""Every maker of archives that is shipped keeps the contract of archivers."""

from packer_core.testing import ArchiverContract
from tests.support.shipped import PLUGINS, each

ARCHIVERS = [
    PLUGINS.archiver(shape)
    for plugin in PLUGINS.loaded
    for shape in plugin.provides.get("packer_archivers", ())
]


@each(ARCHIVERS)
class TestArchivers(ArchiverContract):
    pass
