package io.onemachine.driver.opennebula;

import com.google.gson.JsonObject;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.driver.DriverFlag;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.HostInventory;
import io.onemachine.machine.driver.HostSurvey;
import io.onemachine.machine.ssh.SshKeyPair;
import io.onemachine.machine.ssh.SshKeyType;
import io.onemachine.opennebula.http.UrlConnectionTransport;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The driver {@code opennebula}. */
public final class OpenNebulaDriverProvider implements DriverProvider {

    private final Transports transports;
    private final KeyMaker keys;

    /** One for all: machines are looked at together when their survey is the same. */
    private final HostSurvey survey = new VmSurvey();

    /** The driver over the network. */
    public OpenNebulaDriverProvider() {
        this(UrlConnectionTransport::new, new KeyMaker() {});
    }

    OpenNebulaDriverProvider(Transports transports, KeyMaker keys) {
        this.transports = transports;
        this.keys = keys;
    }

    /** Makes a machine's SSH keys: the time it takes is the reason for this seam. */
    interface KeyMaker {

        /** Makes a key pair to log in with, and writes it into a folder. */
        default SshKeyPair createIn(Path folder, SshKeyType type) {
            return SshKeyPair.createIn(folder, type);
        }

        /** Makes the key that a host shows. */
        default SshKeyPair.Made hostKey() {
            return SshKeyPair.made(SshKeyType.ED25519);
        }
    }

    @Override
    public String name() {
        return "opennebula";
    }

    @Override
    public List<DriverFlag> flags() {
        return Flags.ALL;
    }

    @Override
    public Set<String> secretVariables() {
        return Set.of("ONE_AUTH", "ONE_PASSWORD", "OPENNEBULA_PASSWORD");
    }

    @Override
    public Optional<HostInventory> inventory() {
        return Optional.of(new VmInventory(transports));
    }

    @Override
    public Driver open(DriverContext context, JsonObject config) {
        return new OpenNebulaDriver(context, new VmConfig(config), transports, keys);
    }

    @Override
    public Optional<HostSurvey> survey() {
        return Optional.of(survey);
    }
}
