"""Sentences for what OSS, or the way to it, refused."""

from collections.abc import Mapping

from itag_desktop.wording.texts import N_

OF_STORAGE: Mapping[str, str] = {
    # Who asks
    "key-id-unknown": N_("OSS does not know this AccessKey ID. Check it for typing errors, or whether it was deleted."),
    "secret-wrong": N_("The AccessKey secret does not belong to this AccessKey ID. Enter both again."),
    "token-expired": N_("The security token has expired. Get a new one and carry on."),
    "token-refused": N_(
        "OSS refused the security token: it does not belong to this AccessKey. Get a new set of three."
    ),
    "credential-missing": N_("There is no AccessKey for this bucket. Enter one."),
    "credential-malformed": N_("The {field} holds a character that cannot be part of it. Copy it again."),
    "account-disabled": N_(
        "OSS has disabled the account that owns bucket {bucket}, as for an unpaid bill. Ask the account's owner."
    ),
    "clock-skewed": N_(
        "This computer's clock is off by more than 15 minutes, so OSS refuses its requests. Set the clock."
    ),
    # May they
    "access-denied": N_("No permission: ask the owner of bucket {bucket} for {action}."),
    "bucket-access-denied": N_("No permission to use bucket {bucket}: ask its owner for {action}."),
    # Where
    "bucket-missing": N_("There is no bucket {bucket}. Check its name."),
    "wrong-region": N_("Bucket {bucket} is in region {region}. Choose that region."),
    "region-refused": N_("Bucket {bucket} is not in the region chosen. Look its region up in the OSS console."),
    "endpoint-refused": N_("OSS does not serve bucket {bucket} at this endpoint. Check the endpoint."),
    # The way there
    "host-unknown": N_("The name {host} cannot be resolved. Check the network, and the endpoint."),
    "network-unreachable": N_("{host} cannot be reached. Check the network, and the endpoint."),
    "connect-timeout": N_("{host} does not answer. Check the network, or whether a proxy is needed."),
    "read-timeout": N_("{host} stopped answering. Check the network."),
    "request-timeout": N_(
        "The data came too slowly, so OSS ended the request. Check the network, or use fewer connections."
    ),
    "connection-lost": N_("The connection to {host} broke. Check the network."),
    "tls-failed": N_(
        "No safe connection to {host} could be made. Something on the way may interfere, such as a proxy."
    ),
    "tls-not-trusted": N_(
        "The certificate of {host} is not trusted. If your company's network inspects traffic, ask for its CA file."
    ),
    "ca-file-unusable": N_("The CA file cannot be read. Check the setting."),
    "proxy-failed": N_("The proxy refused the connection to {host}. Check the proxy's address, name and password."),
    "answer-not-oss": N_(
        "What answered (status {status}) is not OSS. A sign-in page of the network or a proxy may stand in between."
    ),
    # This request
    "throttled": N_("OSS asks to slow down. Try again later, or use fewer connections."),
    "server-error": N_("OSS had a fault of its own (status {status}, request {request_id}). Try again later."),
    "request-refused": N_("OSS refused the request: {oss_code} (status {status}, request {request_id})."),
    "sent-damaged": N_(
        "The data arrived damaged: its CRC-64 is not that of the file. Try again; if it recurs, check the network."
    ),
    # This object
    "key-refused": N_("OSS does not accept the object key {key}. Rename the file."),
    "object-too-large": N_("The file is larger than OSS takes. Split it."),
    "object-immutable": N_("The object in the bucket is locked by a retention policy and cannot be replaced."),
    "object-archived": N_("The object in the bucket is archived. Restore it in the OSS console first."),
    "object-exists": N_("An object with this key came into the bucket meanwhile. It was left alone."),
    "object-appeared": N_("A different object with this key came into the bucket meanwhile. It was left alone."),
    "object-changed": N_("The object in the bucket was changed by someone else meanwhile. Run again."),
    "object-missing": N_("The object is not in the bucket. Run again to send it."),
    "object-not-ours": N_("The object in the bucket was replaced by someone else after it was sent."),
    "upload-gone": N_("The upload of this large file was ended by someone else. Run again to send it anew."),
    "manifest-differs": N_(
        "The manifest in the bucket is not what was sent: somebody else may be writing {key}. Run again."
    ),
}
