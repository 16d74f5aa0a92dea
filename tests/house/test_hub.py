"""The hub for a class: what its files say. A whole hub is tried by container/hub/try_hub.py, whose output is docs/hub_trial.md."""

import grp
import os
import pwd
import re
import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest
from traitlets.config import Config

LEARNER = pwd.struct_passwd(("ada", "x", 1001, 1001, "", "/home/ada", "/bin/bash"))
INSTRUCTOR = pwd.struct_passwd(("grace", "x", 1002, 1002, "", "/home/grace", "/bin/bash"))
GROUPS = {"course-instructors": 50}


@pytest.fixture
def hub(root):
    return root / "container" / "hub"


@pytest.fixture
def machine(monkeypatch):
    """A machine with a learner's and an instructor's account, and nothing of this one's environment."""
    accounts = {each.pw_name: each for each in (LEARNER, INSTRUCTOR)}
    monkeypatch.setattr(pwd, "getpwnam", accounts.__getitem__)
    monkeypatch.setattr(grp, "getgrnam", lambda name: SimpleNamespace(gr_gid=GROUPS[name]))
    monkeypatch.setattr(os, "getgrouplist", lambda name, own: [own, *([50] if name == "grace" else [])])
    for name in [name for name in os.environ if name.startswith("COURSE_")]:
        monkeypatch.delenv(name)


def configured(path):
    """What a configuration file sets."""
    config = Config()
    runpy.run_path(str(path), {"get_config": lambda: config})
    return config


def command(config, user):
    spawner = SimpleNamespace(user=SimpleNamespace(name=user), cmd=[])
    config.Spawner.pre_spawn_hook(spawner)
    return spawner.cmd


def test_it_listens_to_its_own_machine_alone(hub, machine):
    assert "http://127.0.0.1:8000" == configured(hub / "jupyterhub_config.py").JupyterHub.bind_url


def test_accounts_outside_of_its_two_groups_may_not_log_in(hub, machine):
    config = configured(hub / "jupyterhub_config.py")

    assert {"course-learners", "course-instructors"} == config.PAMAuthenticator.allowed_groups
    assert "allow_all" not in config.Authenticator


def test_a_learner_runs_the_kit_and_an_instructor_the_whole_course(hub, machine):
    config, server = configured(hub / "jupyterhub_config.py"), str(hub / "server.py")

    assert ["/opt/course/.venv/bin/python", server, "learner"] == command(config, "ada")
    assert ["/home/grace/course/.venv/bin/python", server, "instructor"] == command(config, "grace")


def test_learners_hand_in_from_where_the_course_has_put_their_exercises(hub, machine, monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    ours, theirs = configured(hub / "jupyterhub_config.py"), configured(hub / "nbgrader_config.py")

    assert str(tmp_path / "work" / "exercises") == theirs.Exchange.assignment_dir
    assert ours.Spawner.environment["COURSE_EXCHANGE"] == theirs.Exchange.root
    assert "integration" == theirs.CourseDirectory.course_id


def test_its_packages_are_pinned_and_none_of_them_is_the_courses(root, hub):
    listed = [
        line for line in (hub / "requirements.txt").read_text().splitlines() if not line.startswith("#")
    ]
    names = {line.partition("==")[0] for line in listed}
    ours = {line.partition("==")[0] for line in (root / "constraints.txt").read_text().splitlines()}

    assert [] == [line for line in listed if not re.fullmatch(r"[\w.-]+==[\w.]+", line)]
    assert set() == names & ours


def test_the_page_installs_the_files_that_are_there(root, hub):
    page = (root / "docs" / "hub.md").read_text(encoding="utf-8")
    named = set(re.findall(r"container/hub/([\w.]+)", page))

    assert {
        "jupyterhub_config.py",
        "nbgrader_config.py",
        "requirements.txt",
        "server.py",
        "try_hub.py",
    } == named
    assert [] == [name for name in named if not Path(hub, name).is_file()]
