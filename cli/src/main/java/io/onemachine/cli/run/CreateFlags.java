package io.onemachine.cli.run;

import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.flag.FlagKind;
import io.onemachine.cli.flag.ValueHint;
import io.onemachine.machine.options.EngineOptions;
import io.onemachine.machine.options.SwarmOptions;
import io.onemachine.machine.ssh.SshKeyType;
import io.onemachine.machine.ssh.hostkey.HostKeyPolicy;
import java.util.List;
import java.util.Map;

/** The options of {@code create} that do not depend on the driver. */
public final class CreateFlags {
    /** Names a machine of the swarm that new machines join. */
    public static final String JOIN = "join";

    /** The role in that swarm. */
    public static final String JOIN_AS = "join-as";

    /** The role when none is given. */
    public static final String WORKER = "worker";

    static final String DEFAULT_DRIVER = "opennebula";
    static final String DRIVER_VARIABLE = "MACHINE_DRIVER";

    /** Limits the load on the front end, which others use as well, unless the user asks for more. */
    private static final int DEFAULT_PARALLEL = 8;

    private CreateFlags() {}

    public static List<Flag> own() {
        SwarmOptions swarm = SwarmOptions.defaults();
        return List.of(
                Flag.text("driver", "Driver that creates the host")
                        .alias("d")
                        .defaultingTo(DEFAULT_DRIVER)
                        .from(DRIVER_VARIABLE)
                        .expecting(ValueHint.DRIVER),
                Flag.text(
                                "engine-install-url",
                                "Script that installs Docker where it is missing; distro for the distribution's package, "
                                        + "none for no installation")
                        .defaultingTo(EngineOptions.DEFAULT_INSTALL_URL)
                        .from("MACHINE_DOCKER_INSTALL_URL"),
                Flag.text("engine-version", "Version of the engine, such as 26.1; any when not given")
                        .from("MACHINE_ENGINE_VERSION"),
                Flag.bool(
                                "engine-open-firewall",
                                "Open the engine's port in the firewall of the host; =false leaves the firewall alone")
                        .defaultingTo("true")
                        .from("MACHINE_ENGINE_OPEN_FIREWALL"),
                Flag.list("engine-opt", "Option of the engine, NAME=VALUE without dashes; can be repeated"),
                Flag.list("engine-insecure-registry", "Registry to use without TLS; can be repeated"),
                Flag.list("engine-registry-mirror", "Mirror of Docker Hub; can be repeated")
                        .from("ENGINE_REGISTRY_MIRROR"),
                Flag.list("engine-label", "Label of the engine, KEY=VALUE; can be repeated"),
                Flag.text(
                        "engine-storage-driver", "Storage driver of the engine; it chooses one itself when not given"),
                Flag.list("engine-env", "Environment variable of the engine, NAME=VALUE; can be repeated"),
                Flag.bool("swarm", "Join a classic Swarm (replaced by swarm mode since Docker 1.12)"),
                Flag.text("swarm-image", "Image of the classic Swarm")
                        .defaultingTo(swarm.image())
                        .from("MACHINE_SWARM_IMAGE"),
                Flag.bool("swarm-master", "Be the manager of a classic Swarm"),
                Flag.text("swarm-discovery", "Discovery service of the classic Swarm, SCHEME://..."),
                Flag.text("swarm-strategy", "Scheduling strategy of the classic Swarm")
                        .defaultingTo(swarm.strategy()),
                Flag.list("swarm-opt", "Option of the classic Swarm's manager; can be repeated"),
                Flag.list("swarm-join-opt", "Option of the classic Swarm's agent; can be repeated"),
                Flag.text("swarm-host", "Where the manager of the classic Swarm listens")
                        .defaultingTo(swarm.host()),
                Flag.text("swarm-addr", "Address to announce in the classic Swarm; the machine's own when not given"),
                Flag.bool("swarm-experimental", "Use experimental features of the classic Swarm"),
                Flag.text(JOIN, "Machine whose swarm in Docker's swarm mode the new machine joins")
                        .expecting(ValueHint.MACHINE),
                Flag.text(JOIN_AS, "Role in that swarm: worker or manager")
                        .defaultingTo(WORKER)
                        .oneOf(WORKER, "manager"),
                Flag.list("tls-san", "More names and addresses for the engine's certificate; can be repeated"),
                Flag.text(
                                HostKeyPolicy.OPTION,
                                "How to trust the host's SSH key: pinned = known beforehand, tofu = the first one seen, off; "
                                        + "as good as the driver can when not given")
                        .from("MACHINE_SSH_HOST_KEY")
                        .oneOf("pinned", "tofu", "off"),
                Flag.text(
                                SshKeyType.OPTION,
                                "Type of the SSH key to log in with, for drivers that create one: ed25519 when not given")
                        .from(SshKeyType.VARIABLE)
                        .oneOf("ed25519", "rsa", "ecdsa"),
                Flag.bool("context", "Add a docker context for the machine: docker --context NAME")
                        .from("MACHINE_CONTEXT"),
                Flag.bool(
                                "keep-on-failure",
                                "Keep what there is of the machine when its creation fails or is interrupted")
                        .from("MACHINE_KEEP_ON_FAILURE"),
                ParallelFlag.flag("Number of machines to create at once", DEFAULT_PARALLEL));
    }

    /**
     * Returns the driver that a command line names. The driver's flags are not known yet, so only those of {@code create} are
     * recognized; the word after an unknown flag is read as a flag or argument of its own.
     */
    public static String driverName(List<String> arguments, Map<String, String> environment) {
        String fromEnvironment = environment.getOrDefault(DRIVER_VARIABLE, "");
        String driver = fromEnvironment.isEmpty() ? DEFAULT_DRIVER : fromEnvironment;
        List<Flag> known = own();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--")) {
                break;
            }
            if (argument.length() < 2 || argument.charAt(0) != '-') {
                continue;
            }
            String body = argument.substring(argument.startsWith("--") ? 2 : 1);
            int equals = body.indexOf('=');
            String name = equals < 0 ? body : body.substring(0, equals);
            boolean takesNext = equals < 0 && takesValue(known, name) && i + 1 < arguments.size();
            if (name.equals("driver") || name.equals("d")) {
                driver = equals >= 0 ? body.substring(equals + 1) : takesNext ? arguments.get(i + 1) : driver;
            }
            i += takesNext ? 1 : 0;
        }
        return driver;
    }

    private static boolean takesValue(List<Flag> flags, String name) {
        for (Flag flag : flags) {
            if (flag.names().contains(name)) {
                return flag.kind() != FlagKind.BOOLEAN;
            }
        }
        return false;
    }
}
