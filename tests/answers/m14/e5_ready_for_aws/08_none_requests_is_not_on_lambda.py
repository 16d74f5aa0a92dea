# The reference, but a function imports what is installed here, and not on Lambda.
ACCEPT = ACCEPT.replace("import boto3\n", "import boto3\nimport requests\n")
