# The reference, but the workers are subscribed to the topic, without anything in between. So the record says.
decisions["worker"]["service"] = "topic"
