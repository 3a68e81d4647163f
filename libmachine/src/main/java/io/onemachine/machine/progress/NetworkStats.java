package io.onemachine.machine.progress;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts a program's network exchanges from its progress events; thread-safe. */
public final class NetworkStats {
    private final Map<NetworkExchange.Kind, Total> totals = new EnumMap<>(NetworkExchange.Kind.class);

    /** Returns a progress that counts events and passes them on. */
    public Progress counting(Progress next) {
        return event -> {
            if (event instanceof ProgressEvent.NetworkActivity networkActivity) {
                add(networkActivity.networkExchange());
            }
            next.report(event);
        };
    }

    private synchronized void add(NetworkExchange networkExchange) {
        totals.computeIfAbsent(networkExchange.kind(), kind -> new Total()).add(networkExchange);
    }

    /**
     * Returns a line for each kind of exchange, such as {@code 3 API calls (2 one.vm.info, 1 one.user.info), 1200 bytes sent, 8000
     * received}; none when nothing went over the network.
     */
    public synchronized List<String> summary() {
        List<String> lines = new ArrayList<>();
        totals.forEach((kind, total) -> lines.add(total.text(kind)));
        return lines;
    }

    private static final class Total {
        private final Map<String, Long> counts = new TreeMap<>();
        private long sent;
        private long received;

        void add(NetworkExchange networkExchange) {
            counts.merge(networkExchange.what(), 1L, Long::sum);
            sent += networkExchange.sent();
            received += networkExchange.received();
        }

        String text(NetworkExchange.Kind kind) {
            long number = counts.values().stream().mapToLong(Long::longValue).sum();
            String names = counts.entrySet().stream()
                    .filter(count -> !count.getKey().isEmpty())
                    .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                    .map(count -> count.getValue() + " " + count.getKey())
                    .collect(Collectors.joining(", "));
            return kind.counted(number)
                    + (names.isEmpty() ? "" : " (" + names + ")")
                    + (sent + received == 0 ? "" : ", " + NetworkExchange.bytes(sent, received));
        }
    }
}
