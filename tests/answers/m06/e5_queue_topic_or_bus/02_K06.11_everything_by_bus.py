choices = {
    "N-01": ("bus", "WAIT"),
    "N-02": ("bus", "MANY"),
    "N-03": ("bus", "RESHAPE"),
    "N-04": ("bus", "ANSWER"),
    "N-05": ("bus", "PEOPLE"),
    "N-06": ("bus", "AWS"),
    "N-07": ("bus", "WAIT"),
    "N-08": ("bus", "AGAIN"),
    "N-09": ("bus", "ORDER"),
    "N-10": ("bus", "ANSWER"),
}
