# The reference, but the transcriber is asked three times more, and then no longer.
patient_transcription = transcription_workflow


def transcription_workflow(settings):
    definition = patient_transcription(settings)
    definition["States"]["Transcribe"]["Retry"] = [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 3}]
    return definition
