choices = {
    "N-01": ("queue", "WAIT"),
    "N-02": ("topic", "MANY"),
    "N-03": ("bus", "RESHAPE"),
    "N-04": ("bus", "ANSWER"),
    "N-05": ("topic", "PEOPLE"),
    "N-06": ("bus", "AWS"),
    "N-07": ("queue", "WAIT"),
    "N-08": ("bus", "AGAIN"),
    "N-09": ("queue", "ORDER"),
    "N-10": ("call", "ANSWER"),
}
