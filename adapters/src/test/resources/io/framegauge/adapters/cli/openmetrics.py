"""Reads an OpenMetrics exposition strictly and prints each family: type, name, number of samples.

usage: openmetrics.py FILE
"""

import sys

from prometheus_client.openmetrics.parser import text_string_to_metric_families

with open(sys.argv[1], encoding="utf-8", newline="") as file:
    for family in text_string_to_metric_families(file.read()):
        print(family.type, family.name, len(family.samples))
