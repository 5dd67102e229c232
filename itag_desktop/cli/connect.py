"""Where to send and as whom, from ``--to`` and the ``OSS_…`` variables that Alibaba's own tools read too."""

import re
from collections.abc import Mapping

from itag_desktop.domain.destination import Credential, Destination, practice_destination
from itag_desktop.domain.errors import InputError
from itag_desktop.domain.names import clean_prefix, printable
from itag_desktop.storage.endpoint import checked_endpoint

_OSS = "oss://"
_PRACTICE = "practice:"
_REGION_OF_ENDPOINT = re.compile(r"https?://oss-(?!accelerate)([a-z0-9-]+?)(?:-internal)?\.aliyuncs\.com")


def destination_of(typed: str, environ: Mapping[str, str]) -> Destination:
    """Return the destination that ``--to`` names.

    Raises:
        InputError: `destination-wrong`, `region-missing`, `region-not-of-endpoint`, or what is wrong with one part.
    """
    if typed.startswith(_PRACTICE):
        return practice_destination(typed.removeprefix(_PRACTICE))
    if not typed.startswith(_OSS):
        raise InputError("destination-wrong", destination=printable(typed))
    bucket, _, prefix = typed.removeprefix(_OSS).partition("/")
    region, endpoint = _variable(environ, "OSS_REGION"), _variable(environ, "OSS_ENDPOINT")
    if endpoint:
        endpoint = checked_endpoint(endpoint, bucket=bucket, region=region)
        region = _agreed_region(region, endpoint)
    if not region:
        raise InputError("region-missing")
    return Destination(bucket=bucket, region=region, prefix=clean_prefix(prefix), endpoint=endpoint or None)


def credential_for(destination: Destination, environ: Mapping[str, str]) -> Credential | None:
    """Return the credential of the environment; Practice has one of its own and needs None.

    Raises:
        InputError: `variable-missing`.
    """
    if destination.is_practice:
        return None
    return Credential(
        access_key_id=_required(environ, "OSS_ACCESS_KEY_ID"),
        access_key_secret=_required(environ, "OSS_ACCESS_KEY_SECRET"),
        security_token=_variable(environ, "OSS_SESSION_TOKEN") or None,
    )


def _agreed_region(region: str, endpoint: str) -> str:
    """Return the region, which every address of the manifest names: a wrong one would only be noticed in iTAG."""
    match = _REGION_OF_ENDPOINT.fullmatch(endpoint)
    if match and region and match[1] != region:
        raise InputError("region-not-of-endpoint", region=printable(region), endpoint=endpoint)
    return match[1] if match else region


def _required(environ: Mapping[str, str], name: str) -> str:
    value = _variable(environ, name)
    if not value:
        raise InputError("variable-missing", variable=name)
    return value


def _variable(environ: Mapping[str, str], name: str) -> str:
    return environ.get(name, "").strip()
