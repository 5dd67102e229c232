"""The check that every test gets sees what it must see; child processes and sockets on Linux alone."""

import socket
import subprocess
import sys
import threading

from tests.support.leaks import left_running, running

IS_LINUX = sys.platform == "linux"


def test_a_thread_that_goes_on_is_seen_and_gone_once_it_ends() -> None:
    before = running()
    end = threading.Event()
    thread = threading.Thread(target=end.wait, name="forgotten")
    thread.start()
    seen = left_running(before, patience_s=0)
    end.set()
    thread.join()
    assert [line.split()[:2] for line in seen] == [["thread", "'forgotten'"]]
    assert not left_running(before)


def test_a_child_process_that_goes_on_is_seen_and_gone_once_it_ends() -> None:
    before = running()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        seen = left_running(before, patience_s=0)
        assert child.stdin is not None
        child.stdin.close()
    assert [line.startswith(f"child process {child.pid}") for line in seen] == [True] * IS_LINUX
    assert not left_running(before)


def test_a_listening_socket_is_seen_and_gone_once_it_is_closed() -> None:
    before = running()
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = server.getsockname()
        seen = left_running(before, patience_s=0)
    assert [line.endswith(f" at {address}") for line in seen] == [True] * IS_LINUX
    assert not left_running(before)


def test_a_thread_that_is_about_to_end_is_waited_for() -> None:
    before = running()
    thread = threading.Timer(0.05, lambda: None)
    thread.start()
    assert not left_running(before)
    thread.join()
