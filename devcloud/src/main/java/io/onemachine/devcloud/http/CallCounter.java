package io.onemachine.devcloud.http;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts calls. */
public final class CallCounter {

    private static final int MOST_NAMES = 200;

    private final ConcurrentHashMap<String, LongAdder> counts = new ConcurrentHashMap<>();

    /** How often each method, and each action, has been called since the start. */
    public Map<String, Long> counts() {
        Map<String, Long> sorted = new TreeMap<>();
        counts.forEach((name, count) -> sorted.put(name, count.sum()));
        return sorted;
    }

    /** Counts a call; a caller who makes names up does not fill the memory. */
    void count(String method, String detail) {
        String name = detail.isEmpty() ? method : method + "/" + detail;
        String counted = counts.containsKey(name) || counts.size() < MOST_NAMES ? name : "others";
        counts.computeIfAbsent(counted, key -> new LongAdder()).increment();
    }
}
