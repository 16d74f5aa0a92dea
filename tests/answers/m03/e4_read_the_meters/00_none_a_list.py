diagnosis = [("incident-A28", "slow backend", "IntegrationLatency")]
