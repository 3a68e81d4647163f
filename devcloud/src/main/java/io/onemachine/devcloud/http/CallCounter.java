package io.onemachine.devcloud.http;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts calls. */
public final class CallCounter {

    private static final int MAX_NAMES = 200;

    private final ConcurrentHashMap<String, LongAdder> counts = new ConcurrentHashMap<>();

    /** Returns the number of calls of each method and action since the start. */
    public Map<String, Long> counts() {
        Map<String, Long> sorted = new TreeMap<>();
        counts.forEach((name, count) -> sorted.put(name, count.sum()));
        return sorted;
    }

    /** Counts a call; unknown names are bounded, so that invented ones do not fill the memory. */
    void count(String method, String detail) {
        String name = detail.isEmpty() ? method : method + "/" + detail;
        String counted = counts.containsKey(name) || counts.size() < MAX_NAMES ? name : "others";
        counts.computeIfAbsent(counted, key -> new LongAdder()).increment();
    }
}
