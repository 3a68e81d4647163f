package io.onemachine.machine.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NetworkStatsTest {

    private final NetworkStats networkStats = new NetworkStats();
    private final List<String> passedOn = new ArrayList<>();
    private final Progress progress = networkStats.counting(event -> passedOn.add(event.text()));

    @Test
    void summaryIsEmptyWithoutExchanges() {
        progress.report(new ProgressEvent.Detail("m", "VM 7"));

        assertThat(networkStats.summary()).isEmpty();
        assertThat(passedOn).containsExactly("VM 7");
    }

    @Test
    void summaryHasALineWithSumsForEachKind() {
        exchange(NetworkExchange.Kind.SSH_CONNECTION, "", 0, 0);
        exchange(NetworkExchange.Kind.API_CALL, "one.user.info", 10, 100);
        exchange(NetworkExchange.Kind.API_CALL, "one.vm.info", 20, 200);
        exchange(NetworkExchange.Kind.API_CALL, "one.vm.info", 30, 0);
        exchange(NetworkExchange.Kind.SSH_COMMAND, "", 7, 5);

        assertThat(networkStats.summary())
                .containsExactly(
                        "3 API calls (2 one.vm.info, 1 one.user.info), 60 bytes sent, 300 received",
                        "1 SSH connection",
                        "1 SSH command, 7 bytes sent, 5 received");
        assertThat(passedOn).contains("API call one.vm.info: 30 bytes sent, 0 received");
    }

    @Test
    void threadsMayReportConcurrently() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        Progress shared = networkStats.counting(Progress.silent());
        for (int i = 0; i < 8; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                for (int j = 0; j < 1_000; j++) {
                    shared.report(new ProgressEvent.NetworkActivity(
                            "m", new NetworkExchange(NetworkExchange.Kind.API_CALL, "one.vm.info", 1, 2)));
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(networkStats.summary())
                .containsExactly("8000 API calls (8000 one.vm.info), 8000 bytes sent, 16000 received");
    }

    private void exchange(NetworkExchange.Kind kind, String what, long sent, long received) {
        progress.report(new ProgressEvent.NetworkActivity("m", new NetworkExchange(kind, what, sent, received)));
    }
}
