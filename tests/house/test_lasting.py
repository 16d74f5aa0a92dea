"""What has aged is named: facts that nobody compared for a year, and new versions with the tests that they break."""

import importlib.util
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from typer.testing import CliRunner

from course.facts import Fact


@pytest.fixture
def lasting(root):
    spec = importlib.util.spec_from_file_location("lasting", root / "authoring" / "lasting.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Environment:
    """Installed versions; pip brings the newest of a package or, from the constraints, the tested ones."""

    def __init__(self, tested, newest, breaks):
        self.tested, self.newest, self.breaks = tested, newest, breaks
        self.now = dict(tested)

    def run(self, words):
        if words[0] == "pytest":
            failed = [
                test
                for name, tests in self.breaks.items()
                if self.now[name] != self.tested[name]
                for test in tests
            ]
            return int(bool(failed)), "".join(f"FAILED {test} - reason\n" for test in failed)
        if "--upgrade" in words:
            name = words[-1].partition("[")[0]
            if name not in self.newest:
                return 1, "ERROR: no matching distribution\n"
            self.now[name] = self.newest[name]
        else:
            self.now = dict(self.tested)
        return 0, ""


def test_a_newer_version_is_told_with_what_it_breaks_and_taken_back(lasting):
    tested = {"moto": "5.2", "boto3": "1.4", "rich": "15.0", "gone": "1.0"}
    world = Environment(tested, {"moto": "6.0", "boto3": "1.4", "rich": "15.1"}, {"moto": ["tests/a.py::b"]})
    wanted = [Requirement(name) for name in ("moto[s3]>=5", "boto3", "rich", "gone")]

    found = list(lasting.newer_versions(wanted, world.run, lambda name: world.now[name]))

    assert [
        lasting.Newer("moto", "5.2", "6.0", ("tests/a.py::b",)),
        lasting.Newer("rich", "15.0", "15.1"),
        lasting.Newer("gone", "1.0", "1.0", trouble="pip: ERROR: no matching distribution"),
    ] == found
    assert tested == world.now


def test_every_dependency_is_looked_at(lasting):
    names = {each.name for each in lasting.requirements()}

    assert {"boto3", "moto", "nbgrader", "distributed", "pytest"} <= names


@pytest.mark.parametrize(
    "old, code, said",
    [
        ([], 0, "None is."),
        (
            [Fact("sqs.x", 1, "seconds", "https://docs.aws.amazon.com/x", "2020-01", "")],
            1,
            "sqs.x: 1 seconds, compared 2020-01 with https://docs.aws.amazon.com/x",
        ),
    ],
)
def test_old_facts_are_named_with_their_source(lasting, monkeypatch, old, code, said):
    monkeypatch.setattr(lasting, "old_facts", lambda today: old)

    done = CliRunner().invoke(lasting.app, ["facts"])

    assert (code, True) == (done.exit_code, said in done.output)


def test_the_job_runs_what_is_there(root):
    job = yaml.safe_load((root / ".github" / "workflows" / "lasting.yml").read_text(encoding="utf-8"))
    steps = [step["run"].split() for work in job["jobs"].values() for step in work["steps"] if "run" in step]

    assert {"facts", "newest"} == {words[-1] for words in steps if words[1] == "authoring/lasting.py"}
    assert all(Path(root, words[1]).is_file() for words in steps)
