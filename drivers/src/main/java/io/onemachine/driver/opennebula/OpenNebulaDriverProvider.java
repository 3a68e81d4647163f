package io.onemachine.driver.opennebula;

import io.onemachine.driver.opennebula.access.TransportFactory;
import io.onemachine.driver.opennebula.option.CreateOptions;
import io.onemachine.driver.opennebula.option.OpenNebulaConfig;
import io.onemachine.driver.opennebula.option.OpenNebulaOption;
import io.onemachine.driver.opennebula.option.OptionEffects;
import io.onemachine.machine.driver.BulkStatusProvider;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.DriverConfig;
import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.driver.DriverFlag;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.HostInventory;
import io.onemachine.machine.driver.OptionEffect;
import io.onemachine.machine.driver.OptionGroup;
import io.onemachine.machine.driver.SharedCreationChecks;
import io.onemachine.machine.ssh.SshKeyPair;
import io.onemachine.machine.ssh.SshKeyType;
import io.onemachine.opennebula.http.UrlConnectionTransport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The driver {@code opennebula}. */
public final class OpenNebulaDriverProvider implements DriverProvider {

    private final TransportFactory transportFactory;
    private final KeyGenerator keys;

    /** Shared by all drivers, because machines with the same bulk status are queried together. */
    private final BulkStatusProvider bulkStatus = new VmBulkStatus();

    /** Creates the provider for drivers that use the network. */
    public OpenNebulaDriverProvider() {
        this(UrlConnectionTransport::new, new KeyGenerator() {});
    }

    OpenNebulaDriverProvider(TransportFactory transportFactory, KeyGenerator keys) {
        this.transportFactory = transportFactory;
        this.keys = keys;
    }

    /** Creates a machine's SSH keys; a seam because key generation is slow. */
    interface KeyGenerator {

        /** Creates a key pair to log in with and writes it into a folder. */
        default SshKeyPair createIn(Path folder, SshKeyType type) {
            return SshKeyPair.createIn(folder, type);
        }

        /** Creates the host key. */
        default SshKeyPair.Generated hostKey() {
            return SshKeyPair.generate(SshKeyType.ED25519);
        }
    }

    @Override
    public String name() {
        return "opennebula";
    }

    @Override
    public List<DriverFlag> flags() {
        return OpenNebulaOption.flags();
    }

    @Override
    public List<OptionGroup> optionGroups() {
        return OpenNebulaOption.groups();
    }

    @Override
    public Set<String> secretVariables() {
        Set<String> variables = new HashSet<>(DriverProvider.super.secretVariables());
        variables.add("ONE_AUTH");
        return Set.copyOf(variables);
    }

    @Override
    public Optional<HostInventory> inventory() {
        return Optional.of(new VmInventory(transportFactory));
    }

    @Override
    public Optional<List<DriverFlag>> adoptionFlags() {
        List<DriverFlag> flags = new ArrayList<>(new VmInventory(transportFactory).flags());
        flags().stream()
                .filter(flag -> flag.name().equals(OpenNebulaOption.STORE_PASSWORD.flagName()))
                .forEach(flags::add);
        return Optional.of(flags);
    }

    @Override
    public Driver open(DriverContext context, DriverConfig config) {
        return new OpenNebulaDriver(context, new OpenNebulaConfig(config), transportFactory, keys);
    }

    @Override
    public Optional<BulkStatusProvider> bulkStatusProvider() {
        return Optional.of(bulkStatus);
    }

    @Override
    public Optional<SharedCreationChecks> sharedChecks() {
        return Optional.of(new VmSharedChecks());
    }

    @Override
    public Optional<Map<String, List<String>>> createOptions(DriverConfig config) {
        return CreateOptions.of(new OpenNebulaConfig(config));
    }

    @Override
    public OptionEffect effectOf(String option) {
        return OptionEffects.of(option);
    }
}
