waits = {
    "W-87": ["WAIT-STATE", " Date "],
    "W-84": ["ACTIVITY", " Token "],
    "W-49": ["ACTIVITY", " Timeout "],
    "W-58": ["CALLBACK", " Timeout "],
    "W-52": ["REQUEST-RESPONSE", " Reply "],
    "W-45": ["RUN-A-JOB", " Job "],
    "W-33": ["CALLBACK", " Token "],
    "W-66": ["POLLING", " Status "],
    "W-26": ["CALLBACK", " Heartbeat "],
}
