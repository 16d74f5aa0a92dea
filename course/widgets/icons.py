"""Icons of our own drawing: SVG path data in a box of 24 by 24, drawn as lines and not filled.

There is one for each type of state, for each service that Step Functions has an optimised integration for, and for
what an account holds beside them. Names are those of the integrations (`sqs`, `emr-containers`), types in small letters.
"""

__all__ = ["ICONS", "SDK", "icon", "service_icon"]

_CLOUD = "M7,18 a4,4 0 0 1 0,-8 a5,5 0 0 1 10,-1 a4.5,4.5 0 0 1 0,9 Z"
_BOXES = "M12,3 L16,5.3 V9.7 L12,12 L8,9.7 V5.3 Z"
_CLUSTER = (
    f"{_BOXES} M8,12 L12,14.3 V18.7 L8,21 L4,18.7 V14.3 Z M16,12 L20,14.3 V18.7 L16,21 L12,18.7 V14.3 Z"
)

_STATES = {
    "pass": "M3,12 H19 M14,6.5 L20,12 L14,17.5",
    "choice": "M12,3 L20,11 L12,19 L4,11 Z M12,19 V22 M9.8,9.3 a2.2,2.2 0 1 1 2.9,2.1 q-0.7,0.3 -0.7,1.3 M12,14.6 V15",
    "wait": "M12,3 a9,9 0 1 0 0.01,0 M12,7 V12 L15.5,14",
    "succeed": "M12,3 a9,9 0 1 0 0.01,0 M7.5,12.2 L10.7,15.4 L16.5,9",
    "fail": "M12,3 a9,9 0 1 0 0.01,0 M8.5,8.5 L15.5,15.5 M15.5,8.5 L8.5,15.5",
    "parallel": "M12,2 V6 M5,22 V10 Q5,6 9,6 H15 Q19,6 19,10 V22 M12,6 V22 M2.5,19 L5,22 L7.5,19 M9.5,19 L12,22 "
    "L14.5,19 M16.5,19 L19,22 L21.5,19",
    "map": "M8,8 H20 V20 H8 Z M6,17 H4 V5 H16 V6 M11,12 H17 M11,16 H17",
    "broken": "M12,3 L22,20 H2 Z M12,9.5 V14 M12,16.8 V17.2",
    "missing": "M6,6 L18,18 M18,6 L6,18",
    "task": "M4,5 H20 V19 H4 Z M8,12 L11,15 L16,9",
}

_SERVICES = {
    "apigateway": "M9,4 C5,4 8,11 4,12 C8,13 5,20 9,20 M15,4 C19,4 16,11 20,12 C16,13 19,20 15,20 M10.5,12 H13.5",
    "athena": "M10,4 a6,6 0 1 0 0.01,0 M14.3,14.3 L21,21 M7,9 H13 M7,12 H11",
    "batch": "M3,5 H14 M3,10 H14 M3,15 H10 M17,9 V20 M13,16 L17,20.5 L21,16",
    "bedrock": "M12,2.5 L14,9 L20.5,11 L14,13 L12,19.5 L10,13 L3.5,11 L10,9 Z M19,16.5 V21.5 M16.5,19 H21.5",
    "bedrock-agentcore": "M5,8 H19 V19 H5 Z M12,8 V4 M10.5,4 H13.5 M9,12.5 V13.5 M15,12.5 V13.5 M9.5,16.3 H14.5 M2.5,12 V15 "
    "M21.5,12 V15",
    "codebuild": "M8,6 L2.5,12 L8,18 M16,6 L21.5,12 L16,18 M13.5,5 L10.5,19",
    "databrew": "M9,3 H15 M10,3 V9 L4.5,18.5 Q3.5,21 6,21 H18 Q20.5,21 19.5,18.5 L14,9 V3 M7.3,14 H16.7",
    "dynamodb": "M3,5 H21 V19 H3 Z M3,10 H21 M3,14.5 H21 M9,5 V19",
    "ecs": "M12,2.5 L20.5,7.2 V16.8 L12,21.5 L3.5,16.8 V7.2 Z M3.5,7.2 L12,12 L20.5,7.2 M12,12 V21.5",
    "eks": "M12,2.5 L20.5,7.2 V16.8 L12,21.5 L3.5,16.8 V7.2 Z M12,7.5 a4.5,4.5 0 1 0 0.01,0 M12,2.5 V7.5 M12,16.5 V21.5 "
    "M3.5,7.2 L8,9.8 M20.5,7.2 L16,9.8 M3.5,16.8 L8,14.2 M20.5,16.8 L16,14.2",
    "elasticmapreduce": "M12,9 a3,3 0 1 0 0.01,0 M5,3 a2,2 0 1 0 0.01,0 M19,3 a2,2 0 1 0 0.01,0 M5,17 a2,2 0 1 0 0.01,0 "
    "M19,17 a2,2 0 1 0 0.01,0 M6.5,6.4 L10,10 M17.5,6.4 L14,10 M6.5,17.6 L10,14 M17.5,17.6 L14,14",
    "emr-containers": _CLUSTER,
    "emr-serverless": f"{_CLOUD} M9,14.5 L11.5,12 L13.5,14 L16,11.5",
    "events": "M2,12 H22 M6,12 V6 M12,12 V18 M18,12 V6 M4,6 H8 M10,18 H14 M16,6 H20",
    "glue": "M4,6 H9 Q12,6 12,9 V15 Q12,18 15,18 H20 M4,3.5 V8.5 M20,15.5 V20.5 M15,4 H20 V9 H15 Z M4,15 H9 V20 H4 Z",
    "http": "M12,3 a9,9 0 1 0 0.01,0 M3,12 H21 M12,3 C7,8 7,16 12,21 M12,3 C17,8 17,16 12,21",
    "lambda": "M7,4 H10 L17,20 H20 M12,10 L6,20",
    "mediaconvert": "M3,5 H21 V19 H3 Z M10,9 L15.5,12 L10,15 Z M6,5 V7 M10,5 V7 M14,5 V7 M18,5 V7 M6,17 V19 M10,17 V19 M14,17 V19 "
    "M18,17 V19",
    "sagemaker": "M3,3 V21 H21 M6,18 Q12,16 19,5 M8,12 v0.1 M11.5,9.5 v0.1 M10,16.8 v0.1 M15.5,15.5 v0.1 M18.5,11 v0.1",
    "sns": "M2,12 a2.5,2.5 0 1 0 5,0 a2.5,2.5 0 1 0 -5,0 M8,11 L19,5 M8,12 H20 M8,13 L19,19 "
    "M16,4 L19,5 L18,8 M18,10 L20,12 L18,14 M18,16 L19,19 L16,20",
    "sqs": "M2,7 H8 V17 H2 Z M10,7 H16 V17 H10 Z M18,7 H22 V17 H18",
    "states": "M9,3 H15 V8 H9 Z M3,16 H9 V21 H3 Z M15,16 H21 V21 H15 Z M12,8 V12 M6,16 V12 H18 V16",
}

# What has no optimised integration: an activity's worker, a bucket, and any other service by the SDK.
SDK = "sdk"
_OTHERS = {
    "activity": "M8.5,7 a3.5,3.5 0 1 0 7,0 a3.5,3.5 0 1 0 -7,0 M4,21 C4,13.5 20,13.5 20,21",
    "s3": "M4,7 H20 L17,20 H7 Z M6,7 A6,4 0 0 1 18,7",
    SDK: _CLOUD,
}

ICONS = {**_STATES, **_SERVICES, **_OTHERS}

# The SDK's names of services that have an icon under another name.
_SDK_NAMES = {
    "apigatewayv2": "apigateway",
    "bedrockagentcore": "bedrock-agentcore",
    "bedrockruntime": "bedrock",
    "emr": "elasticmapreduce",
    "emrcontainers": "emr-containers",
    "emrserverless": "emr-serverless",
    "eventbridge": "events",
    "sfn": "states",
}


def icon(name: str) -> str:
    """Return the path data of an icon. Raises KeyError where there is none of that name."""
    return ICONS[name]


def service_icon(service: str) -> str:
    """Return the name of the icon for a service, by its name in an integration or in the SDK's; `sdk` for any other."""
    name = _SDK_NAMES.get(service, service)
    return name if name in _SERVICES or name in _OTHERS else SDK
