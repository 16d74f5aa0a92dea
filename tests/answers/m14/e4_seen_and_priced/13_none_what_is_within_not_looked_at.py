# The reference, but only whole segments are looked at, and not the calls within them: a slow table is the caller's fault.
def own_times(segments):
    for segment in segments:
        inner = [each for each in segments if each.get("parent_id") == segment["id"]]
        length = segment.get("end_time", segment["start_time"]) - segment["start_time"]
        yield segment["name"], length - sum(each["end_time"] - each["start_time"] for each in inner)
