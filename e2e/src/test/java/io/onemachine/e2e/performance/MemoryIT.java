package io.onemachine.e2e.performance;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The memory of the programs while they work on real hosts. */
final class MemoryIT {

    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final int CREATE_LIMIT_KIB = 150 * 1024;
    private static final int CLOUD_LIMIT_KIB = 250 * 1024;

    @Test
    void createAndACloudOfFiveHostsStaySmall(@TempDir Path folder) throws Exception {
        try (Cloud cloud = Cloud.ofRealHosts(folder)) {
            UserEnvironment user = cloud.user();
            long peak = peakOf(user.start(List.of(
                    "docker-machine", "create", "--driver", "opennebula", "--opennebula-template-id", "0", "m0")));
            System.out.println("peak resident set of create: " + peak + " KiB");
            assertThat(peak).isLessThan(CREATE_LIMIT_KIB);

            for (int i = 1; i < 5; i++) {
                cloud.api().call("one.template.instantiate", 0, "idle-" + i, false, "", false);
            }
            assertThat(cloud.api().vms()).hasSize(5);
            user.dockerMachine("ssh", "m0", "true").succeeds();
            long resident = highWaterMark(cloud.daemon().pid());
            System.out.println("peak resident set of the cloud with five hosts: " + resident + " KiB");
            assertThat(resident).isBetween(1L, (long) CLOUD_LIMIT_KIB);
        }
    }

    private static long peakOf(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        Thread.ofVirtual().start(() -> drain(process.getErrorStream()));
        long peak = 0;
        // Each line of progress is a moment to look; the high-water mark only grows.
        try (var reader = process.inputReader()) {
            while (reader.readLine() != null) {
                peak = Math.max(peak, highWaterMark(process.pid()));
            }
        }
        assertThat(process.waitFor()).isZero();
        return peak;
    }

    private static void drain(java.io.InputStream stream) {
        try (stream) {
            stream.transferTo(System.err);
        } catch (IOException e) {
            System.err.println("cannot read stderr: " + e.getMessage());
        }
    }

    private static long highWaterMark(long pid) {
        try {
            Matcher matcher = PEAK.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
            return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
        } catch (IOException e) {
            return 0; // it has ended
        }
    }
}
