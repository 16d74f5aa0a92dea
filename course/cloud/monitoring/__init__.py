"""What an account tells of itself: metrics with their alarms, logs with their queries, and traces.

CloudWatch, CloudWatch Logs and X-Ray. The rooms inside know one another only downwards: alarms watch metrics, logs put
metrics, and tracing reads the account's trace.
"""
