package io.onemachine.machine.ssh.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.error.SshException;
import io.onemachine.machine.ssh.SshArguments;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arguments are parsed as by the ssh program. */
final class SshArgumentsTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "ls -d /etc, [], [ls; -d; /etc]",
                "-t ls -l, [-t], [ls; -l]",
                "-- -x, [], [-x]",
                "-NL 80:web:80, [-N; -L 80:web:80], []",
                "-L80:web:80 -A -- ls, [-L 80:web:80; -A], [ls]",
                "-tt -o A=b -v id, [-t; -t; -o A=b; -v], [id]",
                "-p, [-p ], []",
                "- ls, [], [-; ls]",
            })
    void optionsEndAtTheFirstOtherWord(String typed, String options, String command) {
        SshArguments parsed = SshArguments.parse(List.of(typed.split(" ", -1)));

        assertThat(parsed.options().toString().replace(", ", "; ")).isEqualTo(options);
        assertThat(parsed.command().toString().replace(", ", "; ")).isEqualTo(command);
    }

    @ParameterizedTest
    @CsvSource({"m1 ls, 0", "-A m1, 1", "-L 80:web:80 m1 -t, 2", "-AL 80:web:80 m1, 2", "-- m1, 1", "-L, 1"})
    void nameIsTheFirstWordThatIsNotAnOption(String typed, int place) {
        assertThat(SshArguments.leadingOptions(List.of(typed.split(" ", -1)))).isEqualTo(place);
    }

    @Test
    void optionsThatNeedTheProgramAreNamed() {
        SshArguments arguments = SshArguments.parse(List.of("-t", "-D", "1080", "ls"));

        assertThatThrownBy(() -> BuiltInSshOptions.of(arguments))
                .isInstanceOf(SshException.class)
                .hasMessage("The built-in SSH client does not know the option -D 1080 of ssh");
    }

    @ParameterizedTest
    @CsvSource({
        "'', true, true, true",
        "'', true, false, false",
        "'', false, true, false",
        "-t, false, true, true",
        "-t, false, false, false",
        "-tt, false, false, true",
        "-T, true, true, false"
    })
    void terminalIsRequestedAsByTheProgram(String options, boolean shell, boolean typed, boolean pty) {
        SshArguments arguments = SshArguments.parse(options.isEmpty() ? List.of() : List.of(options));

        assertThat(BuiltInSshOptions.of(arguments).wantsPty(shell, typed)).isEqualTo(pty);
    }
}
