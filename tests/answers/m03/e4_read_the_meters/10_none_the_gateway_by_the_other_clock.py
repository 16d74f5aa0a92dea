proofs = {
    "client error": "4XXError",
    "gateway": "IntegrationLatency",
    "slow backend": "IntegrationLatency",
    "failing backend": "5XXError",
    "healthy peak": "Count",
}
labels = {
    "client error": ["incident-H89", "incident-K28"],
    "gateway": ["incident-C61"],
    "slow backend": ["incident-A28"],
    "failing backend": ["incident-H32"],
    "healthy peak": ["incident-D80"],
}
diagnosis = {label: [cause, proofs[cause]] for cause, found in labels.items() for label in found}
