choices = {
    "N-01": ("queue", "WAIT"),
    "N-02": ("topic", "MANY"),
    "N-03": ("bus", "RESHAPE"),
    "N-04": ("call", "ANSWER"),
    "N-05": ("topic", "PEOPLE"),
    }
