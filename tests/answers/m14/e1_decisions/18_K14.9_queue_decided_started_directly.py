# The reference, but the record has a queue between the door and the workflow.
decisions["start"].update(service="queue", risk="flood", answer="buffer")
