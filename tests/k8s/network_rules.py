"""Who reaches whom: the calls that the settings name, and nothing else."""

from manifests import Fault, get, label, labels_of, of_kind, pods, selects, settings_of

NAME = "app.kubernetes.io/name"
DATABASE = "postgresql"
# Whom each service calls, by the design.
CALLS = {
    "consent": {"customer-profile", "scoring"},
    "customer-profile": set(),
    "gateway": {"consent"},
    "reward-catalog": {"consent", "customer-profile", "scoring"},
    "scoring": {"consent", "customer-profile"},
}
WITHOUT_DATABASE = {"gateway"}  # what strangers reach by HTTP, and which keeps nothing


def check_network(documents):
    yield from check_namespace(documents)
    yield from check_services(documents)
    yield from check_budgets(documents)
    yield from check_settings(documents)
    yield from check_flows(documents)


def check_namespace(documents):
    spaces = of_kind(documents, "Namespace")
    for space in spaces:
        if get(space, "metadata", "labels", "pod-security.kubernetes.io/enforce") != "restricted":
            yield Fault("pod-security", label(space), "does not enforce restricted")
    if not spaces:
        yield Fault("pod-security", "Namespace", "there is none")
    policies = [policy["spec"] for policy in of_kind(documents, "NetworkPolicy")]
    if not any(is_default_deny(policy) for policy in policies):
        yield Fault("default-deny", "NetworkPolicy", "no policy denies everything by default")
    if not any(policy["podSelector"] == {} and 53 in egress_ports(policy) for policy in policies):
        yield Fault("dns", "NetworkPolicy", "nobody may ask for names")


def is_default_deny(policy):
    both = set(policy.get("policyTypes", [])) == {"Ingress", "Egress"}
    return policy["podSelector"] == {} and both and not policy.get("ingress") and not policy.get("egress")


def egress_ports(policy):
    return {port.get("port") for rule in policy.get("egress", []) for port in rule.get("ports", [])}


def workloads(documents, selector):
    """The Deployments whose pods a selector selects."""
    return [owner for owner, pod in pods(documents) if owner["kind"] == "Deployment" and selects(selector, labels_of(pod))]


def check_services(documents):
    for service in of_kind(documents, "Service"):
        spec, found = service["spec"], workloads(documents, service["spec"].get("selector", {}))
        if spec.get("clusterIP") != "None":
            yield Fault("headless", label(service), "is not headless, so that clients stick to one pod")
        wanted = "http" if service["metadata"]["name"] in WITHOUT_DATABASE else "grpc"
        if [port.get("name") for port in spec.get("ports", [])] != [wanted]:
            yield Fault("ports", label(service), f"its port is not named {wanted}")
        if len(found) != 1:
            yield Fault("selector", label(service), f"selects {len(found)} workloads, not one")
            continue
        declared = {port["name"] for port in found[0]["spec"]["template"]["spec"]["containers"][0]["ports"]}
        if not {port.get("targetPort") for port in spec["ports"]} <= declared:
            yield Fault("ports", label(service), "leads to a port that the pod does not declare")


def check_budgets(documents):
    budgets = of_kind(documents, "PodDisruptionBudget")
    for budget in budgets:
        if budget["spec"].get("maxUnavailable") != 1:
            yield Fault("budget", label(budget), "maxUnavailable is not 1")
        if len(workloads(documents, budget["spec"]["selector"])) != 1:
            yield Fault("selector", label(budget), "does not select one workload")
    covered = {get(budget, "spec", "selector", "matchLabels", NAME) for budget in budgets}
    for deployment in of_kind(documents, "Deployment"):
        if deployment["metadata"]["name"] not in covered:
            yield Fault("budget", label(deployment), "has no PodDisruptionBudget")


def targets(documents, service):
    """{callee: target} of a service's settings."""
    clients = settings_of(documents, service).get("clients", {})
    return {name.replace("_", "-"): client["target"] for name, client in clients.items()}


def check_settings(documents):
    services = {service["metadata"]["name"]: service for service in of_kind(documents, "Service")}
    for caller, callees in CALLS.items():
        named = targets(documents, caller)
        if set(named) != callees:
            yield Fault("calls", f"ConfigMap/{caller}", f"names {sorted(named)}, the design {sorted(callees)}")
        for callee, target in named.items():
            port = get(services.get(callee, {}), "spec", "ports", default=[{}])[0].get("port")
            if target != f"dns:///{callee}.bestand.svc:{port}":
                yield Fault("calls", f"ConfigMap/{caller}", f"{target} is not the Service {callee}")
        if get(settings_of(documents, caller), "server", "insecure_loopback"):
            yield Fault("calls", f"ConfigMap/{caller}", "listens without TLS")


def check_flows(documents):
    """Exactly one policy lets each call out and one lets it in, and no policy lets through anything else."""
    out, into = allowed_out(documents), allowed_in(documents)
    wanted = {(caller, callee) for caller, callees in CALLS.items() for callee in callees}
    for way, allowed in (("out of", out), ("into", into)):
        for edge in sorted(wanted):
            if allowed.count(edge) != 1:
                yield Fault("flows", " -> ".join(edge), f"{allowed.count(edge)} policies let it {way} the pod, not one")
        for edge in sorted(set(allowed) - wanted):
            yield Fault("flows", " -> ".join(edge), f"a policy lets it {way} the pod, though nobody calls so")
    reach = {caller for caller, callee in allowed_out(documents, 5432) if callee == DATABASE}
    for owner, pod in pods(documents):
        wants = labels_of(pod).get(NAME) not in WITHOUT_DATABASE
        if wants != (labels_of(pod).get(NAME) in reach):
            yield Fault("flows", label(owner), "does not reach the database" if wants else "reaches a database")


def allowed_out(documents, port="grpc"):
    """Every (caller, callee) that an egress rule allows, once for each rule."""
    edges = []
    for policy in of_kind(documents, "NetworkPolicy"):
        for rule in policy["spec"].get("egress", []):
            if port not in [entry.get("port") for entry in rule.get("ports", [])]:
                continue
            callees = [get(peer, "podSelector", "matchLabels", NAME, default="anybody") for peer in rule.get("to", [{}])]
            edges += [(caller, callee) for caller in selected(documents, policy) for callee in callees]
    return edges


def allowed_in(documents):
    """Every (caller, callee) that an ingress rule allows to a pod's data port from within the namespace."""
    edges = []
    for policy in of_kind(documents, "NetworkPolicy"):
        for rule in policy["spec"].get("ingress", []):
            if "grpc" not in [entry.get("port") for entry in rule.get("ports", [{"port": "grpc"}])]:
                continue
            peers = [peer for peer in rule.get("from", [{}]) if "namespaceSelector" not in peer]
            callers = [get(peer, "podSelector", "matchLabels", NAME, default="anybody") for peer in peers]
            edges += [(caller, callee) for callee in selected(documents, policy) for caller in callers]
    return edges


def selected(documents, policy):
    """Names of the pods that a policy is about."""
    chosen = policy["spec"]["podSelector"]
    return [labels_of(pod).get(NAME) for _, pod in pods(documents) if selects(chosen, labels_of(pod))]
