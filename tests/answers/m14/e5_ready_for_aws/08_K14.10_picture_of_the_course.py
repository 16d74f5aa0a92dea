# The reference, but a function needs something of the course's as soon as it runs.
STATUS = STATUS.replace(
    '    payment_id = event["pathParameters"]["paymentId"]\n',
    '    import course.widgets as shown\n\n    print(shown.table)\n    payment_id = event["pathParameters"]["paymentId"]\n',
)
