"""course.lab: which port, and a JupyterLab that sends nothing anywhere."""

import os
import socket
from pathlib import Path

import pytest

from course.called import called
from course.lab import HOST, LabError, choose_port, settings, surround


@pytest.fixture
def taken():
    """A port that another program listens on."""
    with socket.socket() as other:
        other.bind((HOST, 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_port_that_was_asked_for_and_is_taken_is_refused_in_a_sentence(taken):
    with pytest.raises(
        LabError, match=f"Port {taken} is in use by another program; name another with --port"
    ):
        choose_port(taken)


def test_a_free_port_that_was_asked_for_is_used():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]

    assert port == choose_port(port)


def test_where_no_port_was_asked_for_the_next_free_one_is_taken(taken):
    assert taken < choose_port(None, first=taken) < taken + 50


def test_it_serves_this_machine_only_keeps_the_token_and_asks_nobody_for_news(tmp_path):
    said = settings(tmp_path, 9000, "/lab/tree/lessons/welcome.ipynb", browser=False, layouts=Path("layouts"))

    assert "--ServerApp.ip=127.0.0.1" in said
    assert "--LabApp.news_url=None" in said
    assert "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate" in said
    assert "--LabApp.default_url=/lab/tree/lessons/welcome.ipynb" in said
    assert [] == [word for word in said if "token" in word or "password" in word]


def test_it_listens_elsewhere_only_where_that_is_asked_for(tmp_path):
    said = settings(tmp_path, 9000, "/lab", browser=False, layouts=Path("layouts"), address="127.0.0.2")

    assert "--ServerApp.ip=127.0.0.2" in said
    assert [] == [word for word in said if "token" in word or "password" in word]


def test_in_its_terminals_the_course_is_called_by_its_name_however_it_was_started(monkeypatch):
    monkeypatch.setenv("COURSE_CALLED", "python3 start.py")
    for changed in ("PATH", "JUPYTER_CONFIG_PATH"):
        monkeypatch.setenv(changed, os.environ.get(changed, ""))

    surround("learner")

    assert "course check m05" == called("check m05")
