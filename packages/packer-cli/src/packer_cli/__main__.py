"""``python -m packer_cli`` is ``packer``."""

from packer_cli.main import run

run()
