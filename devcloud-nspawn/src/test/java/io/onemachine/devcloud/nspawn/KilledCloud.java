package io.onemachine.devcloud.nspawn;

import io.onemachine.devcloud.hypervisor.HostListener;
import io.onemachine.devcloud.hypervisor.HostNetwork;
import io.onemachine.devcloud.hypervisor.HostNic;
import io.onemachine.devcloud.hypervisor.HostSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A program that boots one host with a volatile disk, prints "ready" when it is up and waits to be killed. */
final class KilledCloud {

    private KilledCloud() {}

    public static void main(String[] args) throws Exception {
        String cloud = args[0];
        Path folder = Path.of(args[1]);
        String prefix = args[2];
        NspawnHypervisor hypervisor = new NspawnHypervisor(
                cloud, folder, NspawnHypervisor.cacheDirectory(System.getenv()), new ProcessCommandRunner());
        HostNetwork network = new HostNetwork(0, "om" + cloud, prefix + "1", 24);
        hypervisor.open(List.of(network));
        hypervisor.boot(
                new HostSpec(
                        7,
                        "killed",
                        "debian-docker",
                        folder.resolve("vm7"),
                        512,
                        List.of(64L),
                        List.of(new HostNic(network, prefix + "9", "02:00:c6:13:00:09")),
                        Map.of("SSH_PUBLIC_KEY", args[3])),
                new HostListener() {
                    @Override
                    public void ended() {}

                    @Override
                    public void ready() {
                        System.out.println("ready");
                    }
                });
        new CountDownLatch(1).await();
    }
}
