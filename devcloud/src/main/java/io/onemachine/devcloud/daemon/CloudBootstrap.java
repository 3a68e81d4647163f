package io.onemachine.devcloud.daemon;

import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.Cloud.HostCapacity;
import io.onemachine.devcloud.cloud.Ipv4Subnet;
import io.onemachine.devcloud.cloud.Network;
import io.onemachine.devcloud.cloud.Release;
import io.onemachine.devcloud.hypervisor.Hypervisor;
import io.onemachine.devcloud.hypervisor.HypervisorException;
import io.onemachine.devcloud.hypervisor.HypervisorProvider;
import io.onemachine.devcloud.state.StateException;
import io.onemachine.devcloud.state.StateStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The parts of a cloud, created or loaded. */
record CloudBootstrap(Settings settings, StateStore store, Cloud cloud, Hypervisor hypervisor) {

    static CloudBootstrap of(StartRequest request, Clock clock, Consumer<String> log) throws StartException {
        Path directory = request.stateDirectory();
        Optional<Settings> before = Settings.read(directory);
        Settings settings = before.isPresent() ? restarted(request, before.get()) : first(request);
        HypervisorProvider provider = provider(settings.hypervisor());
        try {
            Hypervisor hypervisor = provider.create(
                    new HypervisorProvider.Settings(settings.cloudId(), directory, settings.options(), log));
            Cloud cloud = new Cloud(settings.release(), capacity(provider));
            StateStore store = new StateStore(directory);
            SubnetPlan plan = new SubnetPlan(provider.addressing());
            if (store.isEmpty()) {
                fill(cloud, plan, request, settings, clock);
                if (!Ipv6Kernel.isOn()) {
                    log.accept("IPv6 is off on this computer: the cloud has no network public6");
                }
            } else {
                store.load(cloud);
                plan.requireFree(
                        cloud.networks().stream()
                                .map(Network::subnet)
                                .filter(Ipv4Subnet.class::isInstance)
                                .map(Ipv4Subnet.class::cast)
                                .toList(),
                        cloud.networks().stream().map(Network::bridge).collect(Collectors.toSet()));
            }
            return new CloudBootstrap(settings, store, cloud, hypervisor);
        } catch (HypervisorException | StateException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Settings first(StartRequest request) {
        byte[] random = new byte[3];
        new SecureRandom().nextBytes(random);
        return new Settings(
                HexFormat.of().formatHex(random),
                request.release().orElse(Release.DEFAULT),
                request.hypervisor().orElse(StartRequest.DEFAULT_HYPERVISOR),
                request.port().orElse(StartRequest.DEFAULT_PORT),
                request.options());
    }

    private static Settings restarted(StartRequest request, Settings before) throws StartException {
        if (request.hypervisor().isPresent() && !request.hypervisor().get().equals(before.hypervisor())) {
            throw new StartException(
                    "The cloud in " + request.stateDirectory() + " has hosts of the hypervisor " + before.hypervisor()
                            + ". Start one with " + request.hypervisor().get() + " with another --state.");
        }
        if (request.subnet().isPresent()) {
            throw new StartException("--subnet counts only when a cloud is started for the first time; the one in "
                    + request.stateDirectory() + " has its networks already.");
        }
        Map<String, String> options = new HashMap<>(before.options());
        options.putAll(request.options());
        return new Settings(
                before.cloudId(),
                request.release().orElse(before.release()),
                before.hypervisor(),
                request.port().orElse(before.port()),
                options);
    }

    private static void fill(Cloud cloud, SubnetPlan plan, StartRequest request, Settings settings, Clock clock)
            throws StartException {
        List<Ipv4Subnet> subnets = request.subnet().isPresent()
                ? plan.split(request.subnet().get())
                : plan.choose(seed(request.stateDirectory()));
        DefaultObjects.fill(
                cloud,
                subnets,
                Ipv6Kernel.isOn(),
                settings.cloudId(),
                clock.instant().getEpochSecond());
    }

    /** Returns the start of the search for subnets: the first one for the default folder, a different one for each other folder. */
    private static int seed(Path directory) {
        boolean usual = directory.equals(StateDirectory.usual());
        return usual ? 0 : directory.toString().hashCode() & 0xffff;
    }

    private static HypervisorProvider provider(String name) throws StartException {
        List<HypervisorProvider> all = ServiceLoader.load(HypervisorProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        return all.stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new StartException("There is no hypervisor \"" + name + "\". Choose one of "
                        + all.stream().map(HypervisorProvider::name).sorted().collect(Collectors.joining(", ")) + "."));
    }

    /** Returns the host's capacity; it far exceeds the computer's, because hosts idle most of the time. */
    private static HostCapacity capacity(HypervisorProvider provider) {
        return switch (provider.addressing()) {
            case LOOPBACK -> new HostCapacity(provider.name(), 20_000, 64L << 20);
            case BRIDGED ->
                new HostCapacity(provider.name(), Runtime.getRuntime().availableProcessors() * 16.0, 64L << 10);
        };
    }
}
