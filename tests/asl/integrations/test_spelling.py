import pytest

from course.asl.integrations.spelling import (
    action_name,
    error_prefix,
    field_name,
    own_field_name,
)


@pytest.mark.parametrize(
    "service_id, prefix",
    [
        ("S3", "S3"),
        ("DynamoDB", "DynamoDb"),
        ("SFN", "Sfn"),
        ("CloudWatch Logs", "CloudWatchLogs"),
        ("Config Service", "Config"),
        ("Database Migration Service", "DatabaseMigration"),
        ("Elastic Load Balancing v2", "ElasticLoadBalancingV2"),
        ("ApiGatewayV2", "ApiGatewayV2"),
        ("WAFV2", "Wafv2"),
        ("SageMaker A2I Runtime", "SageMakerA2IRuntime"),
        ("b2bi", "B2Bi"),
        ("XRay", "XRay"),
        ("IoTSiteWise", "IoTSiteWise"),
        ("IoT", "Iot"),
        ("FSx", "FSx"),
        ("ACM PCA", "AcmPca"),
        ("codeartifact", "Codeartifact"),
        ("Lex Models V2", "LexModelsV2"),
    ],
)
def test_errors_begin_with_the_prefix_in_aws_s_list(service_id, prefix):
    assert prefix == error_prefix(service_id)


@pytest.mark.parametrize(
    "operation, action",
    [
        ("GetObject", "getObject"),
        ("DescribeDBInstances", "describeDBInstances"),
        ("A", "a"),
        ("ABTest", "abTest"),
    ],
)
def test_an_action_begins_with_a_small_letter(operation, action):
    assert action_name(operation) == action


@pytest.mark.parametrize(
    "member, field",
    [
        ("Bucket", "Bucket"),
        ("stateMachineArn", "StateMachineArn"),
        ("DBInstanceIdentifier", "DbInstanceIdentifier"),
        ("ETag", "ETag"),
        ("ChecksumCRC32", "ChecksumCRC32"),
        ("ARN", "Arn"),
        ("SSEKMSKeyId", "SsekmsKeyId"),
        ("MD5OfMessageBody", "Md5OfMessageBody"),
        ("awsvpcConfiguration", "AwsvpcConfiguration"),
        ("S", "S"),
        ("BOOL", "Bool"),
        ("NULL", "Nul"),
        ("Equals", "EqualsValue"),
        ("", ""),
    ],
)
def test_a_field_of_an_sdk_call_is_in_pascal_case(member, field):
    assert field_name(member) == field


def test_an_optimised_integration_keeps_the_services_spelling():
    assert [own_field_name(name) for name in ("MD5OfMessageBody", "jobName", "")] == [
        "MD5OfMessageBody",
        "JobName",
        "",
    ]
