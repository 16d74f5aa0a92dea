"""What each service puts around what was sent, in M13 E1: the same fields that a function gets in an account.

Each envelope is made without an account, which takes no time; a test holds them against what the lab delivers.
"""

import json
import random
from datetime import UTC, datetime
from hashlib import md5
from typing import Any

from course.cloud.envelope import Message, notification
from grader.rubrics.insurer import ACCOUNT, queue_arn

__all__ = ["bus_event", "new_id", "queue_event", "request_event", "topic_event"]

REGION = "us-east-1"
NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)
MILLISECONDS = round(NOON.timestamp() * 1000)
TOPIC_ARN = f"arn:aws:sns:{REGION}:{ACCOUNT}:payments-made"
API_ID = "a1b2c3d4e5"
HOST = f"{API_ID}.execute-api.{REGION}.amazonaws.com"
NOBODY = (
    *(
        "cognitoIdentityPoolId",
        "cognitoIdentityId",
        "cognitoAuthenticationType",
        "cognitoAuthenticationProvider",
    ),
    *("principalOrgId", "accountId", "caller", "accessKey", "userArn", "user"),
)


def new_id(rng: random.Random) -> str:
    """Return an id in the form that AWS gives to requests, messages and events."""
    digits = f"{rng.getrandbits(128):032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def request_event(rng: random.Random, body: dict[str, Any], headers: dict[str, str]) -> dict[str, Any]:
    """Return the event of API Gateway's proxy integration for a POST /payments; `headers` beside the usual ones."""
    sent = {
        "Accept": "*/*",
        "Content-Type": "application/json",
        "Host": HOST,
        "User-Agent": "portal",
        "X-Amzn-Trace-Id": f"Root=1-67c2f4c0-{rng.getrandbits(96):024x}",
        "X-Forwarded-For": "127.0.0.1",
        "X-Forwarded-Port": "443",
        "X-Forwarded-Proto": "https",
        **headers,
    }
    return {
        "resource": "/payments",
        "path": "/payments",
        "httpMethod": "POST",
        "headers": sent,
        "multiValueHeaders": {name: [text] for name, text in sent.items()},
        "queryStringParameters": None,
        "multiValueQueryStringParameters": None,
        "pathParameters": None,
        "stageVariables": None,
        "requestContext": _context(rng),
        "body": json.dumps(body),
        "isBase64Encoded": False,
    }


def _context(rng: random.Random) -> dict[str, Any]:
    return {
        "resourceId": "a1b2c3",
        "resourcePath": "/payments",
        "httpMethod": "POST",
        "extendedRequestId": f"{rng.getrandbits(64):016x}=",
        "requestTime": f"{NOON:%d/%b/%Y:%H:%M:%S} +0000",
        "path": "/prod/payments",
        "accountId": ACCOUNT,
        "protocol": "HTTP/1.1",
        "stage": "prod",
        "domainPrefix": API_ID,
        "requestTimeEpoch": MILLISECONDS,
        "requestId": new_id(rng),
        "identity": dict.fromkeys(NOBODY) | {"sourceIp": "127.0.0.1", "userAgent": "portal"},
        "domainName": HOST,
        "deploymentId": "d4e5f6",
        "apiId": API_ID,
    }


def queue_event(rng: random.Random, queue: str, bodies: list[str]) -> dict[str, Any]:
    """Return the event with which Lambda hands over messages of a queue, these texts their bodies."""
    return {"Records": [_record(rng, queue, body) for body in bodies]}


def _record(rng: random.Random, queue: str, body: str) -> dict[str, Any]:
    return {
        "messageId": new_id(rng),
        "receiptHandle": f"{rng.getrandbits(256):064x}",
        "body": body,
        "attributes": {
            "ApproximateReceiveCount": "1",
            "SentTimestamp": f"{MILLISECONDS}",
            "SenderId": ACCOUNT,
            "ApproximateFirstReceiveTimestamp": f"{MILLISECONDS}",
        },
        "messageAttributes": {},
        "md5OfBody": md5(body.encode(), usedforsecurity=False).hexdigest(),
        "eventSource": "aws:sqs",
        "eventSourceARN": queue_arn(queue),
        "awsRegion": REGION,
    }


def topic_event(rng: random.Random, queue: str, messages: list[str]) -> dict[str, Any]:
    """Return the event of messages of a queue to which a topic delivered these texts, not raw."""
    wrapped = [
        notification(Message(new_id(rng), TOPIC_ARN, text, None, {}, NOON), f"{TOPIC_ARN}:{new_id(rng)}")
        for text in messages
    ]
    return queue_event(rng, queue, wrapped)


def bus_event(rng: random.Random, detail: Any) -> dict[str, Any]:
    """Return the event that a rule hands to a function."""
    return {
        "version": "0",
        "id": new_id(rng),
        "detail-type": "PaymentMade",
        "source": "insurance.payments",
        "account": ACCOUNT,
        "time": f"{NOON:%Y-%m-%dT%H:%M:%SZ}",
        "region": REGION,
        "resources": [],
        "detail": detail,
    }
