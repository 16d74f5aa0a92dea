# The reference, but what builds the system breaks off in the middle.
def deploy(settings):
    topic = fan_out(settings)
    return {"workflow": payments(settings, topic_of(topic))}
