package io.onemachine.devcloud.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.onemachine.devcloud.cloud.Expression.Truth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExpressionTest {

    private static final Map<String, List<String>> NETWORK = Map.of(
            "ID", List.of("4"),
            "NAME", List.of("storage-1.example"),
            "USED_LEASES", List.of("12"),
            "CLUSTERS/ID", List.of("0", "100"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "ID=4",
                "ID = \"4\"",
                "NAME = \"storage-1.example\"",
                "NAME = \"storage*\"",
                "NAME = \"*1?ex*e\"",
                "NAME != \"public*\"",
                "\"NAME\" = \"s*\"",
                "\"CLUSTERS/ID\" @> 100",
                "\"CLUSTERS/ID\" @> \"1*\"",
                "USED_LEASES < 13 & USED_LEASES > 11.5",
                "ID > -1",
                "!(ID = 5)",
                "!ID = 5 & ID = 4",
                "!!(ID = 4)",
                "((ID = 4))",
                "ID = 4 | ID = 5 & ID = 4",
                "ID = 5 & (ID = 5 | ID = 4) | ID = 4"
            })
    void holds(String expression) {
        assertThat(Expression.parse(expression).holds(NETWORK, Truth.FALSE)).isEqualTo(Truth.TRUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ID = 5",
                "NAME = storage",
                "NAME = 4",
                "NAME > 1",
                "\"CLUSTERS/ID\" @> 101",
                "RACK = G4",
                "RACK != G4",
                "ID = 4 | ID = 4 & ID = 5",
                "!(ID = 4) | ID = 5"
            })
    void doesNotHold(String expression) {
        assertThat(Expression.parse(expression).holds(NETWORK, Truth.FALSE)).isEqualTo(Truth.FALSE);
    }

    @Test
    void unknownFactsAreDecidedByTheRest() {
        assertThat(Expression.parse("RACK = G4 & ID = 5").holds(NETWORK, Truth.UNKNOWN))
                .isEqualTo(Truth.FALSE);
        assertThat(Expression.parse("RACK = G4 | ID = 4").holds(NETWORK, Truth.UNKNOWN))
                .isEqualTo(Truth.TRUE);
        assertThat(Expression.parse("!(RACK = G4) & ID = 4").holds(NETWORK, Truth.UNKNOWN))
                .isEqualTo(Truth.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ID",
                "ID =",
                "= 4",
                "4 = ID",
                "ID = 4 &",
                "& ID = 4",
                "ID = 4 ID = 5",
                "(ID = 4",
                "ID = 4)",
                "!",
                "ID < big",
                "ID == 4",
                "NAME = \"open",
                "NAME = a.b",
                "NAME = $NAME",
                "ID = 4; ID = 5",
                "\u0000"
            })
    void otherTextIsNone(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Expression.parse(text))
                .withMessageContaining("syntax error, unexpected ");
    }

    @Test
    void aHostileTextIsRefusedOrReadInTime() {
        assertThatIllegalArgumentException().isThrownBy(() -> Expression.parse("(".repeat(100_000)));
        assertThatIllegalArgumentException().isThrownBy(() -> Expression.parse("!".repeat(100_000)));
        assertThat(Expression.parse("NAME = \"" + "*a".repeat(1_000) + "\"")
                        .holds(Map.of("NAME", List.of("a".repeat(900) + "b")), Truth.FALSE))
                .isEqualTo(Truth.FALSE);
    }
}
