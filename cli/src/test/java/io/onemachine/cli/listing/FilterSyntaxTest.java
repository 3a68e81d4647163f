package io.onemachine.cli.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.listing.MachineFilter;
import io.onemachine.machine.options.EngineOptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FilterSyntaxTest {
    private static EngineOptions labelled(String... labels) {
        EngineOptions defaults = EngineOptions.defaults();
        return new EngineOptions(
                defaults.arbitraryFlags(),
                defaults.dns(),
                defaults.graphDir(),
                defaults.env(),
                defaults.ipv6(),
                defaults.insecureRegistry(),
                List.of(labels),
                defaults.logLevel(),
                defaults.storageDriver(),
                defaults.selinuxEnabled(),
                defaults.tlsVerify(),
                defaults.registryMirror(),
                defaults.installUrl(),
                defaults.version(),
                true);
    }

    private static MachineFilter filter(String... filters) throws InvalidFilterException {
        return FilterSyntax.parse(List.of(filters));
    }

    @Test
    void withoutFiltersEverythingMatches() throws InvalidFilterException {
        MachineFilter filter = filter();

        assertThat(filter.matchesName("x") && filter.matchesDriver("x") && filter.matchesState(MachineState.ERROR))
                .isTrue();
        assertThat(filter.matchesLabels(labelled()) && filter.matchesSwarm("")).isTrue();
        assertThat(filter.needsState()).isFalse();
    }

    @Test
    void filtersWithTheSameKeyAreAlternatives() throws InvalidFilterException {
        MachineFilter filter = filter("driver=none", "driver=generic", "state=Running", "state=stopped");

        assertThat(filter.matchesDriver("none")).isTrue();
        assertThat(filter.matchesDriver("GENERIC")).isTrue();
        assertThat(filter.matchesDriver("opennebula")).isFalse();
        assertThat(filter.matchesState(MachineState.STOPPED)).isTrue();
        assertThat(filter.matchesState(MachineState.PAUSED)).isFalse();
        assertThat(filter.needsState()).isTrue();
    }

    @Test
    void aNameIsARegularExpressionFoundAnywhere() throws InvalidFilterException {
        MachineFilter filter = filter("name=1$|^db");

        assertThat(filter.matchesName("m1")).isTrue();
        assertThat(filter.matchesName("db-9")).isTrue();
        assertThat(filter.matchesName("m10")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "label=tier=web,tier=web,true",
        "label=tier=WEB,tier=web,true",
        "label=tier=db,tier=web,false",
        "label=tier,tier=web,true",
        "label=web,tier=web,false",
        "label=tier=,tier=,true",
        "label=tier=web,tier,false",
        "label=a=b=c,a=b=c,true"
    })
    void aLabelIsAskedForByKeyOrByKeyAndValue(String filter, String label, boolean matches)
            throws InvalidFilterException {
        assertThat(filter(filter).matchesLabels(labelled("other", label))).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "foo=bar,Unsupported filter key 'foo'",
        "name,Unsupported filter syntax",
        "'',Unsupported filter syntax",
        "=x,Unsupported filter key ''"
    })
    void anInvalidFilterIsRefused(String filter, String reason) {
        assertThatExceptionOfType(InvalidFilterException.class)
                .isThrownBy(() -> filter(filter))
                .withMessage(reason);
    }

    @Test
    void aBrokenExpressionIsRefused() {
        assertThatExceptionOfType(InvalidFilterException.class)
                .isThrownBy(() -> filter("name=["))
                .withMessageStartingWith("error parsing regexp: ")
                .withMessageEndingWith("`[`");
    }
}
