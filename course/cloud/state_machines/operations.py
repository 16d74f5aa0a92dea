"""Every operation of the service that the lab answers, by its name."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from . import (
    activities,
    aliases,
    executions,
    histories,
    judgement,
    machines,
    map_runs,
    tags,
    tokens,
    versions,
)

if TYPE_CHECKING:
    from .service import StateMachines

__all__ = ["OPERATIONS", "Operation"]

# From the service and the parameters to the answer, both in boto3's shapes; None stands for what is not there.
Operation = Callable[["StateMachines", dict[str, Any]], dict[str, Any]]

OPERATIONS: dict[str, Operation] = {
    "CreateActivity": activities.create,
    "CreateStateMachine": machines.create,
    "CreateStateMachineAlias": aliases.create,
    "DeleteActivity": activities.delete,
    "DeleteStateMachine": machines.delete,
    "DeleteStateMachineAlias": aliases.delete,
    "DeleteStateMachineVersion": versions.delete,
    "DescribeActivity": activities.describe,
    "DescribeExecution": executions.describe,
    "DescribeMapRun": map_runs.describe,
    "DescribeStateMachine": machines.describe,
    "DescribeStateMachineAlias": aliases.describe,
    "DescribeStateMachineForExecution": executions.describe_machine,
    "GetActivityTask": activities.take,
    "GetExecutionHistory": histories.get,
    "ListActivities": activities.list_all,
    "ListExecutions": executions.list_of,
    "ListMapRuns": map_runs.list_of,
    "ListStateMachineAliases": aliases.list_of,
    "ListStateMachineVersions": versions.list_of,
    "ListStateMachines": machines.list_all,
    "ListTagsForResource": tags.list_of,
    "PublishStateMachineVersion": versions.publish_current,
    "RedriveExecution": executions.redrive,
    "SendTaskFailure": tokens.fail,
    "SendTaskHeartbeat": tokens.heartbeat,
    "SendTaskSuccess": tokens.succeed,
    "StartExecution": executions.start,
    "StartSyncExecution": executions.start_and_wait,
    "StopExecution": executions.stop,
    "TagResource": tags.tag,
    "TestState": judgement.try_state,
    "UntagResource": tags.untag,
    "UpdateMapRun": map_runs.update,
    "UpdateStateMachine": machines.update,
    "UpdateStateMachineAlias": aliases.update,
    "ValidateStateMachineDefinition": judgement.validate,
}
