package io.onemachine.e2e.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Programs that run in turns, so that other load of the computer affects all alike. */
final class Race {

    private Race() {}

    /** A program that measures itself. */
    interface Runner {
        double run() throws IOException, InterruptedException;
    }

    /**
     * Lets each run so many times, after one that does not count.
     *
     * @param runners by the name under which the result gives its samples
     */
    static Map<String, Samples> run(int runs, Map<String, Runner> runners) throws IOException, InterruptedException {
        Map<String, List<Double>> taken = new LinkedHashMap<>();
        for (int round = 0; round <= runs; round++) {
            for (Map.Entry<String, Runner> runner : runners.entrySet()) {
                double value = runner.getValue().run();
                if (round > 0) {
                    taken.computeIfAbsent(runner.getKey(), key -> new ArrayList<>())
                            .add(value);
                }
            }
        }
        Map<String, Samples> samples = new LinkedHashMap<>();
        taken.forEach((name, values) -> samples.put(name, new Samples(values)));
        return samples;
    }
}
