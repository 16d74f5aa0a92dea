"""What holds for every Map Run, whatever its fields and however its items end."""

from hypothesis import given
from hypothesis import strategies as st

from course.asl.engine import run
from course.asl.errors import StatesError

SETTINGS = st.fixed_dictionaries(
    {},
    optional={
        "MaxConcurrency": st.integers(0, 4),
        "ToleratedFailureCount": st.integers(0, 6),
        "ToleratedFailurePercentage": st.floats(0, 100),
        "ItemBatcher": st.builds(lambda n: {"MaxItemsPerBatch": n}, st.integers(1, 4)),
    },
)


@given(SETTINGS, st.lists(st.booleans(), max_size=9), st.sampled_from(["STANDARD", "EXPRESS"]))
def test_counts_of_any_run_add_up(machine, settings, fails, type):
    def work(request):
        if "bad" in str(request.parameters):
            raise StatesError("Broken")

    items = ["bad" if fail else "good" for fail in fails]
    execution = run(machine(type=type, **settings), items, tasks=work)
    (map_run,) = execution.map_runs
    counts, executions = map_run.item_counts(), map_run.execution_counts()
    ways = ("pending", "running", "succeeded", "failed", "timedOut", "aborted")

    assert len(items) == counts["total"] == sum(counts[name] for name in ways)
    assert len(map_run.children) == executions["total"] == sum(executions[name] for name in ways)
    assert 0 == counts["running"]
    assert execution.status == map_run.status
    assert (execution.status == "FAILED") == map_run.tolerance.exceeded(counts["failed"], len(items))


ANY_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(["", "$", "$.a", "{% 1 %}", "x"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "a.$", "Bucket"]), inner)
    ),
    max_leaves=4,
)


def holder(*known, resource):
    names = {"Resource": st.just(resource) | ANY_JSON} | dict.fromkeys(known, ANY_JSON)
    return st.fixed_dictionaries({}, optional=names)


ODD = st.fixed_dictionaries(
    {},
    optional={
        "ItemReader": holder(
            "Parameters", "Arguments", "ReaderConfig", resource="arn:aws:states:::s3:getObject"
        ),
        "ItemBatcher": holder("MaxItemsPerBatch", "MaxItemsPerBatchPath", "BatchInput", resource="x"),
        "ItemSelector": ANY_JSON,
        "ResultWriter": holder("Parameters", "WriterConfig", resource="arn:aws:states:::s3:putObject"),
        "Label": st.text(max_size=3),
    },
)


@given(ODD, st.sampled_from(["JSONPath", "JSONata"]), st.lists(ANY_JSON, max_size=3))
def test_any_fields_at_all_end_in_success_or_failure(machine, fields, language, items):
    execution = run(machine(QueryLanguage=language, **fields), items, tasks=lambda _: {"Body": "[1]"})

    assert execution.status in {"SUCCEEDED", "FAILED"}
    assert execution.status == "SUCCEEDED" or execution.error
