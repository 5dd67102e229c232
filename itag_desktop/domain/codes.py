"""Every code that an error, a problem or a notice can carry, with the values that always come with it.

A code is added here, and its sentence in `wording.sentences`, together with the line that raises it; tests compare the
three. A place may give more values than are listed; sentences mention only these.
"""

from collections.abc import Mapping
from types import MappingProxyType

_REFUSED = "bucket key action status oss_code ec request_id"
_BY_NETWORK = "host curl"

_VALUES: Mapping[str, str] = {
    # Names, and keys as object keys (`names`)
    "dataset-name-wrong": "name",
    "bucket-wrong": "bucket",
    "region-wrong": "region",
    "prefix-wrong": "prefix reason",
    "label-field-wrong": "field",
    "key-empty": "",
    "key-too-long": "",
    "key-leading-slash": "",
    "key-dot-segment": "",
    "key-control-character": "",
    "key-bidi-character": "",
    "key-not-utf8": "",
    # The endpoint (`storage.endpoint`)
    "endpoint-wrong": "endpoint",
    "endpoint-scheme-wrong": "endpoint",
    "endpoint-not-https": "endpoint",
    "endpoint-with-user": "endpoint",
    "endpoint-with-path": "endpoint",
    "endpoint-with-bucket": "endpoint bucket",
    "endpoint-ipv6": "endpoint",
    "endpoint-port-wrong": "endpoint",
    # The command line
    "usage-wrong": "message",
    "destination-wrong": "destination",
    "region-missing": "",
    "region-not-of-endpoint": "region endpoint",
    "variable-missing": "variable",
    "rate-wrong": "rate",
    "workers-wrong": "typed least most",
    "port-wrong": "typed",
    "run-unknown": "run",
    "run-ambiguous": "run count",
    # Where the manifest goes, and the plan as a whole
    "local-manifest-exists": "path",
    "local-manifest-folder-missing": "path",
    "manifest-exists": "key",
    "conflicts": "count",
    "field-twice": "field",
    "field-not-unicode": "field",
    "object-already-there": "key",
    "object-differs": "key",
    # Single files
    "file-gone": "path",
    "file-unreadable": "path detail",
    "file-changed": "path",
    "file-empty": "",
    "wrong-content": "found",
    "name-content-differ": "found promised",
    "content-unknown": "promised",
    "browser-cannot-show": "found",
    # Refusals of OSS (`storage.error_table`)
    "key-id-unknown": _REFUSED,
    "secret-wrong": _REFUSED,
    "token-expired": _REFUSED,
    "token-refused": _REFUSED,
    "account-disabled": _REFUSED,
    "clock-skewed": _REFUSED + " minutes",
    "access-denied": _REFUSED,
    "bucket-access-denied": _REFUSED,
    "bucket-missing": _REFUSED,
    "wrong-region": _REFUSED + " region",
    "region-refused": _REFUSED,
    "endpoint-refused": _REFUSED,
    "request-timeout": _REFUSED,
    "throttled": _REFUSED,
    "server-error": _REFUSED,
    "request-refused": _REFUSED,
    "key-refused": "key",
    "object-too-large": _REFUSED,
    "object-exists": _REFUSED,
    "object-immutable": _REFUSED,
    "object-archived": _REFUSED,
    "object-missing": "key",
    "object-changed": _REFUSED,
    "upload-gone": _REFUSED,
    "answer-not-oss": "bucket key status",
    "sent-damaged": "bucket key",
    # The way to OSS (`storage.curl_faults`)
    "host-unknown": _BY_NETWORK,
    "network-unreachable": _BY_NETWORK,
    "connect-timeout": _BY_NETWORK,
    "read-timeout": _BY_NETWORK,
    "connection-lost": _BY_NETWORK,
    "tls-failed": _BY_NETWORK,
    "tls-not-trusted": _BY_NETWORK,
    "ca-file-unusable": _BY_NETWORK,
    "proxy-failed": _BY_NETWORK + " status",
    # What the engine finds in the bucket
    "object-appeared": "key",
    "object-not-ours": "key",
    "manifest-differs": "key",
    # Credentials
    "credential-missing": "",
    "credential-malformed": "field",
    # The program's own files and processes
    "ledger-locked": "path",
    "ledger-damaged": "path",
    "ledger-newer": "path",
    "ledger-unreadable": "path",
    "ledger-exists": "path",
    "ledger-no-space": "path",
    "run-state-wrong": "old new",
    "practice-not-started": "detail",
    "practice-port-taken": "port",
    "practice-root-unusable": "path detail",
    "engine-not-started": "",
    "engine-ended": "",
    "engine-unreadable": "",
    "engine-version": "",
    "engine-other-version": "",
    "cancelled": "",
    "internal-error": "detail",
}

CODES: Mapping[str, frozenset[str]] = MappingProxyType({code: frozenset(_VALUES[code].split()) for code in _VALUES})
