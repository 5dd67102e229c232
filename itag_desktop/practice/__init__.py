"""The loopback OSS server for practice."""
