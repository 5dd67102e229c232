"""The same upload as one writes it with oss2 and nothing else: ``python -m benchmarks.plain_oss2 FOLDER ENDPOINT ...``.

oss2's own session of requests with as many kept connections as there are threads, its own CRC-64 check (on by
default), V4 signatures as ours. Files go through `put_object_from_file` on a thread pool; with `--resumable` through
`resumable_upload`, which makes parts and threads by itself. Prints how long the upload took, and its CPU; the list of
files is made before.
"""

import argparse
import json
import logging
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import oss2

logging.getLogger("oss2").setLevel(logging.WARNING)


def open_bucket(endpoint: str, connections: int) -> oss2.Bucket:
    """Return a bucket at the sink."""
    return oss2.Bucket(
        oss2.ProviderAuthV4(oss2.credentials.StaticCredentialsProvider("benchmark", "benchmark")),
        endpoint,
        "benchmark",
        region="cn-hangzhou",
        session=oss2.Session(pool_size=connections),
    )


def upload(bucket: oss2.Bucket, folder: Path, prefix: str, threads: int) -> None:
    """Send every file with a request of its own."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())

    def put(path: Path) -> None:
        bucket.put_object_from_file(f"{prefix}/{path.relative_to(folder).as_posix()}", str(path))

    with ThreadPoolExecutor(threads) as executor:
        for _ in executor.map(put, paths):
            pass


def upload_in_parts(bucket: oss2.Bucket, folder: Path, prefix: str, threads: int) -> None:
    """Send every file in parts, one file after the other."""
    with tempfile.TemporaryDirectory(prefix="itag-benchmark-") as own:
        for path in folder.iterdir():
            store = oss2.ResumableStore(root=own)
            oss2.resumable_upload(bucket, f"{prefix}/{path.name}", str(path), store=store, num_threads=threads)


def main() -> None:
    """Upload once and print the figures."""
    parser = argparse.ArgumentParser(description="One measured upload with oss2 alone.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("endpoint")
    parser.add_argument("prefix")
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--resumable", action="store_true")
    arguments = parser.parse_args()
    bucket = open_bucket(arguments.endpoint, arguments.threads)
    send = upload_in_parts if arguments.resumable else upload
    started_s, started_cpu_s = time.perf_counter(), time.process_time()
    send(bucket, arguments.folder, arguments.prefix, arguments.threads)
    figures = {"upload_s": time.perf_counter() - started_s, "upload_cpu_s": time.process_time() - started_cpu_s}
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
