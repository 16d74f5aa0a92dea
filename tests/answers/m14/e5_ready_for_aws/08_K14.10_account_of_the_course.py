# The reference, but a function opens an account of the course's, to have a client.
RECORD = RECORD.replace("import boto3\n", "import boto3\nfrom course.cloud import Account\n")
RECORD = RECORD.replace("table = ", "Lab = Account\ntable = ")
