"""The migrate Jobs: one a service, named by the schema version that the sources have."""

import pathlib
import re

from manifests import Fault, label, of_kind

SERVICES = ("consent", "customer-profile", "reward-catalog", "scoring")


def newest_migration(root, service):
    """"0007" of the newest file in a service's storage/migrations."""
    folder = pathlib.Path(root, "services", service.replace("-", "_"), "storage/migrations")
    return max(file.name[:4] for file in folder.glob("[0-9][0-9][0-9][0-9]_*.sql"))


def check_jobs(documents, root):
    jobs = {job["metadata"]["name"]: job for job in of_kind(documents, "Job")}
    for service in SERVICES:
        name = f"{service}-migrate-{newest_migration(root, service)}"
        if name not in jobs:
            yield Fault("schema-version", f"Job/{service}-migrate", f"there is no {name}, which the sources need")
    for name, job in jobs.items():
        container = job["spec"]["template"]["spec"]["containers"][0]
        service = re.sub(r"-migrate-\d+$", "", name)
        if not container["image"].startswith(f"bestand/{service}:") or container["args"][0] != "migrate":
            yield Fault("job-image", label(job), "does not migrate the service of its name")
        if "ttlSecondsAfterFinished" not in job["spec"] or "activeDeadlineSeconds" not in job["spec"]:
            yield Fault("job-end", label(job), "is never cleaned up, or may run for ever")
