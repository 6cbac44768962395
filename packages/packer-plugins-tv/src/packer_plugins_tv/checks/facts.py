"""What is known of the pictures and the sound of a release, for checks that need it."""

from packer_core.values import EpisodeMetadata, ReleaseView, VideoTrack


def episode(view: ReleaseView) -> EpisodeMetadata:
    """What is known of a video; nothing at all where the work is none, or nobody read it."""
    return view.metadata if isinstance(view.metadata, EpisodeMetadata) else EpisodeMetadata()


def shown(view: ReleaseView) -> tuple[str, EpisodeMetadata]:
    """What is known of the pictures and the sound, and of what file.

    That is the work; where nobody read it, the first sample, which is cut from it.
    """
    work = episode(view)
    if work.video or work.audio:
        return view.name, work
    for path, media in sorted((view.media or {}).items()):
        if isinstance(media, EpisodeMetadata) and media.video:
            return path, media
    return view.name, work


def picture(view: ReleaseView) -> tuple[str, VideoTrack]:
    """The first track of pictures, and of what file; one without any fact where none is known."""
    subject, work = shown(view)
    return subject, work.video[0] if work.video else VideoTrack()
