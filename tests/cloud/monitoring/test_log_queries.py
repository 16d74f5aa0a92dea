"""Logs Insights: queries over log groups."""

import pytest
from botocore.exceptions import ClientError

LINES = (
    {"level": "INFO", "till": {"id": "a"}, "amount": 5, "ok": True, "tags": ["x", "y"]},
    {"level": "ERROR", "till": {"id": "b"}, "amount": 50, "ok": False},
    {"level": "INFO", "till": {"id": "a"}, "amount": 9.5},
    "user=kim, method:card took 12 ms",
)


@pytest.fixture
def shop(meters):
    meters.write(*LINES)
    return meters


def test_without_a_word_on_fields_a_query_shows_time_and_message_newest_first(shop):
    rows = shop.query("limit 2")

    assert ["@timestamp", "@message"] == list(rows[0])
    assert [LINES[3], "2025-03-01 08:00:03."] == [rows[0]["@message"], rows[0]["@timestamp"][:20]]


def test_every_event_has_fields_of_its_own(shop):
    [row] = shop.query("fields @logStream, @log, @ingestionTime | filter @message like 'user'")

    assert ("till", "123456789012:shop") == (row["@logStream"], row["@log"])


@pytest.mark.parametrize(
    "test, amounts",
    [
        ('level = "INFO"', ["5", "9.5"]),
        ("level = 'INFO' and amount > 5", ["9.5"]),
        ("level != 'INFO'", ["50"]),
        ("amount >= 5 and amount <= 9.5", ["5", "9.5"]),
        ("amount < 6 or amount > 49", ["5", "50"]),
        ("not (level = 'INFO')  and ispresent(amount)", ["50"]),
        ("level like /ERR|WARN/", ["50"]),
        ("level not like /(?i)info/", ["50"]),
        ("level =~ /^E/", ["50"]),
        ('level like "NF"', ["5", "9.5"]),
        ('level in ["ERROR", "FATAL"]', ["50"]),
        ("amount not in [5, 50]", ["9.5"]),
        ("till.id = 'a'", ["5", "9.5"]),
        ("`till.id` = 'b'", ["50"]),
        ("tags.1 = 'y'", ["5"]),
        ("tags[0] = 'x'", ["5"]),
        ("ok = true", ["5"]),
        ("ok = 0", ["50"]),
        ("amount * 2 + 1 = 11", ["5"]),
        ("amount / 0 = 1", []),
        ("strlen(level) = 5", ["50"]),
        ("nowhere = 1", []),
    ],
)
def test_a_filter_keeps_what_holds(shop, test, amounts):
    rows = shop.query(f"fields amount | filter {test} | filter ispresent(amount) | sort @timestamp")

    assert amounts == [row["amount"] for row in rows]


def test_rows_are_sorted_by_several_fields_and_limited(shop):
    rows = shop.query(
        "filter ispresent(amount) | fields level, amount | sort level desc, amount desc | limit 2"
    )

    assert [("INFO", "9.5"), ("INFO", "5")] == [(row["level"], row["amount"]) for row in rows]


def test_display_shows_only_what_it_names(shop):
    rows = shop.query(
        "fields @timestamp, level | filter level = 'ERROR' | display concat(level, '!') as loud"
    )

    assert [{"loud": "ERROR!"}] == rows


def test_stats_count_and_compute(shop):
    text = """
        # of all sales
        stats count(*) as n, count(amount), sum(amount), avg(amount), min(amount), max(amount) as most,
              pct(amount, 50) as middle, count_distinct(level)
    """
    assert [
        {
            "n": "4",
            "count(amount)": "3",
            "sum(amount)": "64.5",
            "avg(amount)": "21.5",
            "min(amount)": "5",
            "most": "50",
            "middle": "9.5",
            "count_distinct(level)": "2",
        }
    ] == shop.query(text)


def test_stats_go_by_fields(shop):
    rows = shop.query("stats count(*) as n, sum(amount) as total by level, till.id | sort total desc")

    assert [
        {"level": "ERROR", "till.id": "b", "n": "1", "total": "50"},
        {"level": "INFO", "till.id": "a", "n": "2", "total": "14.5"},
    ] == rows


def test_stats_go_by_bins_of_time(meters):
    for minute in (1, 2, 7):
        meters.at(minute)
        meters.write({"amount": minute})

    rows = meters.query("stats sum(amount) by bin(5m) as t | sort t asc")

    assert [("2025-03-01 08:00:00.000", "3"), ("2025-03-01 08:05:00.000", "7")] == [
        (row["t"], row["sum(amount)"]) for row in rows
    ]
    assert {"bin(5m)", "count()"} == set(meters.query("stats count() by bin(5m)")[0])


def test_stats_of_nothing_count_nothing(shop):
    assert [{"count(*)": "0"}] == shop.query("filter level = 'NONE' | stats count(*), sum(amount)")


@pytest.mark.parametrize(
    "pattern",
    [
        '@message "user=*, method:* took * ms" as who, how, time',
        r"@message /user=(?<who>\w+), method:(?<how>\w+) took (?<time>\d+)/",
        r"/user=(\w+), method:(\w+) took (\d+)/ as who, how, time",
    ],
)
def test_parse_finds_fields_in_a_text(shop, pattern):
    rows = shop.query(f"parse {pattern} | filter time > 10 | display who, how, time")

    assert [{"who": "kim", "how": "card", "time": "12"}] == rows


def test_dedup_keeps_the_newest_of_each(shop):
    assert ["9.5", "50"] == [row["amount"] for row in shop.query("fields amount | dedup level")]


def test_what_lambda_reports_is_found(lab, meters):
    lab.function("import time\ndef handler(event, context): time.sleep(event['s']); print({'a': 1})")
    for seconds in (1, 3):
        lab.invoke(event={"s": seconds})

    rows = meters.query(
        'filter @type = "REPORT" | stats max(@duration) as slow, avg(@billedDuration) as billed, count(@initDuration) as cold',
        group="/aws/lambda/sales",
    )

    assert ("3000", "1") == (rows[0]["slow"], rows[0]["cold"])


def test_json_behind_a_functions_own_words_is_found(meters):
    meters.write('[INFO]\t2025-03-01T08:00:00.000Z\tid\t{"amount": 5} and {"amount": 6}')

    assert [{"amount": "5"}] == meters.query("fields amount")


def test_a_query_sees_the_time_it_asks_for_and_at_most_so_many_rows(shop):
    start = int(shop.account.clock.start.timestamp())

    assert 2 == len(shop.query("fields @message", startTime=start + 1, endTime=start + 3))
    assert 3 == len(shop.query("fields @message", limit=3))


@pytest.mark.parametrize(
    "text, said",
    [
        ("", "empty"),
        ("pattern @message", "does not know the command pattern"),
        ("filter level =", "ends"),
        ("filter level == 'x'", "unexpected '='"),
        ("fields sqrt(amount)", "does not know the function sqrt"),
        ("stats histogram(amount)", "does not know the function histogram"),
        ("stats count(*) by bin(soon)", "duration"),
        ("sort", "ends"),
        ("limit none", "number"),
        ("fields a b", "expected '|'"),
        ("filter a like /(/", "no regular expression"),
        ('parse @message "*" as a, b', "1 values and has 2 names"),
        ("fields ~", "unexpected '~'"),
    ],
)
def test_a_query_that_cannot_be_read_is_refused_with_what_is_wrong(shop, text, said):
    with pytest.raises(ClientError) as caught:
        shop.logs.start_query(logGroupName="shop", startTime=0, endTime=1, queryString=text)

    assert "MalformedQueryException" == caught.value.response["Error"]["Code"]
    assert said in caught.value.response["Error"]["Message"]


def test_a_query_that_is_not_there_has_no_results(meters):
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        meters.logs.get_query_results(queryId="none")


def test_another_query_language_is_not_taken_for_ours(shop):
    with pytest.raises(ClientError, match="NotImplemented"):
        shop.query("SELECT 1", queryLanguage="SQL")
