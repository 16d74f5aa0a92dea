without_functions = {
    "QueryLanguage": "JSONata",
    "StartAt": "Prepare",
    "States": {
        "Prepare": {
            "Type": "Pass",
            "Output": {
                "greeting": "{% 'Dear ' & $states.input.name & ' === ' & $states.input.policyId %}",
                "batches": "{% $partition($states.input.payments, 4) %}",
                "noticeId": "{% $uuid() %}",
                "settings": "{% $merge([$states.input.defaults, $states.input.choices]) %}",
                "trip": "{% $parse($states.input.tripReport) %}",
            },
            "End": True,
        }
    },
}
