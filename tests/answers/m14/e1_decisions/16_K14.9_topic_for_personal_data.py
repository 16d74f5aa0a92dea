# The reference, but names and addresses are published to a topic, as the record has it.
decisions["personal"]["service"] = "topic"
