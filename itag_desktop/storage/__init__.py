"""The object store: protocol, the OSS client on oss2, its transport and error table."""
