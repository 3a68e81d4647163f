package io.onemachine.driver.opennebula;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.driver.opennebula.status.StateMapping;
import io.onemachine.driver.opennebula.vm.NextAction;
import io.onemachine.driver.opennebula.vm.TargetState;
import io.onemachine.opennebula.resource.LcmState;
import io.onemachine.opennebula.resource.VmState;
import io.onemachine.opennebula.resource.VmStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the users' documentation of every state with the code. */
class StateTableTest {

    private static final Path DOCUMENT =
            Path.of(System.getProperty("onemachine.checkout", ".."), "docs/reference/opennebula.md");
    private static final String OTHERS = "any other";
    private static final int NEWER = 99;

    /** The row of each number, by its first cell; lines outside the tables are left out. */
    private static final Map<String, List<String>> STATES = table("STATE");

    private static final Map<String, List<String>> LCM_STATES = table("LCM_STATE");

    static IntStream states() {
        return IntStream.concat(
                IntStream.rangeClosed(0, 11).filter(state -> state != VmState.ACTIVE.number()), IntStream.of(NEWER));
    }

    static IntStream lcmStates() {
        return IntStream.concat(IntStream.rangeClosed(0, 71), IntStream.of(NEWER));
    }

    @ParameterizedTest
    @MethodSource("states")
    void everyStateIsTreatedAsDocumented(int number) {
        VmState state = VmState.of(number);
        String name = state == VmState.UNRECOGNIZED ? unnamed(number) : state.name();
        assertThat(row(STATES, number)).isEqualTo(cells(name, new VmStatus(number, 0)));
    }

    @ParameterizedTest
    @MethodSource("lcmStates")
    void everyStateOnAHostIsTreatedAsDocumented(int number) {
        LcmState state = LcmState.of(number);
        String name = state == LcmState.UNRECOGNIZED ? unnamed(number) : state.name();
        assertThat(row(LCM_STATES, number)).isEqualTo(cells(name, new VmStatus(VmState.ACTIVE.number(), number)));
    }

    @Test
    void theTablesHaveExactlyOneRowForEach() {
        assertThat(STATES.keySet()).containsExactlyElementsOf(keys(states()));
        assertThat(LCM_STATES.keySet()).containsExactlyElementsOf(keys(lcmStates()));
        for (LcmState state : LcmState.values()) {
            assertThat(state.number()).isLessThanOrEqualTo(71);
        }
    }

    @ParameterizedTest
    @MethodSource("states")
    void theLcmStateIsIgnoredUnlessTheVmIsActive(int number) {
        for (LcmState state : LcmState.values()) {
            VmStatus stale = new VmStatus(number, state.number());
            assertThat(cells("", stale)).isEqualTo(cells("", new VmStatus(number, 0)));
        }
    }

    private static String unnamed(int number) {
        return number == NEWER ? "unknown" : "not in use";
    }

    private static List<String> cells(String name, VmStatus status) {
        String off = said(TargetState.off().next(status));
        String start = said(TargetState.running().next(status));
        return List.of(
                name,
                StateMapping.of(status).label(),
                start,
                off,
                said(TargetState.offByForce().next(status)),
                off.equals("done") ? start : off,
                said(TargetState.gone().next(status)));
    }

    private static String said(NextAction nextAction) {
        return switch (nextAction) {
            case NextAction.Arrived arrived -> "done";
            case NextAction.Wait wait -> "waits";
            case NextAction.Act(var action) -> "`" + action.wireName() + "`";
            case NextAction.ActOnce(var action) -> "`" + action.wireName() + "`";
            case NextAction.GiveUp(String why) -> why.equals("it is gone") ? "gone" : "refuses";
        };
    }

    private static List<String> row(Map<String, List<String>> table, int number) {
        return table.getOrDefault(key(number), List.of());
    }

    private static List<String> keys(IntStream numbers) {
        return numbers.mapToObj(StateTableTest::key).toList();
    }

    private static String key(int number) {
        return number == NEWER ? OTHERS : String.valueOf(number);
    }

    private static Map<String, List<String>> table(String title) {
        try (Stream<String> lines = Files.lines(DOCUMENT)) {
            Map<String, List<String>> rows = new LinkedHashMap<>();
            lines.dropWhile(line -> !line.startsWith("| " + title + " |"))
                    .skip(2)
                    .takeWhile(line -> line.startsWith("|"))
                    .map(line -> line.substring(2, line.length() - 2).split(" \\| ", -1))
                    .forEach(cells -> {
                        List<String> values = new ArrayList<>(Arrays.asList(cells));
                        assertThat(rows.put(values.removeFirst(), values)).isNull();
                    });
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
