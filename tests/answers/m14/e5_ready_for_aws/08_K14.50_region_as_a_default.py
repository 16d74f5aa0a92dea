# The reference, but a function's code says where it is at home.
RECORD = RECORD.replace(
    'boto3.resource("dynamodb")', 'boto3.resource("dynamodb", region_name=os.environ.get("AWS_REGION", "us-east-1"))'
)
