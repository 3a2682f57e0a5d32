"""What every pod keeps to: PodSecurity `restricted` and the house's own rules."""

import re

from manifests import Fault, containers, get, label, labels_of, of_kind, pods, selects

CONTAINER_KEYS = set(
    "name image imagePullPolicy command args workingDir ports env envFrom resources volumeMounts securityContext "
    "startupProbe livenessProbe readinessProbe lifecycle terminationMessagePath terminationMessagePolicy".split()
)
POD_KEYS = set(
    "serviceAccountName automountServiceAccountToken enableServiceLinks terminationGracePeriodSeconds "
    "securityContext topologySpreadConstraints containers initContainers volumes restartPolicy priorityClassName "
    "affinity tolerations nodeSelector imagePullSecrets hostNetwork hostPID hostIPC".split()
)
PROBES = ("startupProbe", "readinessProbe", "livenessProbe")
STOP_SECONDS = 1 + 20  # server.drain and server.stop_within
MARGIN_SECONDS = 5
UNITS = {"": 1, "m": 1e-3, "Ki": 2**10, "Mi": 2**20, "Gi": 2**30, "k": 1e3, "M": 1e6, "G": 1e9}


def quantity(text):
    number, unit = re.fullmatch(r"([0-9.]+)([A-Za-z]*)", str(text)).groups()
    return float(number) * UNITS[unit]


def check_pods(documents):
    for owner, pod in pods(documents):
        for rule, what in pod_faults(owner, pod, documents):
            yield Fault(rule, label(owner), what)
    for owner, pod, container in containers(documents):
        faults = [*security_faults(pod, container), *resource_faults(container), *mount_faults(pod, container)]
        if owner["kind"] == "Deployment":
            faults += [*probe_faults(container), *stop_faults(pod, container)]
        for rule, what in faults:
            yield Fault(rule, label(owner), what)


def pod_faults(owner, pod, documents):
    spec = pod["spec"]
    for key in set(spec) - POD_KEYS:
        yield "known-fields", f"{key} is no field of a pod"
    for key in ("hostNetwork", "hostPID", "hostIPC"):
        if spec.get(key):
            yield "no-host", f"{key} is set"
    if spec.get("automountServiceAccountToken") is not False:
        yield "no-token", "automountServiceAccountToken is not false"
    accounts = [account["metadata"]["name"] for account in of_kind(documents, "ServiceAccount")]
    if spec.get("serviceAccountName") not in accounts:
        yield "references", f"there is no ServiceAccount {spec.get('serviceAccountName')}"
    yield from volume_faults(spec, documents)
    if owner["kind"] == "Deployment":
        yield from deployment_faults(owner, pod)
    elif spec.get("restartPolicy") not in ("Never", "OnFailure"):
        yield "job-restart", f"restartPolicy of a Job is {spec.get('restartPolicy')}"


def deployment_faults(owner, pod):
    if not selects(owner["spec"]["selector"], labels_of(pod)):
        yield "selector", "the selector does not select the pod's own labels"
    spread = pod["spec"].get("topologySpreadConstraints", [])
    if not any(selects(rule.get("labelSelector", {"no": "label"}), labels_of(pod)) for rule in spread):
        yield "spread", "no topologySpreadConstraints for its own pods"


def volume_faults(spec, documents):
    configs = {config["metadata"]["name"] for config in of_kind(documents, "ConfigMap")}
    mounted = {mount["name"] for part in spec["containers"] for mount in part.get("volumeMounts", [])}
    names = [volume["name"] for volume in spec.get("volumes", [])]
    for volume in spec.get("volumes", []):
        config = get(volume, "configMap", "name")
        if config and config not in configs:
            yield "references", f"there is no ConfigMap {config}"
        if "hostPath" in volume:
            yield "no-host", f"the volume {volume['name']} is a path of the machine"
        if volume["name"] not in mounted:
            yield "volumes", f"the volume {volume['name']} is not mounted"
    if len(set(names)) != len(names):
        yield "volumes", "two volumes have the same name"


def mount_faults(pod, container):
    volumes = {volume["name"] for volume in pod["spec"].get("volumes", [])}
    for mount in container.get("volumeMounts", []):
        if mount["name"] not in volumes:
            yield "volumes", f"there is no volume {mount['name']} to mount"
        if "subPath" in mount:
            yield "no-sub-path", f"{mount['name']}: a file mounted by subPath never changes again"
    writable = [mount["mountPath"] for mount in container.get("volumeMounts", []) if not mount.get("readOnly")]
    if writable != ["/tmp"]:
        yield "volumes", f"writable are {writable}, not only /tmp"


def security_faults(pod, container):
    for key in set(container) - CONTAINER_KEYS:
        yield "known-fields", f"{key} is no field of a container"
    own, whole = container.get("securityContext", {}), pod["spec"].get("securityContext", {})
    both = {**whole, **own}
    if both.get("runAsNonRoot") is not True or both.get("runAsUser") != 65532:
        yield "non-root", "does not run as 65532"
    if get(both, "seccompProfile", "type") != "RuntimeDefault":
        yield "seccomp", "seccompProfile is not RuntimeDefault"
    if own.get("allowPrivilegeEscalation") is not False or own.get("privileged"):
        yield "privileges", "may gain privileges"
    if get(own, "capabilities", "drop") != ["ALL"] or get(own, "capabilities", "add"):
        yield "capabilities", "does not drop ALL capabilities"
    if own.get("readOnlyRootFilesystem") is not True:
        yield "read-only-root", "its root is writable"
    if not re.search(r"(:(?!latest$)[\w.-]+|@sha256:[0-9a-f]{64})$", container.get("image", "")):
        yield "image", f"{container.get('image')} has no fixed tag or digest"
    secret = [entry["name"] for entry in container.get("env", []) if get(entry, "valueFrom", "secretKeyRef")]
    if secret or any("secretRef" in source for source in container.get("envFrom", [])):
        yield "secrets-as-files", "a secret stands in the environment"


def resource_faults(container):
    requests, limits = get(container, "resources", "requests", default={}), get(container, "resources", "limits", default={})
    if not {"cpu", "memory"} <= set(requests):
        yield "requests", "does not request cpu and memory"
    if "memory" not in limits:
        yield "memory-limit", "has no memory limit"
    elif "memory" in requests and quantity(limits["memory"]) < quantity(requests["memory"]):
        yield "memory-limit", "may use less memory than it requests"
    if "cpu" in limits:
        yield "no-cpu-limit", "has a cpu limit, which stalls it"
    ports = [port["containerPort"] for port in container.get("ports", [])]
    names = [port["name"] for port in container.get("ports", [])]
    if len(set(ports)) != len(ports) or len(set(names)) != len(names):
        yield "ports", "a port is declared twice"
    if any("hostPort" in port for port in container.get("ports", [])):
        yield "no-host", "takes a port of the machine"


def probe_faults(container):
    declared = {port["containerPort"] for port in container.get("ports", [])}
    for name in PROBES:
        port = get(container, name, "grpc", "port")
        if port is None:
            yield "probes", f"has no gRPC {name}"
        elif port not in declared:
            yield "probes", f"{name} asks the port {port}, which is not declared"
    if get(container, "livenessProbe", "grpc", "service") != "live":
        yield "probes", "liveness asks for more than whether the process lives"
    if get(container, "readinessProbe", "grpc", "service") != "ready":
        yield "probes", "readiness does not ask whether the service is ready"


def stop_faults(pod, container):
    pause = get(container, "lifecycle", "preStop", "sleep", "seconds")
    grace = pod["spec"].get("terminationGracePeriodSeconds", 30)
    if not pause:
        yield "stop", "has no preStop sleep, so calls arrive after it stopped"
    elif grace < pause + STOP_SECONDS + MARGIN_SECONDS:
        yield "stop", f"{grace} s of grace are fewer than {pause} + {STOP_SECONDS} + {MARGIN_SECONDS}"
