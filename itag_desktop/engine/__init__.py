"""The run and its threads: check, upload, verify, manifest, report; and the engine process."""
