"""In a real kernel: the interrupt of JupyterLab ends long work, and the cell goes on."""

import pytest
from jupyter_client.manager import start_new_kernel

pytestmark = pytest.mark.kernel

LONG = """
import time
from course.widgets import working
ended = 0
for each in working(range(5_000), "Starting 5,000 payments"):
    if each == 3:
        print("at three", flush=True)
    time.sleep(0.01)
    ended += 1
print("the cell goes on,", 3 < ended < 5_000)
"""
AFTERWARDS = """
import signal
print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)
"""


@pytest.fixture
def kernel():
    manager, client = start_new_kernel(kernel_name="python3")
    yield manager, client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def run(client, code, heard=lambda message: None):
    """Run a cell; return what it showed, each as (type, text)."""
    asked = client.execute(code)
    said = []
    while True:
        message = client.get_iopub_msg(timeout=60)
        if message["parent_header"].get("msg_id") != asked:
            continue
        kind, content = message["msg_type"], message["content"]
        if kind == "status" and content["execution_state"] == "idle":
            return said
        text = content.get("data", {}).get("text/plain") or content.get("text") or content.get("ename")
        said.append((kind, text))
        heard(message)


def test_an_interrupt_ends_the_loop_without_a_traceback_and_the_next_cell_finds_all_as_before(kernel):
    manager, client = kernel

    def interrupt_once(message):
        if message["content"].get("text") == "at three\n":
            manager.interrupt_kernel()

    said = run(client, LONG, interrupt_once)
    kinds = [kind for kind, _ in said]

    assert "error" not in kinds
    assert ("stream", "the cell goes on, True\n") == said[-1]
    end = next(text for kind, text in said if kind == "update_display_data")
    assert end.startswith("Starting 5,000 payments: ■ Stopped by you at ")
    assert [("stream", "True\n")] == run(client, AFTERWARDS)[-1:]
