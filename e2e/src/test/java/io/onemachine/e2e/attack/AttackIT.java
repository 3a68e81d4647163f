package io.onemachine.e2e.attack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Runs every attack; prints their list and number. */
final class AttackIT {

    private static final List<Supplier<Stream<Attack>>> ALL =
            List.of(StoreAttacks::all, ApiAttacks::all, PluginAttacks::all, TlsAttacks::all, SshAttacks::all);
    private static final List<String> REFUSED = new CopyOnWriteArrayList<>();
    private static final AtomicInteger STARTED = new AtomicInteger();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @TestFactory
    Stream<DynamicTest> isRefused() {
        return ALL.stream()
                .flatMap(Supplier::get)
                .map(attack -> DynamicTest.dynamicTest(attack.name(), () -> tryOut(attack)));
    }

    private void tryOut(Attack attack) throws Exception {
        String refusal = attack.trial().refusal(ownFolder());
        REFUSED.add(attack.name() + "\n      " + refusal.lines().findFirst().orElse("(no word)"));
    }

    private Path ownFolder() throws IOException {
        return Files.createDirectory(folder.resolve(Integer.toString(STARTED.incrementAndGet())));
    }

    @AfterAll
    static void printTheList() {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < REFUSED.size(); i++) {
            list.append("%4d  %s%n".formatted(i + 1, REFUSED.get(i)));
        }
        System.out.printf("Attacks refused: %d of %d%n%s", REFUSED.size(), STARTED.get(), list);
    }
}
