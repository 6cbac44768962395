"""``./run bench [SUBJECT] …``: ratios to named peers, as a table and as JSON."""

import sys
from importlib import import_module

SUBJECTS = {
    "volumes": "packing and checking against cp, cat, cksfv, 7-Zip, zip",
    "start": "starting, and small jobs, against python and cp",
    "season": "a season of videos, one at a time and two, against cp",
    "metadata": "reading metadata against other readers",
    "jobs": "a page of a million jobs against a page of a thousand",
    "workers": "two workers on Redis against one",
}


def main() -> int:
    """Run the subject named first, the volumes where none is."""
    arguments = sys.argv[1:]
    subject = arguments.pop(0) if arguments and arguments[0] in SUBJECTS else "volumes"
    if arguments[:1] in (["-h"], ["--help"]):
        print("\n".join(f"{name:10} {text}" for name, text in SUBJECTS.items()))
    code: int = import_module(f"benchmarks.{subject}").main(arguments)
    return code


sys.exit(main())
