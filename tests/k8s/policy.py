"""Checks the manifests of a Kustomize folder: policy.py <root> <folder>.

Without kubectl the base is read as it is written, and any other folder is skipped (77).
"""

import pathlib
import sys

from job_rules import check_jobs
from manifests import read_base, render
from network_rules import check_network
from pod_rules import check_pods


def faults_of(documents, root):
    return [*check_pods(documents), *check_network(documents), *check_jobs(documents, root)]


def main():
    root, folder = sys.argv[1], pathlib.Path(sys.argv[1], sys.argv[2])
    documents = render(folder)
    if documents is None and folder.name != "base":
        print("kubectl 1.24 or later is not there to render " + sys.argv[2])
        return 77
    documents = documents or read_base(folder)
    faults = faults_of(documents, root)
    for fault in faults:
        print(fault)
    print(f"{len(documents)} resources, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
