# The reference, but nothing follows an upload.
def transcription(settings):
    pass
