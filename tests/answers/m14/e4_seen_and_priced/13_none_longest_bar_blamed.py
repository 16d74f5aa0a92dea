# The reference, but what contains the others is blamed for them.
def own_times(segments):
    for part in (part for segment in segments for part, _ in all_parts(segment, None)):
        length = part.get("end_time", part["start_time"]) - part["start_time"]
        yield (part.get("aws", {}).get("resource_names") or [part["name"]])[0], length
