"""Try a connection, sending nothing: the check of the connection dialog."""

from itag_desktop.domain.destination import Access
from itag_desktop.engine.link import Finding


def checked_connection(access: Access, prefix: str) -> tuple[Finding, ...]:
    """Return what trying `access` below `prefix` showed, step by step."""
    from itag_desktop.storage.connection_check import check_connection  # noqa: PLC0415 - oss2 takes 0.4 s to import

    return tuple(
        Finding(name=step.name, is_good=step.is_good, trouble=step.trouble) for step in check_connection(access, prefix)
    )
