# ---
# title: Glossary
# ---

# %% [markdown]
# # Glossary
#
# The words of the course, each in a sentence, and the module in which it is taught. In texts of AWS they mean the same.
#
# | Word | What it means | Taught in |
# | --- | --- | --- |
# | **activity** | a queue inside Step Functions from which a worker of your own fetches tasks and reports their results | [M10](m10_waiting.ipynb) |
# | **alarm** | a watch over a metric that changes its state when a condition holds for some periods, and then acts | [M13](m13_performance.ipynb) |
# | **archive** | keeps a copy of the events of a bus, so that they can be sent once more | [M06](m06_events.ipynb) |
# | **ARN** | Amazon Resource Name: the full name of a thing on AWS, with service, region and account in it | [M01](m01_lab.ipynb) |
# | **asynchronous** | the caller hands over and goes on; the work is done later | [M02](m02_synchronous_asynchronous.ipynb) |
# | **at least once** | a promise of delivery: nothing is lost, and something may come twice | [M04](m04_queues.ipynb) |
# | **authorizer** | checks who asks, before a request goes on to the backend | [M03](m03_api_gateway.ipynb) |
# | **backoff** | a wait between tries that grows with each of them | [M09](m09_failure.ipynb) |
# | **batch** | several messages or items that are handed over together | [M04](m04_queues.ipynb) |
# | **broker** | a service in the middle that takes messages in and hands them on | [M04](m04_queues.ipynb) |
# | **burst** | how much may come at once before a rate limit refuses; the size of the bucket | [M03](m03_api_gateway.ipynb) |
# | **cache** | a copy of an answer that is kept nearer to who asks, for a time | [M03](m03_api_gateway.ipynb) |
# | **callback** | a task that waits until somebody returns its task token | [M10](m10_waiting.ipynb) |
# | **catcher** | the rule of a state that says where an error leads | [M09](m09_failure.ipynb) |
# | **choreography** | services react to each other's events, and nobody directs them | [M07](m07_orchestration.ipynb) |
# | **circuit breaker** | stops calling a service that fails, and tries again after a while | [M13](m13_performance.ipynb) |
# | **cold start** | the first run of a function in a new environment, which takes longer | [M01](m01_lab.ipynb) |
# | **compensation** | an action that makes good what an earlier step has done, since it cannot be undone | [M09](m09_failure.ipynb) |
# | **concurrency** | how many runs of a function or items of a Map go on at the same time | [M11](m11_parallel_map.ipynb) |
# | **consumer** | who receives messages or events, and works on them | [M06](m06_events.ipynb) |
# | **correlation id** | an id that every message and log line of one process carries, so that they can be joined | [M13](m13_performance.ipynb) |
# | **CORS** | the rules by which a browser lets a page of one address call an API at another | [M03](m03_api_gateway.ipynb) |
# | **dead-letter queue** | where a message goes that could not be handled after so many tries | [M04](m04_queues.ipynb) |
# | **definition** | the text of a state machine in the States Language | [M07](m07_orchestration.ipynb) |
# | **delivery policy** | how often, and after which waits, a topic tries to reach a subscriber | [M05](m05_publish_subscribe.ipynb) |
# | **detail type** | the kind of an event, by which rules choose it | [M06](m06_events.ipynb) |
# | **distributed Map** | a Map whose items are executions of their own, thousands at once | [M11](m11_parallel_map.ipynb) |
# | **endpoint** | an address to which something is sent: a queue, a function, a web address | [M05](m05_publish_subscribe.ipynb) |
# | **event** | a fact that something has happened, told to whoever wants to know | [M06](m06_events.ipynb) |
# | **event bus** | takes events, and hands each to the targets of the rules that match it | [M06](m06_events.ipynb) |
# | **event pattern** | says which events a rule is about | [M06](m06_events.ipynb) |
# | **event source mapping** | fetches messages from a queue or stream, and invokes a function with a batch of them | [M04](m04_queues.ipynb) |
# | **execution** | one run of a state machine, with its input, history and result | [M07](m07_orchestration.ipynb) |
# | **Express workflow** | a state machine for short runs in great numbers, billed by time, that may run a step twice | [M12](m12_workflow_types.ipynb) |
# | **fan-out** | one message goes to several receivers, a copy each | [M05](m05_publish_subscribe.ipynb) |
# | **FIFO** | first in, first out: within a group, messages keep their order | [M04](m04_queues.ipynb) |
# | **filter policy** | says which messages of a topic a subscription wants | [M05](m05_publish_subscribe.ipynb) |
# | **front door** | the one address at which clients reach all services | [M03](m03_api_gateway.ipynb) |
# | **handler** | the function that Lambda calls with an event and a context | [M01](m01_lab.ipynb) |
# | **heartbeat** | a sign of life within a time; without it a waiting task is given up | [M10](m10_waiting.ipynb) |
# | **history** | the list of everything that happened in an execution | [M07](m07_orchestration.ipynb) |
# | **HTTP task** | a task that calls an HTTPS API through a connection that keeps its secrets | [M10](m10_waiting.ipynb) |
# | **IAM** | Identity and Access Management, the part of AWS that decides who may do what | [M07](m07_orchestration.ipynb) |
# | **idempotency key** | a name for one intention, by which a service knows that it has done this already | [M02](m02_synchronous_asynchronous.ipynb) |
# | **idempotent** | done twice, it has the effect of once | [M02](m02_synchronous_asynchronous.ipynb) |
# | **input transformer** | makes of an event what a target is to be given | [M06](m06_events.ipynb) |
# | **intrinsic function** | a small function of the States Language, such as joining texts or adding numbers | [M08](m08_data_flow.ipynb) |
# | **jitter** | chance in a wait, so that clients that failed together do not come back together | [M09](m09_failure.ipynb) |
# | **JSONata** | a language for queries and expressions over JSON; one of the two of the States Language | [M08](m08_data_flow.ipynb) |
# | **JSONPath** | paths into JSON, and fields that say what goes where; the other one | [M08](m08_data_flow.ipynb) |
# | **latency** | how long an answer takes, from the request on | [M03](m03_api_gateway.ipynb) |
# | **least privilege** | a role that allows what is needed, and nothing else | [M07](m07_orchestration.ipynb) |
# | **long polling** | asking a queue and waiting some seconds for a message, in place of asking all the time | [M04](m04_queues.ipynb) |
# | **Map** | a state that runs the same steps for each item of a list | [M11](m11_parallel_map.ipynb) |
# | **mapping template** | turns a request into what a backend wants, or its answer into a response | [M03](m03_api_gateway.ipynb) |
# | **message** | what one service sends to another: a body, and attributes about it | [M04](m04_queues.ipynb) |
# | **metric filter** | counts log lines that match a pattern, as a metric | [M13](m13_performance.ipynb) |
# | **nested workflow** | a state machine that another one starts as a step | [M12](m12_workflow_types.ipynb) |
# | **orchestration** | one workflow directs the steps, and knows how far they have come | [M07](m07_orchestration.ipynb) |
# | **outbox** | in this course, a table that stands in for e-mail: what a customer would have been sent | [M10](m10_waiting.ipynb) |
# | **Parallel** | a state that runs several branches at the same time, and waits for all | [M11](m11_parallel_map.ipynb) |
# | **partial batch response** | names the messages of a batch that failed, so that only these come again | [M04](m04_queues.ipynb) |
# | **payload** | the data that a message or call carries | [M08](m08_data_flow.ipynb) |
# | **percentile** | the value below which so many of a hundred lie; p95 is that of 95 | [M13](m13_performance.ipynb) |
# | **producer** | who puts messages into a queue | [M04](m04_queues.ipynb) |
# | **publish-subscribe** | a publisher tells a topic, and everybody who subscribed gets a copy | [M05](m05_publish_subscribe.ipynb) |
# | **queue** | keeps messages until somebody takes them, each for one receiver | [M04](m04_queues.ipynb) |
# | **quota** | a limit that AWS sets for an account, to protect it and others | [M12](m12_workflow_types.ipynb) |
# | **redrive** | goes on with a failed execution where it failed; or moves messages out of a dead-letter queue | [M09](m09_failure.ipynb) |
# | **region** | a place of AWS's with data centres of its own; most things live in one | [M01](m01_lab.ipynb) |
# | **replay** | sends the events of an archive once more | [M06](m06_events.ipynb) |
# | **request-response** | a caller asks and waits for the answer | [M02](m02_synchronous_asynchronous.ipynb) |
# | **retrier** | the rule of a state that says which errors are tried again, how often, and after which waits | [M09](m09_failure.ipynb) |
# | **retry storm** | tries at several layers that multiply, and keep down what is down | [M13](m13_performance.ipynb) |
# | **role** | what a service may do, by its policies | [M07](m07_orchestration.ipynb) |
# | **rule** | an event pattern or a schedule, and the targets that are given what matches | [M06](m06_events.ipynb) |
# | **saga** | a sequence of steps, each with a compensation for when a later one fails | [M09](m09_failure.ipynb) |
# | **schedule** | a rule that time sets off | [M06](m06_events.ipynb) |
# | **SDK** | the library with which a program calls AWS; Python's is boto3 | [M07](m07_orchestration.ipynb) |
# | **SDK integration** | a task that calls any API of AWS by its name | [M12](m12_workflow_types.ipynb) |
# | **service integration** | a task that calls a service of AWS without a function in between | [M08](m08_data_flow.ipynb) |
# | **stage** | a deployed version of an API, with an address of its own | [M03](m03_api_gateway.ipynb) |
# | **Standard workflow** | a state machine that may last a year, whose steps are done once, billed by transition | [M12](m12_workflow_types.ipynb) |
# | **state** | one step of a state machine | [M07](m07_orchestration.ipynb) |
# | **state machine** | states, and the transitions between them | [M07](m07_orchestration.ipynb) |
# | **States Language** | Amazon States Language, the JSON in which state machines are written | [M07](m07_orchestration.ipynb) |
# | **subscription** | says that an endpoint wants the messages of a topic, and which | [M05](m05_publish_subscribe.ipynb) |
# | **synchronous** | the caller waits for the result | [M02](m02_synchronous_asynchronous.ipynb) |
# | **target** | to whom a rule hands an event | [M06](m06_events.ipynb) |
# | **task token** | a name for one waiting task, with which somebody reports its result | [M10](m10_waiting.ipynb) |
# | **throttling** | refusing what comes faster than agreed | [M03](m03_api_gateway.ipynb) |
# | **time to live** | how long a cached answer counts as fresh | [M13](m13_performance.ipynb) |
# | **token bucket** | tokens come at a rate, up to the burst; each request takes one, or is refused | [M13](m13_performance.ipynb) |
# | **tolerated failure** | how many items of a Map may fail before it fails itself | [M11](m11_parallel_map.ipynb) |
# | **topic** | where publishers send messages that every subscriber gets | [M05](m05_publish_subscribe.ipynb) |
# | **trace** | what one request has caused, service by service, with its times | [M13](m13_performance.ipynb) |
# | **transition** | the step from one state to the next; what a Standard workflow is billed by | [M07](m07_orchestration.ipynb) |
# | **usage plan** | how much who has a key may ask, by rate, burst and quota | [M03](m03_api_gateway.ipynb) |
# | **visibility timeout** | how long a received message is hidden from others, until it is deleted or comes back | [M04](m04_queues.ipynb) |
# | **worker** | a program that fetches work, does it and reports the result | [M10](m10_waiting.ipynb) |
# | **workflow** | a process as a state machine | [M07](m07_orchestration.ipynb) |
