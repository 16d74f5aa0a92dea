"""Packages, kernel, drawing, ports and variables: what is broken is explained, and mended where a command can."""

import importlib.metadata
import subprocess
import sys
from types import SimpleNamespace

import pytest

from course import lab
from course.doctor import kernel, packages


@pytest.fixture
def runs(monkeypatch):
    """What the doctor would run, and how each of it ends."""
    done = SimpleNamespace(commands=[], returncode=0, stdout="", stderr="")

    def run(command, **_):
        done.commands.append([str(word) for word in command])
        return done

    monkeypatch.setattr(subprocess, "run", run)
    return done


def test_a_package_that_is_not_the_tested_one_is_named_and_installed_again(only, monkeypatch, runs):
    installed = importlib.metadata.version
    monkeypatch.setattr(
        importlib.metadata, "version", lambda name: "0.1" if name == "moto" else installed(name)
    )
    found = only("packages", mend=True)

    assert "moto is 0.1, tested is ==5." in found.found
    assert ["-c", "constraints.txt", "-e", "."] == runs.commands[0][-4:]


def test_a_pip_that_fails_is_told_with_its_last_words(only, monkeypatch, runs):
    monkeypatch.setattr(importlib.metadata, "version", lambda name: "0.1")
    runs.returncode, runs.stderr = 1, "WARNING: retrying\nERROR: no network"
    found = only("packages", mend=True)

    assert not found.ok
    assert "it did not work (pip said: WARNING: retrying ERROR: no network)" in found.done


def test_a_file_that_was_cut_short_makes_its_package_be_installed_again(only, monkeypatch, runs, tmp_path):
    whole = importlib.metadata.distribution
    (tmp_path / "cut.py").write_text("")
    file = SimpleNamespace(suffix=".py", parts=("cut.py",), size=100, __str__=str)

    class Cut:
        files, requires = (file,), ()

        def locate_file(self, _):
            return tmp_path / "cut.py"

    monkeypatch.setattr(
        importlib.metadata, "distribution", lambda name: Cut() if name == "moto" else whole(name)
    )
    found = only("files", mend=True)

    assert found.found.startswith("moto has lost ")
    assert "moto==" in runs.commands[0][-1]
    assert "--no-deps" in runs.commands[0]


def test_a_kernel_of_another_python_is_put_aside_and_a_right_one_made(only, monkeypatch, runs, tmp_path):
    spec = tmp_path / "share" / "kernels" / "python3"
    spec.mkdir(parents=True)
    (spec / "kernel.json").write_text("theirs")
    found_spec = {"python3": {"spec": {"argv": ["/gone/bin/python"]}, "resource_dir": str(spec)}}
    monkeypatch.setattr(
        "jupyter_client.kernelspec.KernelSpecManager.get_all_specs",
        lambda self: (
            found_spec if spec.exists() else {"python3": {"spec": {"argv": ["python"]}, "resource_dir": ""}}
        ),
    )
    found, mended = only("kernel"), only("kernel", mend=True)

    assert "starts /gone/bin/python, which is not there" in found.found
    assert mended.ok
    assert ["-m", "ipykernel", "install", "--sys-prefix"] == runs.commands[0][-4:]
    assert "theirs" == next((tmp_path / "share" / "kernels-set-aside").glob("*/kernel.json")).read_text()


def test_a_kernel_that_runs_elsewhere_is_not_taken_for_ours(only, monkeypatch, runs, tmp_path):
    runs.stdout = "/another/environment\n"
    other = tmp_path / "python"
    other.write_text("")
    spec = {"python3": {"spec": {"argv": [str(other)]}, "resource_dir": str(tmp_path)}}
    monkeypatch.setattr("jupyter_client.kernelspec.KernelSpecManager.get_all_specs", lambda self: spec)

    assert "which is another Python" in only("kernel").found


def test_a_graphviz_that_cannot_draw_is_explained_with_what_to_install(only, runs):
    runs.returncode, runs.stderr = 1, "ImportError: libcgraph.so.6: cannot open shared object file"
    found = only("drawing")

    assert "libcgraph.so.6" in found.found
    assert "Pictures are shown as text" in found.means
    assert "install" in found.mend


def test_ports_that_are_all_taken_are_told_with_the_way_out(only, monkeypatch):
    monkeypatch.setattr(lab, "free", lambda port: False)

    assert "course lab --port 9000" in only("ports").mend


def test_a_first_port_that_is_taken_is_no_fault_but_is_said(only, monkeypatch):
    monkeypatch.setattr(lab, "free", lambda port: port != lab.FIRST_PORT)
    found = only("ports")

    assert found.ok
    assert f"port {lab.FIRST_PORT + 1} is free ({lab.FIRST_PORT} is in use" in found.found


def test_variables_for_the_real_aws_do_not_reach_the_account(only, monkeypatch):
    for name, value in {"AWS_PROFILE": "nobody", "AWS_ENDPOINT_URL": "http://127.0.0.1:1"}.items():
        monkeypatch.setenv(name, value)

    assert only("account").ok
    assert "AWS_ENDPOINT_URL, AWS_PROFILE" in only("surroundings").found


def test_an_account_that_does_not_answer_names_the_variables(only, monkeypatch, runs):
    runs.returncode, runs.stderr = 1, "Traceback\nRuntimeError: no"
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    found = only("account")

    assert "does not answer: RuntimeError: no" in found.found
    assert "AWS_PROFILE" in found.mend


def test_packages_from_elsewhere_are_told(only, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "/opt/ros")
    found = only("surroundings")

    assert (False, "PYTHONPATH is set: /opt/ros") == (found.ok, found.found)
    assert "env -u PYTHONPATH" in found.mend


def test_the_kernel_of_this_environment_is_well_where_it_is_named_in_full(monkeypatch, tmp_path):
    spec = {"python3": {"spec": {"argv": [sys.executable]}, "resource_dir": str(tmp_path)}}
    monkeypatch.setattr("jupyter_client.kernelspec.KernelSpecManager.get_all_specs", lambda self: spec)

    assert kernel.kernel(tmp_path).ok


def test_python_is_named_with_its_environment(tmp_path):
    assert sys.prefix in packages.python(tmp_path).found
