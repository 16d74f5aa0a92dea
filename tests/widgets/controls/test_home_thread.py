"""A widget's work is done in the thread of the cells, also when JupyterLab sends what was clicked to a subshell."""

import asyncio
import sys
import threading

import pytest
from jupyter_client.manager import KernelManager

from course.widgets.controls.home_thread import HomeThread

CELL = """
import json
from course.cloud import Account
from course.widgets import inbox, scenario
account = Account().start()
ask = {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "End": True,
       "TimeoutSeconds": 60, "Parameters": {"QueueUrl": account.client("sqs").create_queue(QueueName="q")["QueueUrl"],
       "MessageBody": {"token.$": "$$.Task.Token"}}}
client = account.client("stepfunctions")
made = client.create_state_machine(name="m", definition=json.dumps({"StartAt": "Ask", "States": {"Ask": ask}}),
                                   roleArn="arn:aws:iam::123456789012:role/any")
client.start_execution(stateMachineArn=made["stateMachineArn"], name="e")
account.clock.advance(1)
letters = inbox(account)

def run(rate=1):
    while rate == 5:
        pass
    return f"ran with {rate}"

turned = scenario(run, rate=(1, 9))
print(letters.comm.comm_id, turned.comm.comm_id)
"""


def test_work_that_is_asked_for_here_is_done_at_once():
    done = []
    HomeThread().do(lambda: done.append(threading.get_ident()))

    assert [threading.get_ident()] == done


def test_work_asked_for_elsewhere_is_done_here_when_the_loop_has_time():
    done = []

    async def cell():
        home = HomeThread()
        other = threading.Thread(target=lambda: home.do(lambda: done.append(threading.get_ident())))
        other.start()
        other.join()
        assert [] == done
        await asyncio.sleep(0)

    asyncio.run(cell())

    assert [threading.get_ident()] == done


class Kernel:
    """A kernel with a subshell, as JupyterLab has one for its widgets."""

    def __init__(self):
        self.manager = KernelManager()
        self.manager.kernel_spec.argv[0] = sys.executable
        self.manager.start_kernel()
        self.client = self.manager.blocking_client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)
        message = self.client.session.msg("create_subshell_request", {})
        self.client.control_channel.send(message)
        self.subshell = self.client.get_control_msg(timeout=30)["content"]["subshell_id"]

    def stop(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def printed(self, code):
        said = []
        self.client.execute_interactive(
            code, timeout=60, output_hook=lambda heard: said.append(heard["content"].get("text", ""))
        )
        return "".join(said).strip()

    def click(self, comm, **state):
        """Send what a widget's script sets, as JupyterLab does."""
        data = {"method": "update", "state": state, "buffer_paths": []}
        message = self.client.session.msg("comm_msg", {"comm_id": comm, "data": data})
        message["header"]["subshell_id"] = self.subshell
        self.client.shell_channel.send(message)

    def heard(self, comm, method):
        """Return the next thing that is sent to a widget's script by this method."""
        while True:
            content = self.client.get_iopub_msg(timeout=30)["content"]
            if content.get("comm_id") == comm and content["data"]["method"] == method:
                return content["data"]["state"]

    def told(self, comm, number):
        """Return what a widget answers to a request."""
        while True:
            told = self.heard(comm, "update").get("told", {})
            if told.get("id") == number:
                return told


@pytest.fixture
def kernel():
    started = Kernel()
    yield started
    started.stop()


@pytest.mark.kernel
def test_what_is_clicked_in_jupyterlab_lets_time_pass_and_can_be_stopped(kernel):
    letters, turned = kernel.printed(CELL).split()[-2:]

    kernel.click(letters, asked={"id": 1, "do": "pass", "seconds": 3600})
    told = kernel.told(letters, 1)
    assert ("1 h of virtual time passed.", "timed out") == (told["says"], told["messages"][0]["status"])

    kernel.click(turned, asked={"id": 1, "values": {"rate": 5}})
    kernel.heard(turned, "echo_update")  # from now on it goes to the subshell
    kernel.click(turned, stop=1)
    assert "Interrupted" in kernel.told(turned, 1)["says"]

    kernel.click(turned, asked={"id": 2, "values": {"rate": 6}})
    assert "ran with 6" in kernel.told(turned, 2)["parts"][0]["html"]
    assert "still here" == kernel.printed("print('still here')")
