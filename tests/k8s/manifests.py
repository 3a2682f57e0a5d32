"""Manifests as plain values: reading, rendering, and the few questions all rules ask."""

import pathlib
import shutil
import subprocess
import tomllib
from typing import NamedTuple

import yaml

POD_OWNERS = ("Deployment", "StatefulSet", "Job", "CronJob")


class Fault(NamedTuple):
    rule: str
    where: str
    what: str

    def __str__(self):
        return f"{self.where}: {self.rule}: {self.what}"


def kubectl_can_render():
    """Whether kubectl is there and young enough to name the Kustomize in it (1.24): older ones know no labels."""
    if not shutil.which("kubectl"):
        return False
    said = subprocess.run(["kubectl", "version", "--client", "--output=yaml"], capture_output=True, text=True,
                          timeout=60, check=False)
    return "kustomizeVersion" in said.stdout


def render(folder):
    """What kubectl makes of a Kustomize folder; None without one that can."""
    if not kubectl_can_render():
        return None
    command = ["kubectl", "kustomize", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"kubectl kustomize {folder}: {done.stderr.strip()}")
    return parse(done.stdout)


def parse(text):
    return [document for document in yaml.safe_load_all(text) if document]


def read_base(folder):
    """The resources of a folder without kubectl: as written, with the ConfigMaps its kustomization names."""
    folder = pathlib.Path(folder)
    kustomization = yaml.safe_load((folder / "kustomization.yaml").read_text())
    documents = []
    for resource in kustomization["resources"]:
        documents += parse((folder / resource).read_text())
    for made in kustomization["configMapGenerator"]:
        files = dict(entry.split("=") for entry in made["files"])
        data = {key: (folder / path).read_text() for key, path in files.items()}
        documents.append({"kind": "ConfigMap", "metadata": {"name": made["name"]}, "data": data})
    tags = {image["name"]: image["newTag"] for image in kustomization.get("images", [])}
    for _, pod in pods(documents):
        for container in pod["spec"]["containers"]:
            container["image"] += ":" + tags.get(container["image"], "")
    return documents


def of_kind(documents, *kinds):
    return [document for document in documents if document.get("kind") in kinds]


def label(document):
    return f"{document.get('kind')}/{document.get('metadata', {}).get('name')}"


def pods(documents):
    """Yields (owner, pod template) of everything that starts pods."""
    for owner in of_kind(documents, *POD_OWNERS):
        spec = owner["spec"]
        if owner["kind"] == "CronJob":
            spec = spec["jobTemplate"]["spec"]
        yield owner, spec["template"]


def containers(documents):
    """Yields (owner, pod template, container)."""
    for owner, pod in pods(documents):
        for container in pod["spec"].get("initContainers", []) + pod["spec"].get("containers", []):
            yield owner, pod, container


def labels_of(pod):
    return pod.get("metadata", {}).get("labels", {})


def selects(selector, labels):
    """Says whether a selector of matchLabels, or of a Service, selects these labels; {} selects all."""
    wanted = selector.get("matchLabels", {}) if "matchLabels" in selector or not selector else selector
    return all(labels.get(key) == value for key, value in wanted.items())


def settings_of(documents, service):
    """The settings.toml of a service's ConfigMap, whatever hash its name ends with; {} without one."""
    for config in of_kind(documents, "ConfigMap"):
        if config["metadata"]["name"].startswith(service + "-settings"):
            return tomllib.loads(config["data"]["settings.toml"])
    return {}


def get(value, *path, default=None):
    """value[path[0]][path[1]]..., or the default where that leads nowhere."""
    for key in path:
        if not isinstance(value, dict) or key not in value:
            return default
        value = value[key]
    return value
