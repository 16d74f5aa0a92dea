"""What is installed: pinned, with a reason, the same for pip and for conda."""

import ast
import importlib
import importlib.metadata
import re
import sys
from itertools import chain

import pytest
import rattler
import yaml
from packaging.requirements import Requirement

# What a package of ours brings along for us to import, though it has a name of its own.
COMES_WITH = {
    "IPython": "ipywidgets",
    "botocore": "boto3",
    "comm": "ipywidgets",
    "dateutil": "boto3",
    "ipykernel": "jupyterlab",
    "jinja2": "jupyterlab",
    "jsonschema": "moto",
    "jupyter_client": "jupyterlab",
    "jupyter_core": "jupyterlab",
    "jupyter_server": "jupyterlab",
    "markdown_it": "rich",
    "nbconvert": "nbgrader",
    "psutil": "jupyterlab",
    "referencing": "moto",
    "requests": "moto",
    "responses": "moto",
    "sqlalchemy": "nbgrader",
    "tornado": "jupyterlab",
    "traitlets": "jupyterlab",
    "urllib3": "boto3",
    "zmq": "jupyterlab",
}


@pytest.fixture(scope="module")
def wanted(pyproject):
    """Every requirement of pyproject.toml, those of its extras included."""
    project = pyproject["project"]
    extras = project["optional-dependencies"].values()
    return [Requirement(line) for line in chain(project["dependencies"], *extras)]


@pytest.fixture(scope="module")
def pins(root):
    return [Requirement(line) for line in (root / "constraints.txt").read_text().splitlines()]


def test_constraints_hold_names_and_versions_and_no_address(root):
    text = (root / "constraints.txt").read_text()

    assert re.search(r"://|@|file:|--", text) is None


def test_every_requirement_is_pinned_within_its_bounds(wanted, pins):
    pinned = {pin.name: next(iter(pin.specifier)).version for pin in pins}

    assert [] == [need for need in wanted if not need.specifier.contains(pinned.get(need.name, "0"))]


def test_every_requirement_has_a_lower_and_an_upper_bound(wanted):
    expected = {">=", "<"}

    assert [] == [need for need in wanted if {bound.operator for bound in need.specifier} != expected]


def test_every_requirement_has_its_reason_in_contributing(root, wanted):
    text = (root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w.-]+)` \| \S", text.split("## Dependencies")[1], flags=re.MULTILINE)

    assert sorted(need.name for need in wanted) == sorted(rows)


def test_conda_reads_every_line_of_the_environment(root, pyproject):
    environment = yaml.safe_load((root / "environment.yml").read_text())
    *conda, pip = environment["dependencies"]
    specs = {str(line): rattler.MatchSpec(line) for line in conda}

    assert specs["python" + pyproject["project"]["requires-python"]]
    assert {"pip", "graphviz"} <= set(specs)
    assert pip == {"pip": ["-e ."]}


@pytest.mark.parametrize(
    "service",
    ["apigateway", "awslambda", "dynamodb", "events", "s3", "sns", "sqs", "stepfunctions"],
)
def test_moto_has_what_the_course_needs_of_it(service):
    for part in ("models", "responses", "urls"):
        assert importlib.import_module(f"moto.{service}.{part}")


def test_what_is_imported_is_declared(root, pyproject, wanted):
    of_whom = importlib.metadata.packages_distributions()
    declared = {need.name.lower() for need in wanted}
    shared = pyproject["tool"]["pytest"]["ini_options"]["pythonpath"]
    ours = {"course", "grader", "tests", "start"} | {
        path.stem for folder in shared for path in (root / folder).iterdir()
    }
    # What learners and attackers write is data here, and not always Python.
    data = tuple(f"{folder}/" for folder in pyproject["tool"]["ruff"]["extend-exclude"])
    undeclared = set()
    for file in [*root.glob("course/**/*.py"), *root.glob("grader/**/*.py"), *root.glob("tests/**/*.py")]:
        if file.relative_to(root).as_posix().startswith(data) or "authoring" in file.parts:
            continue
        for name in imports(ast.parse(file.read_text(encoding="utf-8"))):
            package = COMES_WITH.get(name) or of_whom.get(name, [name])[0]
            known = name in sys.stdlib_module_names or name in ours or name == "conftest"
            if not known and package.lower().replace("_", "-") not in declared:
                undeclared.add(f"{file.relative_to(root)} imports {name}")

    assert set() == undeclared


def imports(tree):
    """The top-level names of all modules that a piece of source imports absolutely."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.split(".")[0]
