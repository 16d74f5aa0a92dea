"""Where the SDK integrations differ from AWS's models of its services.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html and the SDK for Java 2, by
which Step Functions calls the services.
"""

__all__ = ["MORE_FIELDS", "OPTIONAL_FIELDS", "UNMODELLED", "UNSUPPORTED"]

# Services that Step Functions lists and botocore has no model of any more: all their actions are taken as they come.
UNMODELLED = frozenset(
    {
        "alexaforbusiness",
        "apptest",
        "elasticinference",
        "elastictranscoder",
        "evidently",
        "finspace",
        "finspacedata",
        "honeycode",
        "iotanalytics",
        "iotevents",
        "ioteventsdata",
        "iotfleethub",
        "iotroborunner",
        "lookoutmetrics",
        "lookoutvision",
        "macie",
        "mobile",
        "opsworks",
        "opsworkscm",
        "panorama",
        "privatenetworks",
        "qldb",
        "qldbsession",
        "robomaker",
        "simspaceweaver",
        "sms",
        "tnb",
        "worklink",
    }
)

# Actions that their services have and Step Functions does not call.
UNSUPPORTED: dict[str, frozenset[str]] = {
    service: frozenset(actions.split())
    for service, actions in {
        "applicationdiscovery": "describeExportConfigurations exportConfigurations",
        "bedrockagentruntime": "invokeAgent invokeFlow invokeInlineAgent optimizePrompt retrieveAndGenerateStream",
        "bedrockruntime": "invokeModelWithResponseStream converseStream",
        "cloudwatchlogs": "startLiveTail",
        "codedeploy": (
            "batchGetDeploymentInstances getDeploymentInstance listDeploymentInstances "
            "skipWaitTimeForInstanceTermination"
        ),
        "comprehendmedical": "detectEntities",
        "dataexchange": "sendApiAsset",
        "directconnect": (
            "allocateConnectionOnInterconnect describeConnectionLoa describeConnectionsOnInterconnect "
            "describeInterconnectLoa"
        ),
        "efs": "createTags",
        "emr": "describeJobFlows",
        "iot": "attachPrincipalPolicy listPrincipalPolicies detachPrincipalPolicy listPolicyPrincipals",
        "iotdeviceadvisor": "listTestCases",
        "iotsitewise": "invokeAssistant",
        "kinesis": "subscribeToShard",
        "lambda": "invokeAsync invokeWithResponseStream",
        "lexruntimev2": "startConversation",
        "mediapackage": "rotateChannelCredentials",
        "qbusiness": "chat",
        "rdsdata": "executeSql",
        "s3": "selectObjectContent",
        "s3control": "selectObjectContent",
        "sagemakerruntime": "invokeEndpointWithResponseStream",
        "shield": "deleteSubscription",
        "sts": "assumeRole assumeRoleWithSAML assumeRoleWithWebIdentity",
    }.items()
}

# The SDK for Java names the two ends of a copy in fields of their own.
_COPY = ("SourceBucket", "SourceKey", "SourceVersionId", "DestinationBucket", "DestinationKey")
MORE_FIELDS = {"s3:copyObject": _COPY, "s3:uploadPartCopy": _COPY}
OPTIONAL_FIELDS = {
    "s3:copyObject": ("Bucket", "Key", "CopySource"),
    "s3:uploadPartCopy": ("Bucket", "Key", "CopySource"),
}
