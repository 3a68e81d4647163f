package io.onemachine.cli.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class NaturalOrderTest {
    private static final NaturalOrder ORDER = new NaturalOrder();

    @Test
    void numbersCountByValueAndCaseDoesNotCount() {
        List<String> wanted = List.of(
                "1", "9", "10", "A", "b", "B1", "m", "m1", "M2", "m02", "m10", "m10a", "m99999999999999999999", "m-1");
        List<String> names = new ArrayList<>(wanted);
        Collections.shuffle(names, new Random(7));

        names.sort(ORDER);

        assertThat(names).isEqualTo(wanted);
    }

    @Test
    void equalNamesAreEqualAndOthersAreNot() {
        assertThat(ORDER.compare("a1", "a1")).isZero();
        assertThat(ORDER.compare("a1", "A1")).isNotZero();
        assertThat(ORDER.compare("", "a")).isNegative();
    }

    @Test
    void isAnOrder() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 20_000; round++) {
            String a = name(random);
            String b = name(random);
            String c = name(random);
            String story = "seed " + seed + ": " + a + ", " + b + ", " + c;
            assertThat(Integer.signum(ORDER.compare(a, b))).as(story).isEqualTo(-Integer.signum(ORDER.compare(b, a)));
            if (ORDER.compare(a, b) <= 0 && ORDER.compare(b, c) <= 0) {
                assertThat(ORDER.compare(a, c)).as(story).isLessThanOrEqualTo(0);
            }
        }
    }

    private static String name(SplittableRandom random) {
        StringBuilder name = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            name.append("01aB-.".charAt(random.nextInt(6)));
        }
        return name.toString();
    }
}
