"""oss2 takes its time to import: only opening a store may pull it in."""

import subprocess
import sys

CHEAP = (
    "object_store",
    "transport",
    "endpoint",
    "body",
    "error_table",
    "connection_check",
    "curl_transport",
    "session",
)


def test_only_the_store_on_oss2_imports_it() -> None:
    imports = "; ".join(f"import itag_desktop.storage.{name}" for name in CHEAP)
    code = f"import sys; {imports}; print('oss2' in sys.modules, 'requests' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)

    assert done.stdout.split() == ["False", "False"]
