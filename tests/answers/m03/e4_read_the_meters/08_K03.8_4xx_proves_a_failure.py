diagnosis = {
    # Latency and IntegrationLatency rise together: the time is the backend's.
    "incident-A28": ("slow backend", "IntegrationLatency"),
    # Only Latency rises. The backend is as quick as ever, so it is the gateway.
    "incident-C61": ("gateway", "Latency"),
    # More of everything, in the same shares, at the same speed.
    "incident-D80": ("healthy peak", "Count"),
    "incident-H32": ("failing backend", "5XXError"),
    # More requests, too, but nearly all of the additional ones are wrong.
    "incident-H89": ("failing backend", "4XXError"),
    "incident-K28": ("failing backend", "4XXError"),
}
