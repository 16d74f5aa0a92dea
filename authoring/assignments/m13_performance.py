# ---
# title: "Exercises: performance, visibility, resilience"
# module: m13
# ---

# %% [markdown]
# # Exercises: performance, visibility, resilience
#
# After these exercises you can
#
# - find the bottleneck in a trace, and name the lever that helps,
# - put a cache in front of a database without giving away freshness or secrets,
# - write a client whose retries spread a peak instead of making it an outage.
#
# The lesson belonging to them is [Performance, visibility, resilience](../../lessons/m13_performance.ipynb);
# "step D2" below means its step D2. Reckon with 15 to 30 minutes an exercise. Each is worth 10 points.
#
# **How an exercise goes.** Read what to deliver. `task` shows the values that are yours. Write your answer in the cell
# below them, try it in the cell after that, and let `grade` check it as often as you like. `hints` opens one hint at a
# time; opening them costs nothing. The check here uses some cases; grading uses more of the same kind.
#
# **What you write is ordinary Python.** Your functions get everything that they need as arguments: functions that ask a
# service, a cache or a database, that tell the time, and that let it pass. Waiting takes no time: the clock is virtual.

# %% locked="setup"
from grader.notebook import grade, hints, task

# %% [markdown]
# The next cell has the pictures that the cells "Try it" use.

# %% locked="given_pictures"
from IPython.display import display

from course.widgets import bars, table

# %% [markdown]
# ## E2: Trace detective
#
# *You practise: finding in a trace where the time goes, and what helps. Lesson steps D3, D8 and D10.*
#
# Five requests took too long. Below are their traces. Each line is a segment: its name, begin and end in milliseconds, the share of
# its own time in which its processor was busy, a bar, and a note where there is one. A segment that stands further in took place
# within the one above it.
#
# **Own time** of a segment is its length, less the time in which at least one segment directly within it went on. (Where two of
# them overlap, that time counts once.) The **bottleneck** of a trace is the segment with the most own time.
#
# **Deliver** `found`, a dictionary with an answer for each trace: its code, and four things about its bottleneck:
#
# 1. the name of the segment;
# 2. its own time in milliseconds;
# 3. `"working"` if it is busy for more than half of its own time, else `"waiting"`;
# 4. the lever to pull first:
#
# | Lever | First choice when the bottleneck |
# | --- | --- |
# | `"larger"` | works on one piece that cannot be divided, and its machine can still grow |
# | `"copies"` | works on many requests at once, and keeps nothing between them |
# | `"state-out"` | works on many requests at once, and keeps in its memory what the next one needs |
# | `"queue"` | waits because whoever it asks refuses, being asked too often, and no result is needed at once |
# | `"index"` | reads much to return little |
# | `"cache"` | gets the same answer again and again |
# | `"warm"` | had to be started first |
#
# **Example.** In the trace below, `orders` contains `stock` and `prices`, which overlap: together they go from 200 to 450. So `orders` has
# 800 - 250 = 550 ms of its own, and is the bottleneck: `found = {"T-10": ("orders", 550, "working", "index")}`.
#
# ```
# segment        begin   end  busy  note
# gateway            0   950   4 %
#   orders         100   900  96 %  query: 40,000 items read, 2 returned
#     stock        200   400  20 %
#     prices       390   450  30 %
# ```
#
# | Checked | Points |
# | --- | --- |
# | The bottleneck of each trace is found | 3 |
# | Its own time is right | 3 |
# | It is told whether it waits or works | 1 |
# | The lever that comes first, where nothing is kept in memory | 2 |
# | The lever that comes first, where something is | 1 |

# %%
task("m13.e2")

# %% solution="m13.e2"
found = None  # {"T-10": ("orders", 550, "working", "index"), ...}
### BEGIN SOLUTION
# Own time: the length of the segment, less that of its direct parts, joined where they overlap.
# The note tells the lever. Who keeps something in memory must let it go before a second copy can help.
found = {
    "T-17": ("bank", 1758, "waiting", "queue"),
    "T-22": ("claims-db", 2891, "working", "index"),
    "T-24": ("dialogues", 1430, "working", "state-out"),
    "T-41": ("tax-tables", 1336, "waiting", "cache"),
    "T-85": ("documents", 2192, "working", "copies"),
}
### END SOLUTION

# %% [markdown]
# Try it: does your answer have an entry for each trace, with four parts?

# %%
try:
    parts = ("segment", "own time in ms", "waits or works", "lever")
    display(
        table([{"trace": code, **dict(zip(parts, answer, strict=True))} for code, answer in found.items()])
    )
except (AttributeError, TypeError, ValueError):
    print("Each entry of found is a code with four parts, such as the one in the example.")

# %% grade="m13.e2" points=10
grade("m13.e2", found)

# %%
hints("m13.e2")

# %% [markdown]
# ## E3: Cache with care
#
# *You practise: caching in the application, and what it costs in freshness. Lesson step D6.*
#
# Everybody looks at their policy before they pay. The database needs 0.4 s for a read, and does not bear the first of the month.
# A cache is put in front of it.
#
# **Deliver** two functions:
#
# - `get_policy(policy_id, customer, cache, db, clock)` returns the policy as this customer may see it;
# - `update_policy(policy_id, customer, policy, cache, db, clock)` stores this customer's changed policy. What it returns does not
#   matter.
#
# What they are handed are dictionaries of functions:
#
# | Function | What it does |
# | --- | --- |
# | `db["read"](policy_id, customer)` | returns the policy, a dictionary. What it holds depends on the customer: the holder sees more than a driver |
# | `db["write"](policy_id, customer, policy)` | stores it |
# | `cache["get"](key)` | returns what is stored under a text, or None |
# | `cache["set"](key, value, seconds)` | stores plain data (texts, numbers, lists, dictionaries) for so many seconds |
# | `cache["add"](key, value, seconds)` | does the same if there is nothing under the key; returns whether it did. Of many callers at once, one gets True |
# | `cache["delete"](key)` | forgets it |
# | `clock["now"]()`, `clock["sleep"](seconds)` | the time in seconds; lets time pass |
#
# The database and the cache can be down: then their functions raise an error. The rules:
#
# 1. No answer is older than `fresh_for` seconds (see your table), whoever has changed the policy meanwhile, and nobody gets what
#    another customer may see.
# 2. Once `update_policy` has returned, that customer never sees the policy from before, even if they asked during the update.
#    (Another customer's view of it may be old, within rule 1.)
# 3. What is cached is used for as long as that: `fresh_for` seconds, two more or less.
# 4. When twenty readers miss at once, the database is asked three times at the most, and all are answered within 30 s.
# 5. An error of the database is raised, and not remembered. Is the cache down, both functions go on without it.
#
# **Example.** With `fresh_for` 60: at 0 s C-77 asks for POL-1042, and the database is asked. At 20 s C-77 asks again, and it is not. At
# 21 s C-90 asks for the same policy, and the database is asked for C-90's view of it. At 25 s C-77 updates it: it is written. At 26 s
# C-77 asks, and gets the new one.
#
# | Checked, on virtual time | Points |
# | --- | --- |
# | Each customer gets their own policy, and none that is too old | 2 |
# | After an update nobody sees their old policy | 2 |
# | Readers one after the other spare the database | 2 |
# | Twenty who miss at once ask it three times at the most | 2 |
# | A database or a cache that is down does no lasting harm | 2 |
#
# (The first two are looked at only if the database is not asked each time.)

# %%
task("m13.e3")


# %% solution="m13.e3"
### BEGIN SOLUTION
FRESH_FOR = 150


def key_of(policy_id, customer):
    """Name all on which the answer depends: the policy, and who looks at it."""
    return f"policy/{policy_id}/{customer}"


def without_errors(ask, *arguments):
    """Ask the cache; if it is down, go on as if it held nothing."""
    try:
        return ask(*arguments)
    except Exception:
        return None


### END SOLUTION


def get_policy(policy_id, customer, cache, db, clock):
    """Return the policy as this customer may see it, from the cache if it is fresh enough."""
    ### BEGIN SOLUTION
    key = key_of(policy_id, customer)
    for _ in range(30):
        policy = without_errors(cache["get"], key)
        if policy is not None:
            return policy
        # True: we are to fetch. None: the cache is down. False: somebody else fetches.
        if without_errors(cache["add"], key + "/fetching", "yes", 5) is not False:
            break
        clock["sleep"](0.1)
    try:
        policy = db["read"](policy_id, customer)  # its errors are the caller's, and are not kept
        without_errors(cache["set"], key, policy, FRESH_FOR)
        return policy
    finally:
        without_errors(cache["delete"], key + "/fetching")
    ### END SOLUTION


def update_policy(policy_id, customer, policy, cache, db, clock):
    """Store the changed policy, and let nobody see this customer's old one."""
    ### BEGIN SOLUTION
    db["write"](policy_id, customer, policy)
    # Afterwards: who read during the write may have cached the old one.
    without_errors(cache["delete"], key_of(policy_id, customer))
    ### END SOLUTION


# %% [markdown]
# Try it: a database and a cache of plain dictionaries. The table shows what each read got, and how often the database was asked so
# far. Add readers, customers, updates, or let time pass.


# %%
def try_cache(get_policy, update_policy, steps):
    """Let customers read and update one policy at given seconds; show what they get."""
    now, reads, rows, kept, shown = [0.0], [], {}, {}, []

    def read(policy_id, customer):
        reads.append(customer)
        now[0] += 0.4
        return dict(
            rows.get((policy_id, customer), {"policyId": policy_id, "seenBy": customer, "premium": 100})
        )

    def put(key, value, seconds):
        kept[key] = value, now[0] + seconds

    def get(key):
        value, until = kept.get(key, (None, 0))
        return value if now[0] < until else None

    def add(key, value, seconds):
        is_free = get(key) is None
        if is_free:
            put(key, value, seconds)
        return is_free

    def sleep(seconds):
        now[0] += seconds

    db = {
        "read": read,
        "write": lambda policy_id, customer, policy: rows.update({(policy_id, customer): policy}),
    }
    cache = {"get": get, "set": put, "add": add, "delete": lambda key: kept.pop(key, None)}
    clock = {"now": lambda: now[0], "sleep": sleep}
    for second, customer, premium in steps:
        now[0] = max(now[0], second)
        if premium is None:
            got = get_policy("POL-1042", customer, cache, db, clock)
        else:
            changed = {"policyId": "POL-1042", "seenBy": customer, "premium": premium}
            update_policy("POL-1042", customer, changed, cache, db, clock)
            got = f"updates it to {premium}"
        shown.append({"second": second, "customer": customer, "gets": str(got), "reads so far": len(reads)})
    return table(shown, "Customers and the policy POL-1042")


try:
    steps = [
        (0, "C-77", None), (20, "C-77", None), (21, "C-90", None), (25, "C-77", 120), (26, "C-77", None), (400, "C-90", None)
    ]  # fmt: skip
    display(try_cache(get_policy, update_policy, steps))
except NotImplementedError:
    print("Write both functions first, then run this cell again.")

# %% grade="m13.e3" points=10
grade("m13.e3", get_policy, update_policy)

# %%
hints("m13.e3")

# %% [markdown]
# ## E4: Polite client
#
# *You practise: backing off so that a peak does not become an outage. Lesson steps D7 and D9.*
#
# On the first of the month 200 customers' clients ask the payments service in the same moment. In each tenth of a second it
# accepts six, and refuses the rest. Who is refused may try again; how they do it decides whether all of them get through.
#
# **Deliver** the function `call(fn, clock, rng)`. It asks the service by calling `fn()`, and returns the response that was the
# last. A response is a dictionary with two numbers:
#
# | Field | Meaning |
# | --- | --- |
# | `status` | 200: done. 400 to 499, but for 429: the request is wrong, and will be wrong again. 429, and 500 to 599: not now |
# | `tries` | how often the layers below have tried for this response: 1, or more if one of them has tried again already |
#
# `clock["now"]()` returns the time in seconds, `clock["sleep"](seconds)` lets time pass, `rng()` returns a random number from 0 up
# to 1, a new one at each call. (Use these three, so that a run can be repeated.) The rules, with the numbers in your table:
#
# 1. **What is tried again:** a 429 and anything from 500 up, if `tries` is 1. Every other response is returned at once.
# 2. **How often:** five times at the most, the first try included.
# 3. **The wait:** after the first try it is at most `first_delay` seconds, after each further one at most twice as many, but
#    never more than `longest_delay`. Within that every length is as likely as another (full jitter).
# 4. **The local rate:** between the end of a try and the begin of the next there are at least `shortest_pause` seconds: a wait
#    that would be shorter becomes that long.
# 5. **The deadline:** no try begins later than `deadline` seconds after `call` began. Would it, then `call` returns at once, without
#    waiting; and so it does after the fifth try.
#
# **Example.** With `first_delay` 1, `longest_delay` 3, `shortest_pause` 0.2, and an `rng` that returns 0.5, 0.01, 0.9:
#
# | Try | Begins | Response, 0.05 s later | Then it waits |
# | --- | --- | --- | --- |
# | 1 | 0.00 s | `{"status": 429, "tries": 1}` | 0.5 * 1 = 0.5 s |
# | 2 | 0.55 s | `{"status": 503, "tries": 1}` | 0.01 * 2 = 0.02 s is too short: 0.2 s |
# | 3 | 0.80 s | `{"status": 503, "tries": 1}` | 0.9 * 3 = 2.7 s |
# | 4 | 3.55 s | `{"status": 200, "tries": 1}` | it is returned |
#
# | Checked | Points |
# | --- | --- |
# | The waits of 200 clients are spread over all that is allowed | 3 |
# | Of 200 clients at once, 170 get through | 4 |
# | Only what another try can mend is tried again | 1 |
# | Tries, pause and deadline are kept | 2 |

# %%
task("m13.e4")


# %% solution="m13.e4"
def call(fn, clock, rng):
    """Ask by `fn()`, again where that can help; return the last response."""
    ### BEGIN SOLUTION
    first_delay, longest_delay, shortest_pause, deadline = 0.6, 3.6, 0.08, 12
    begin = clock["now"]()
    for number in range(5):
        response = fn()
        # A client error stays one; what a layer below has tried again must not be multiplied here.
        not_now = response["status"] == 429 or response["status"] >= 500
        if not not_now or response["tries"] > 1 or number == 4:
            break
        # Full jitter: 200 clients that were refused together come back apart.
        wait = max(shortest_pause, rng() * min(longest_delay, first_delay * 2**number))
        if clock["now"]() + wait > begin + deadline:
            break
        clock["sleep"](wait)
    return response
    ### END SOLUTION


# %% [markdown]
# Try it: 200 clients, one of your calls each. The bars show how often the service was asked in each half second. Do you see a
# comb, or hills that get flatter?

# %%
import random
from collections import Counter


def one_client(call, seed, asked, accepted):
    """Let a client with a clock of its own call; return the response. In a tenth of a second six calls are accepted."""
    now = [0.0]

    def fn():
        slot = int(now[0] * 10 + 1e-6)
        asked[int(now[0] * 2)] += 1
        accepted[slot] += 1
        now[0] += 0.05
        return {"status": 200 if accepted[slot] <= 6 else 429, "tries": 1}

    def sleep(seconds):
        now[0] += seconds

    return call(fn, {"now": lambda: now[0], "sleep": sleep}, random.Random(seed).random)


def try_call(call):
    """Let 200 clients ask at the same moment; show when the service was asked, and how many got through."""
    asked, accepted = Counter(), Counter()
    responses = [one_client(call, seed, asked, accepted) for seed in range(200)]
    served = sum(response["status"] == 200 for response in responses)
    print(f"{served} of 200 clients get through.")
    halves = {f"{at / 2:.1f} s": asked[at] for at in range(max(asked) + 1)}
    return bars(halves, "calls", "Calls in each half second")


try:
    display(try_call(call))
except NotImplementedError:
    print("Write call first, then run this cell again.")

# %% grade="m13.e4" points=10
grade("m13.e4", call)

# %%
hints("m13.e4")
