package io.onemachine.devcloud.daemon;

import com.sun.net.httpserver.HttpHandler;
import io.onemachine.devcloud.api.Api;
import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.control.ControlInterface;
import io.onemachine.devcloud.control.DaemonFile;
import io.onemachine.devcloud.control.ImageCatalog;
import io.onemachine.devcloud.fault.FaultPlan;
import io.onemachine.devcloud.http.CallCounter;
import io.onemachine.devcloud.http.FrontEnd;
import io.onemachine.devcloud.http.HttpServers;
import io.onemachine.devcloud.hypervisor.HostNetwork;
import io.onemachine.devcloud.hypervisor.Hypervisor;
import io.onemachine.devcloud.hypervisor.HypervisorException;
import io.onemachine.devcloud.lifecycle.HostSpecs;
import io.onemachine.devcloud.lifecycle.Lifecycle;
import io.onemachine.devcloud.lifecycle.LifecycleContext;
import io.onemachine.devcloud.lifecycle.TransitionDelays;
import io.onemachine.devcloud.state.StateStore;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** A running cloud. */
public final class Daemon implements AutoCloseable {

    private final Path stateDirectory;
    private final Hypervisor hypervisor;
    private final Lifecycle lifecycle;
    private final HttpServers server;
    private final StateLock lock;
    private final Consumer<String> log;
    private final CountDownLatch stopRequested;

    private Daemon(
            Path stateDirectory,
            Hypervisor hypervisor,
            Lifecycle lifecycle,
            HttpServers server,
            StateLock lock,
            Consumer<String> log,
            CountDownLatch stopRequested) {
        this.stateDirectory = stateDirectory;
        this.hypervisor = hypervisor;
        this.lifecycle = lifecycle;
        this.server = server;
        this.lock = lock;
        this.log = log;
        this.stopRequested = stopRequested;
    }

    /**
     * Starts a cloud: locks its folder, creates or loads its objects, restarts its hosts, and serves from then on.
     *
     * @throws StartException when it cannot be started; everything is closed then
     */
    public static Daemon start(StartRequest request, Clock clock, Consumer<String> log)
            throws StartException, InterruptedException {
        StateLock lock = StateLock.take(request.stateDirectory());
        Closer closer = new Closer(log);
        closer.add(lock);
        try {
            CloudBootstrap prepared = CloudBootstrap.of(request, clock, log);
            Hypervisor hypervisor = prepared.hypervisor();
            closer.add(hypervisor);
            FaultPlan faults = new FaultPlan();
            CallCounter calls = new CallCounter();
            StateStore store = prepared.store();
            Cloud cloud = prepared.cloud();
            Lifecycle lifecycle = new Lifecycle(new LifecycleContext(
                    cloud,
                    hypervisor,
                    request.stateDirectory().resolve("hosts"),
                    faults,
                    TransitionDelays.defaults(),
                    clock,
                    store::save,
                    log));
            closer.add(lifecycle);
            CountDownLatch stop = new CountDownLatch(1);
            String token = token();
            ImageCatalog images = new ImageCatalog(
                    cloud,
                    hypervisor.images(),
                    (imageId, templateId, name) -> DefaultObjects.addImage(
                            cloud, imageId, templateId, name, clock.instant().getEpochSecond()),
                    () -> store.saveObjects(cloud));
            HttpServers server = listen(
                    prepared.settings().port(),
                    new FrontEnd(new Api(cloud, lifecycle, store, clock), faults, calls),
                    new ControlInterface(token, cloud, store::save, faults, calls, images, stop::countDown));
            closer.add(server);
            hypervisor.open(usable(cloud, log));
            if (store.isEmpty()) {
                // Only after the hypervisor is open: a failed start must not fix the settings of the next one.
                store.saveObjects(cloud);
            }
            lifecycle.recover();
            prepared.settings().withPort(server.port()).write(request.stateDirectory());
            new DaemonFile(ProcessHandle.current().pid(), server.port(), token).write(request.stateDirectory());
            closer.keep();
            log.accept("listening on http://127.0.0.1:" + server.port() + "/RPC2");
            return new Daemon(request.stateDirectory(), hypervisor, lifecycle, server, lock, log, stop);
        } catch (HypervisorException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new StartException("Cannot write to " + request.stateDirectory() + ": " + e.getMessage(), e);
        } finally {
            closer.close();
        }
    }

    /** Waits for a stop request to the control interface. */
    public void awaitStopRequest() throws InterruptedException {
        stopRequested.await();
    }

    /** Shuts all hosts down and closes everything. Machines that run now are restarted with the cloud. */
    @Override
    public void close() {
        log.accept("stopping");
        lifecycle.close();
        hypervisor.close();
        server.close();
        try {
            Files.deleteIfExists(DaemonFile.in(stateDirectory));
        } catch (IOException e) {
            log.accept("cannot remove " + DaemonFile.in(stateDirectory) + ": " + e.getMessage());
        }
        lock.close();
        log.accept("stopped");
    }

    /** Returns the networks without those of IPv6 when this computer has switched IPv6 off since. */
    private static List<HostNetwork> usable(Cloud cloud, Consumer<String> log) {
        boolean ipv6 = Ipv6Kernel.isOn();
        List<HostNetwork> all = cloud.networks().stream().map(HostSpecs::of).toList();
        all.stream()
                .filter(network -> network.isIpv6() && !ipv6)
                .forEach(network ->
                        log.accept("IPv6 is off on this computer: machines cannot start in network " + network.id()));
        return all.stream().filter(network -> ipv6 || !network.isIpv6()).toList();
    }

    private static HttpServers listen(int port, FrontEnd frontEnd, ControlInterface control)
            throws IOException, StartException {
        HttpHandler both = exchange -> {
            boolean controls = exchange.getRequestURI().getPath().startsWith("/devcloud/");
            (controls ? control : frontEnd).handle(exchange);
        };
        try {
            return HttpServers.start(port, both);
        } catch (BindException e) {
            throw new StartException(
                    "Port " + port + " of 127.0.0.1 is taken by another process. Choose another one with --port,"
                            + " or --port 0 for any that is free.",
                    e);
        }
    }

    private static String token() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
