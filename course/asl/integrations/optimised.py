"""The integrations that Step Functions has made for single services, as a table.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html and the page of each service there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .resource import Pattern
from .shape import ANY, Shape, of_fields

__all__ = ["CALL_METADATA", "OPTIMISED", "SDK_SERVICES", "Action"]

_JOB: frozenset[Pattern] = frozenset({"", "sync"})
_CALLBACK: frozenset[Pattern] = frozenset({"", "waitForTaskToken"})
_CALL: frozenset[Pattern] = frozenset({""})
_JOB_OR_CALLBACK: frozenset[Pattern] = frozenset({"", "sync", "waitForTaskToken"})


@dataclass(frozen=True, eq=False)
class Action:
    """One optimised action.

    `takes` and `answers` are there where they are not the API's own; an `operation` says which API's they are, if not
    the one of the action's name. `free` are fields that take or give any document where the API has a text or bytes.
    `more` are fields that the integration has beyond the API's, `optional` those that it does not insist on. `job` is
    what a `.sync` answers with: an operation and a field of its answer, "" for the whole; None where it is not known.
    """

    patterns: frozenset[Pattern]
    operation: str = ""
    takes: Shape | None = None
    answers: Shape | None = None
    known_answer: bool = True
    free: tuple[str, ...] = ()
    more: Mapping[str, Shape] = field(default_factory=dict)
    optional: tuple[str, ...] = ()
    job: tuple[str, str] | None = None


# The names that the SDK integrations give to the same services.
SDK_SERVICES = {
    "bedrock-agentcore": "bedrockagentcore",
    "elasticmapreduce": "emr",
    "emr-containers": "emrcontainers",
    "emr-serverless": "emrserverless",
    "events": "eventbridge",
    "states": "sfn",
}

_HTTP_ANSWER = of_fields("Headers ResponseBody StatusCode StatusText")

OPTIMISED: dict[str, dict[str, Action]] = {
    "apigateway": {
        "invoke": Action(
            _CALLBACK,
            takes=of_fields(
                "ApiEndpoint! Method! Headers Stage Path QueryParameters RequestBody AllowNullValues AuthType"
            ),
            answers=_HTTP_ANSWER,
        ),
    },
    "athena": {
        "startQueryExecution": Action(_JOB, job=("getQueryExecution", "")),
        "stopQueryExecution": Action(_CALL),
        "getQueryExecution": Action(_CALL),
        "getQueryResults": Action(_CALL),
    },
    "batch": {"submitJob": Action(_JOB, job=("describeJobs", "Jobs"))},
    "bedrock": {
        "createModelCustomizationJob": Action(_JOB),
        "invokeModel": Action(
            _JOB_OR_CALLBACK,
            operation="bedrockruntime:invokeModel",
            free=("Body",),
            more={"Input": of_fields("S3Uri"), "Output": of_fields("S3Uri")},
            optional=("Body",),
        ),
    },
    "bedrock-agentcore": {"invokeHarness": Action(_CALL, known_answer=False)},
    "codebuild": {
        "startBuild": Action(_JOB, job=("startBuild", "")),
        "stopBuild": Action(_CALL),
        "batchDeleteBuilds": Action(_CALL),
        "batchGetReports": Action(_CALL),
        "startBuildBatch": Action(_JOB),
        "stopBuildBatch": Action(_CALL),
        "retryBuildBatch": Action(_JOB),
        "deleteBuildBatch": Action(_CALL),
    },
    "databrew": {"startJobRun": Action(_JOB)},
    "dynamodb": {
        "getItem": Action(_CALL),
        "putItem": Action(_CALL),
        "updateItem": Action(_CALL),
        "deleteItem": Action(_CALL),
    },
    "ecs": {"runTask": Action(_JOB_OR_CALLBACK, job=("describeTasks", "Tasks"))},
    "eks": {
        "createCluster": Action(_JOB),
        "deleteCluster": Action(_JOB),
        "createFargateProfile": Action(_JOB),
        "deleteFargateProfile": Action(_JOB),
        "createNodegroup": Action(_JOB),
        "deleteNodegroup": Action(_JOB),
        "runJob": Action(
            _JOB_OR_CALLBACK,
            takes=of_fields("ClusterName! CertificateAuthority! Endpoint! Job! Namespace LogOptions"),
            known_answer=False,
        ),
        "call": Action(
            _CALLBACK,
            takes=of_fields(
                "ClusterName! CertificateAuthority! Endpoint! Method! Path! QueryParameters RequestBody"
            ),
            answers=of_fields("ResponseBody StatusCode StatusText Headers"),
        ),
    },
    "elasticmapreduce": {
        "createCluster": Action(_JOB, operation="emr:runJobFlow", answers=of_fields("ClusterId ClusterArn")),
        "terminateCluster": Action(_JOB, takes=of_fields("ClusterId!"), known_answer=False),
        "addStep": Action(_JOB, takes=of_fields("ClusterId! Step! ExecutionRoleArn"), known_answer=False),
        "cancelStep": Action(_CALL, takes=of_fields("ClusterId! StepId!"), known_answer=False),
        "setClusterTerminationProtection": Action(
            _CALL, takes=of_fields("ClusterId! TerminationProtected!"), known_answer=False
        ),
        "modifyInstanceFleetByName": Action(
            _CALL, takes=of_fields("ClusterId! InstanceFleetName! InstanceFleet!"), known_answer=False
        ),
        "modifyInstanceGroupByName": Action(
            _CALL, takes=of_fields("ClusterId! InstanceGroupName! InstanceGroup!"), known_answer=False
        ),
    },
    "emr-containers": {
        "createVirtualCluster": Action(_CALL),
        "deleteVirtualCluster": Action(_JOB),
        "startJobRun": Action(_JOB),
    },
    "emr-serverless": {
        "createApplication": Action(_JOB),
        "startApplication": Action(_JOB),
        "stopApplication": Action(_JOB),
        "deleteApplication": Action(_JOB),
        "startJobRun": Action(_JOB),
        "cancelJobRun": Action(_JOB),
    },
    "events": {"putEvents": Action(_CALLBACK)},
    "glue": {"startJobRun": Action(_JOB, job=("getJobRun", "JobRun"))},
    "http": {
        "invoke": Action(
            _CALL,
            takes=of_fields(
                "ApiEndpoint! Method! Authentication InvocationConfig Headers QueryParameters RequestBody Transform"
            ),
            answers=_HTTP_ANSWER,
        ),
    },
    "lambda": {"invoke": Action(_CALLBACK, free=("Payload",))},
    "mediaconvert": {"createJob": Action(_JOB, job=("getJob", ""))},
    "sagemaker": {
        "createEndpoint": Action(_CALL),
        "createEndpointConfig": Action(_CALL),
        "createHyperParameterTuningJob": Action(_JOB, job=("describeHyperParameterTuningJob", "")),
        "createLabelingJob": Action(_JOB, job=("describeLabelingJob", "")),
        "createModel": Action(_CALL),
        "createProcessingJob": Action(_JOB, job=("describeProcessingJob", "")),
        "createTrainingJob": Action(_JOB, job=("describeTrainingJob", "")),
        "createTransformJob": Action(_JOB, job=("describeTransformJob", "")),
        "updateEndpoint": Action(_CALL),
    },
    "sns": {"publish": Action(_CALLBACK, free=("Message",))},
    "sqs": {"sendMessage": Action(_CALLBACK, free=("MessageBody",))},
    "states": {
        "startExecution": Action(
            frozenset({"", "sync", "sync:2", "waitForTaskToken"}),
            free=("Input", "Output"),
            job=("describeExecution", ""),
        ),
    },
}

# What Step Functions adds to the answers of these integrations.
CALL_METADATA = {"SdkHttpMetadata": ANY, "SdkResponseMetadata": ANY}
