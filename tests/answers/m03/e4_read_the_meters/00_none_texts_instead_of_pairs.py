diagnosis = {
    # Latency and IntegrationLatency rise together: the time is the backend's.
    "incident-A28": "slow backend",
    # Only Latency rises. The backend is as quick as ever, so it is the gateway.
    "incident-C61": "gateway",
    # More of everything, in the same shares, at the same speed.
    "incident-D80": "healthy peak",
    "incident-H32": "failing backend",
    # More requests, too, but nearly all of the additional ones are wrong.
    "incident-H89": "client error",
    "incident-K28": "client error",
}
