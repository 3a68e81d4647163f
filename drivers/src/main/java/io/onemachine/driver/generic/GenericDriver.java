package io.onemachine.driver.generic;

import io.onemachine.machine.driver.BaseDriverConfig;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.DriverConfig;
import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.engine.EngineEndpoint;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.HostNotRunningException;
import io.onemachine.machine.ssh.SshProbe;
import io.onemachine.machine.ssh.SshTarget;
import io.onemachine.machine.ssh.UserKey;
import io.onemachine.machine.ssh.hostkey.HostKeyCheck;
import io.onemachine.machine.ssh.hostkey.KnownHosts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A machine on an existing host that this program neither created nor removes. Every operation uses
 * SSH, so the machine counts as running when its SSH port answers, and only a restart is possible.
 */
final class GenericDriver implements Driver {

    /** The driver's own keys in config.json. */
    static final String ENGINE_PORT = "EnginePort";

    static final String SSH_KEY = "SSHKey";

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(15);

    private final DriverContext context;
    private final BaseDriverConfig config;

    GenericDriver(DriverContext context, DriverConfig stored) {
        this.context = context;
        this.config = new BaseDriverConfig(stored);
    }

    @Override
    public void setOptions(DriverOptions options) {
        new OptionRules(options).storeIn(config);
    }

    @Override
    public DriverConfig config() {
        return config.stored();
    }

    @Override
    public void preCreateCheck() {
        Optional<UserKey> key = userKey().map(UserKey::read);
        boolean agent = !context.environment().getOrDefault("SSH_AUTH_SOCK", "").isEmpty();
        if (key.isPresent() && key.get().encrypted() && !agent) {
            throw new DriverException(
                    "The SSH key " + key.get().file() + " is protected by a passphrase and no SSH agent is running",
                    "Add it to an agent (eval $(ssh-agent); ssh-add KEY), or give a key without a passphrase.",
                    null);
        }
    }

    @Override
    public boolean hostExists() {
        return true;
    }

    @Override
    public void create() {
        context.importKey(userKey().map(UserKey::read)).ifPresent(copy -> {
            config.set(BaseDriverConfig.SSH_KEY_PATH, copy.toString());
            context.save();
        });
    }

    @Override
    public MachineState state() {
        return SshProbe.isListening(sshHostname(), sshPort(), CONNECT_LIMIT)
                ? MachineState.RUNNING
                : MachineState.STOPPED;
    }

    @Override
    public String ip() {
        String address = config.ipAddress();
        if (address.isEmpty()) {
            throw new DriverException("IP address is not set");
        }
        return address;
    }

    @Override
    public String url() {
        if (state() != MachineState.RUNNING) {
            throw new HostNotRunningException();
        }
        int port = config.number(ENGINE_PORT).orElse(EngineEndpoint.TLS_PORT);
        return new EngineEndpoint(ip(), port).url();
    }

    @Override
    public String sshHostname() {
        return ip();
    }

    @Override
    public int sshPort() {
        return config.sshPort();
    }

    @Override
    public String sshUser() {
        return config.text(BaseDriverConfig.SSH_USER);
    }

    /** Returns the key copied into the machine's folder, or the user's own file until it is copied. */
    @Override
    public String sshKeyPath() {
        String copy = config.text(BaseDriverConfig.SSH_KEY_PATH);
        return copy.isEmpty() ? config.text(SSH_KEY) : copy;
    }

    @Override
    public void start() {
        throw unsupported("start");
    }

    @Override
    public void stop() {
        throw unsupported("stop");
    }

    @Override
    public void kill() {
        throw unsupported("kill");
    }

    @Override
    public void restart() {
        Optional<Path> key =
                Optional.of(sshKeyPath()).filter(path -> !path.isEmpty()).map(Path::of);
        new Reboot(context).run(new SshTarget(sshHostname(), sshPort(), sshUser(), key, firstUse()));
    }

    private HostKeyCheck firstUse() {
        return new HostKeyCheck.FirstUse(KnownHosts.in(context.machineDirectory()));
    }

    /** Does nothing: the host is not this program's to remove. */
    @Override
    public void remove() {}

    private Optional<Path> userKey() {
        return Optional.of(config.text(SSH_KEY)).filter(path -> !path.isEmpty()).map(Path::of);
    }

    private static DriverException unsupported(String what) {
        return new DriverException("generic driver does not support " + what);
    }
}
