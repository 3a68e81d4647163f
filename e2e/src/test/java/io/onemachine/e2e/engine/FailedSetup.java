package io.onemachine.e2e.engine;

import java.util.List;

/**
 * A set-up that cannot succeed on a host in use.
 *
 * @param prepare a script that breaks the host
 * @param cleanUp what repairs it
 * @param options options of {@code create}
 * @param exitCode the exit code of {@code create}
 * @param complaint a part of its message
 */
record FailedSetup(
        String name, String prepare, String cleanUp, List<String> options, int exitCode, List<String> complaint) {

    private static final String NOTHING = ":";
    private static final String NO_FILE = "rm /etc/docker/daemon.json";

    static final FailedSetup LABELS_IN_FILE = ofFile(
            "labels in daemon.json",
            "{\"labels\": [\"a=b\"]}",
            "/etc/docker/daemon.json on the host sets labels, and the engine is to be started with"
                    + " --label provider=generic");

    static final FailedSetup LATER_DROP_IN = new FailedSetup(
            "a drop-in after ours",
            """
            mkdir -p /etc/systemd/system/docker.service.d
            printf '[Service]\\nExecStart=\\nExecStart=/usr/sbin/dockerd -H fd://\\n' \\
                >/etc/systemd/system/docker.service.d/override.conf
            systemctl daemon-reload
            """,
            "rm -r /etc/systemd/system/docker.service.d; systemctl daemon-reload",
            List.of(),
            1,
            List.of(
                    "systemd would start the engine as /etc/systemd/system/docker.service.d/override.conf says",
                    "ExecStart counts, as its name sorts after 10-machine.conf",
                    "--tlsverify --tlscacert /etc/docker/ca.pem"));

    static final FailedSetup FOLDER_NOT_WRITABLE = new FailedSetup(
            "a folder that cannot be written to",
            "mount --bind /etc/docker /etc/docker; mount -o remount,ro,bind /etc/docker",
            "umount /etc/docker",
            List.of(),
            1,
            List.of("Cannot copy the certificates on the host", "Read-only file system"));

    static final FailedSetup PORT_TAKEN = new FailedSetup(
            "the engine's port is taken",
            "/usr/sbin/sshd -p 2377 -o PidFile=/run/second.pid",
            "kill $(cat /run/second.pid)",
            List.of("--generic-engine-port=2377"),
            1,
            List.of(
                    "Cannot start the Docker engine on the host",
                    "listen tcp 0.0.0.0:2377: bind: address already in use"));

    /** In the order of the tests: first those that are detected before the engine is touched. */
    static List<FailedSetup> ofCreate() {
        return List.of(
                LABELS_IN_FILE,
                ofFile(
                        "hosts in daemon.json",
                        "{\"hosts\": [\"unix:///var/run/docker.sock\"], \"mtu\": 1400}",
                        "sets hosts, and the engine is to be started with -H tcp://0.0.0.0:2376"
                                + " (by which it is reached)"),
                new FailedSetup(
                        "a file that is not JSON",
                        "echo '{' >/etc/docker/daemon.json",
                        NO_FILE,
                        List.of(),
                        1,
                        List.of(
                                "Cannot configure the Docker engine",
                                "/etc/docker/daemon.json",
                                "unexpected end of JSON input")),
                LATER_DROP_IN,
                ofOption("--engine-opt=nosuch=1", "Cannot configure the Docker engine", "unknown flag: --nosuch"),
                ofOption("--engine-label=com.docker.x=1", "label com.docker.x=1 is not allowed"),
                ofOption("--engine-storage-driver=nosuch", "storage driver nosuch", "driver not supported"),
                ofOption("--engine-version=19.03", "The host has Docker 26.", "--engine-version asks for 19.03"),
                FOLDER_NOT_WRITABLE,
                PORT_TAKEN,
                new FailedSetup(
                        "a Swarm that cannot run",
                        NOTHING,
                        NOTHING,
                        List.of(
                                "--swarm",
                                "--swarm-master",
                                "--swarm-image=local/hello",
                                "--swarm-discovery=token://x"),
                        1,
                        List.of("Cannot start the classic Swarm on the host", "manage")),
                new FailedSetup(
                        "an engine that cannot be reached",
                        "iptables -t nat -I PREROUTING -p tcp --dport 2376 -j REDIRECT --to-port 22",
                        "iptables -t nat -D PREROUTING -p tcp --dport 2376 -j REDIRECT --to-port 22",
                        List.of(),
                        1,
                        List.of("Error checking the host", "does not speak TLS")));
    }

    /** For an existing machine: the engine has port 2376, and options cannot be given. */
    static List<FailedSetup> ofUpkeep() {
        return List.of(
                FOLDER_NOT_WRITABLE,
                new FailedSetup(
                        "an engine that does not start again",
                        """
                printf '[Service]\\nExecStartPre=sh -c "! [ -e /run/fails ] || ! rm /run/fails"\\n' \\
                    >/etc/systemd/system/docker.service.d/05-fails.conf
                systemctl daemon-reload
                touch /run/fails
                """,
                        "rm /etc/systemd/system/docker.service.d/05-fails.conf; systemctl daemon-reload",
                        List.of(),
                        1,
                        List.of("Cannot start the Docker engine on the host")));
    }

    private static FailedSetup ofFile(String name, String json, String complaint) {
        return new FailedSetup(
                name, "echo '" + json + "' >/etc/docker/daemon.json", NO_FILE, List.of(), 3, List.of(complaint));
    }

    private static FailedSetup ofOption(String option, String... complaint) {
        return new FailedSetup(option, NOTHING, NOTHING, List.of(option), 1, List.of(complaint));
    }

    @Override
    public String toString() {
        return name;
    }
}
