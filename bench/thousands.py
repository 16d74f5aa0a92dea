# ruff: noqa: INP001, T201  a folder of programs, no package; it prints
"""What a course for thousands needs and costs: `python bench/thousands.py --help` names the inputs.

Each input is an option, and stands in the plan in docs/thousands.md. Measured ones name their measurement; prices and habits are
assumptions, to be replaced by those of your provider and your learners.
"""

import argparse
import math
from dataclasses import dataclass

# name: (value, what it is)
INPUTS = {
    "memory": (0.75, "GB guaranteed to a learner at work; bench/learner.py and docs/hub_trial.md measure it"),
    "busy": (
        60.0,
        "processor seconds that a learner takes in an hour of work; bench/learner.py, with ten runs of the exercises",
    ),
    "home": (
        0.1,
        "GB of a learner's home; an assumption: lessons and exercises are 1.6 MB, and outputs and caches come to them",
    ),
    "examining": (0.62, "processor seconds to grade a submission; bench/grading_cost.py cost"),
    "writing": (0.036, "seconds of the instructor's machine for a submission; bench/grading_cost.py cost"),
    "hours": (45.0, "hours of work of a learner; course/syllabus.toml"),
    "assignments": (14.0, "submissions of a learner; course/syllabus.toml"),
    "weeks": (8.0, "weeks of the course; an assumption"),
    "peak": (0.15, "share of the learners who work at the busiest time; an assumption"),
    "lingering": (
        1.5,
        "hours a server runs for each hour of work, with idle ones ended after one hour; an assumption",
    ),
    "filled": (0.6, "share of the nodes' places that is taken while nodes come and go; an assumption"),
    "node_memory": (32.0, "GB of a node"),
    "node_processors": (8.0, "processors of a node"),
    "node_system": (3.0, "GB of a node that Kubernetes and its agents take; an assumption"),
    "node_price": (0.40, "dollars an hour of such a node; an assumption"),
    "fixed_price": (
        0.60,
        "dollars an hour of what always runs: control plane, node of the hub, balancer; an assumption",
    ),
    "storage_price": (0.30, "dollars a month of a GB in a shared file system; an assumption"),
}
WEEKS_A_MONTH = 52 / 12


@dataclass(frozen=True)
class Plan:
    """What so many learners need and cost, in the units of `INPUTS`."""

    places: int
    nodes: int
    node_hours: float
    learning: float
    fixed: float
    storage: float
    grading_hours: float
    grading: float

    @property
    def dollars(self) -> float:
        """All of it."""
        return self.learning + self.fixed + self.storage + self.grading


def plan(learners: int, given: argparse.Namespace) -> Plan:
    """Return the plan for so many learners."""
    by_memory = (given.node_memory - given.node_system) / given.memory
    by_processors = given.node_processors * 3600 / given.busy
    places = math.floor(min(by_memory, by_processors))
    node_hours = learners * given.hours * given.lingering / places / given.filled
    submissions = learners * given.assignments
    return Plan(
        places=places,
        nodes=math.ceil(learners * given.peak / places),
        node_hours=node_hours,
        learning=node_hours * given.node_price,
        fixed=given.weeks * 7 * 24 * given.fixed_price,
        storage=learners * given.home * given.storage_price * given.weeks / WEEKS_A_MONTH,
        grading_hours=submissions * given.examining / 3600,
        grading=max(submissions * given.examining / given.node_processors, submissions * given.writing)
        / 3600
        * given.node_price,
    )


def main() -> None:
    """Print a column for each number of learners."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--learners", type=int, nargs="+", default=[1000, 5000, 20000])
    for name, (value, what) in INPUTS.items():
        asked.add_argument(
            f"--{name.replace('_', '-')}", type=float, default=value, help=f"{what} (%(default)s)"
        )
    given = asked.parse_args()
    plans = [plan(learners, given) for learners in given.learners]
    rows = {
        "learners": given.learners,
        "servers on a node": [each.places for each in plans],
        "nodes at the busiest time": [each.nodes for each in plans],
        "node hours, learning": [each.node_hours for each in plans],
        "processor hours, grading": [each.grading_hours for each in plans],
        "learning, dollars": [each.learning for each in plans],
        "what always runs, dollars": [each.fixed for each in plans],
        "storage, dollars": [each.storage for each in plans],
        "grading, dollars": [each.grading for each in plans],
        "all, dollars": [each.dollars for each in plans],
        "for each learner, dollars": [
            f"{each.dollars / many:.2f}" for each, many in zip(plans, given.learners, strict=True)
        ],
    }
    for name, values in rows.items():
        print(
            f"{name:<28}"
            + "".join(f"{value if isinstance(value, str) else format(value, ',.0f'):>12}" for value in values)
        )


if __name__ == "__main__":
    main()
