package io.onemachine.e2e.support;

import static io.onemachine.e2e.support.OpenNebulaApi.element;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;

/**
 * A machine's host as others see and disturb it: what happens behind the back of docker-machine, with Docker's own means and the cloud's.
 *
 * @param machine the name of the machine and of its VM
 */
public record SwarmHost(Cloud cloud, String machine) {

    private static final String IMAGE = "local/hello";

    /** Gives the host the image of {@link #runEverywhere}: every node has one of its own, as there is no registry. */
    public SwarmHost importImage() {
        asRoot("docker import /usr/share/onemachine/hello.tar " + IMAGE + " >/dev/null");
        return this;
    }

    /**
     * Lets this manager's swarm run a service on every node, on the host's network: the test kernel has no IPVS. Its containers end at once
     * when they are stopped.
     */
    public void runEverywhere(String service) {
        JsonElement spec = new Gson().fromJson("""
                {"Name": "%s", "Mode": {"Global": {}}, "TaskTemplate": {"Networks": [{"Target": "host"}],
                  "ContainerSpec": {"Image": "%s", "Command": ["sleep", "100000"], "StopSignal": "SIGKILL"}}}""".formatted(service, IMAGE), JsonElement.class);
        try (Engine engine = engine()) {
            engine.post("/services/create", spec);
        }
    }

    /** The nodes on which a task of a service runs, and is to run, by this manager's list: their ids, sorted, with the id of the task. */
    public Map<String, String> tasks(String service) {
        Map<String, String> tasks = new TreeMap<>();
        try (Engine engine = engine()) {
            String id = engine.get("/services/" + service)
                    .getAsJsonObject()
                    .get("ID")
                    .getAsString();
            for (JsonElement each : engine.get("/tasks").getAsJsonArray()) {
                JsonObject task = each.getAsJsonObject();
                if (task.get("ServiceID").getAsString().equals(id)
                        && task.get("DesiredState").getAsString().equals("running")
                        && task.getAsJsonObject("Status")
                                .get("State")
                                .getAsString()
                                .equals("running")) {
                    tasks.put(task.get("NodeID").getAsString(), task.get("ID").getAsString());
                }
            }
        }
        return tasks;
    }

    /** The nodes by their ids, as this manager lists them. */
    public Map<String, JsonObject> nodes() {
        Map<String, JsonObject> nodes = new TreeMap<>();
        try (Engine engine = engine()) {
            engine.get("/nodes")
                    .getAsJsonArray()
                    .forEach(node -> nodes.put(node.getAsJsonObject().get("ID").getAsString(), node.getAsJsonObject()));
        }
        return nodes;
    }

    /** What is wanted of a node: its role, availability and labels, as this manager lists it. */
    public JsonObject spec(String nodeId) {
        JsonObject node = nodes().get(nodeId);
        if (node == null) {
            throw new AssertionError("no node " + nodeId);
        }
        return node.getAsJsonObject("Spec");
    }

    /** The id of its node; empty when it is in no swarm. */
    public String nodeId() {
        return swarm().get("NodeID").getAsString();
    }

    /** {@code active}, {@code inactive}, {@code pending}, {@code locked} or {@code error}, by the engine itself. */
    public String state() {
        return swarm().get("LocalNodeState").getAsString();
    }

    private JsonObject swarm() {
        try (Engine engine = engine()) {
            return engine.swarm();
        }
    }

    public Engine engine() {
        return Engine.of(cloud.user(), machine);
    }

    /** Drops what comes to a port of this host from another one. */
    public void block(int port, SwarmHost from) {
        firewall("-I", Integer.toString(port), from);
    }

    public void unblock(int port, SwarmHost from) {
        firewall("-D", Integer.toString(port), from);
    }

    /** Lets connections of another one to a port of this host open, and drops what is sent on them. */
    public void muffle(int port, SwarmHost from) {
        firewall("-I", port + " --tcp-flags PSH PSH", from);
    }

    public void unmuffle(int port, SwarmHost from) {
        firewall("-D", port + " --tcp-flags PSH PSH", from);
    }

    private void firewall(String action, String port, SwarmHost from) {
        asRoot("iptables %s INPUT -p tcp --dport %s -s %s -j DROP".formatted(action, port, from.address()));
    }

    /** Cuts the power; its VM stays, and docker-machine knows nothing of it. */
    public void cutPower() {
        cloud.api().call("one.vm.action", "poweroff-hard", vm());
    }

    /** Stops all its processes where they are: its address stays, and connections hang. */
    public void suspend() {
        cloud.api().call("one.vm.action", "suspend", vm());
    }

    /** Removes its VM with everything on it, and returns when it is gone; docker-machine's entry stays. */
    public void destroy() {
        int vm = vm();
        cloud.api().terminate(vm);
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> !cloud.api().vms().contains(vm));
    }

    private int vm() {
        List<Integer> found = new ArrayList<>();
        for (int id : cloud.api().vms()) {
            if (element(cloud.api().vm(id), "NAME").equals(machine)) {
                found.add(id);
            }
        }
        if (found.size() != 1) {
            throw new AssertionError("VMs named " + machine + ": " + found);
        }
        return found.getFirst();
    }

    /** Puts a newer Docker into the host's package source: its own one under another number, which the engine then shows. */
    public void offerNewerDocker(String is, String becomes) {
        asRoot("""
                set -e
                cd /usr/share/onemachine/packages
                dpkg-deb -R docker.io_*.deb /root/newer
                sed -i 's/^Version: .*/Version: 99/' /root/newer/DEBIAN/control
                sed -i 's/%s/%s/g' /root/newer/usr/sbin/dockerd
                dpkg-deb -Znone -b /root/newer docker.io_99.deb >/dev/null
                { dpkg-deb --field docker.io_99.deb; printf 'Filename: ./docker.io_99.deb\\nSize: %%s\\nSHA256: %%s\\n\\n' \\
                    "$(stat -c %%s docker.io_99.deb)" "$(sha256sum docker.io_99.deb | cut -d' ' -f1)"; } >>Packages
                """.formatted(is.replace(".", "[.]"), becomes));
    }

    /** Sets live-restore, with which an engine refuses to be in a swarm, and restarts the engine. */
    public void keepContainersAlive(boolean alive) {
        asRoot("echo '{\"live-restore\": %s}' >/etc/docker/daemon.json; systemctl restart docker".formatted(alive));
    }

    /** Runs a script on the host as root and returns what it prints. */
    public String asRoot(String script) {
        return cloud.user()
                .runWithInput(script, List.of("docker-machine", "ssh", machine, "sudo", "-n", "sh", "-es"))
                .succeeds()
                .stdout();
    }

    private String address() {
        return Engine.address(cloud.user(), machine);
    }
}
