package io.onemachine.fleet.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentFileTest {
    private static Map<String, String> parse(String text) {
        return EnvironmentFile.parse(new FleetSource("prod.env", text));
    }

    @Test
    void linesGiveVariables() {
        assertThat(parse("""
                        # comment
                        A=1

                        export B=two words # comment
                          C=a#b
                        """)).containsExactly(entry("A", "1"), entry("B", "two words"), entry("C", "a#b"));
    }

    @Test
    void quotesKeepBlanksAndComments() {
        assertThat(parse("""
                        A=' x # $y \\n '
                        B="a\\tb \\"c\\" \\$d \\\\ \\q" # comment
                        C=""
                        D=
                        E=# nothing
                        F='it'
                        F=last
                        """))
                .containsExactly(
                        entry("A", " x # $y \\n "),
                        entry("B", "a\tb \"c\" $d \\ \\q"),
                        entry("C", ""),
                        entry("D", ""),
                        entry("E", ""),
                        entry("F", "last"));
    }

    @Test
    void windowsFilesAreRead() {
        assertThat(parse("\uFEFFA=1\r\nB='2'\r\n")).containsExactly(entry("A", "1"), entry("B", "2"));
    }

    @Test
    void everyWrongLineIsReportedWithoutItsValue() {
        assertThatExceptionOfType(FleetFileException.class)
                .isThrownBy(() -> parse("A=1\nhunter2\nB='hunter2\n1C=hunter2\nD=\"a\" hunter2\nE = 1\n"))
                .withMessage("""
                        prod.env has 5 errors:
                        prod.env:2:1: the line is not NAME=VALUE with a name of letters, digits and underscores
                        prod.env:3:3: the value begins with ' and does not end with it
                        prod.env:4:1: the line is not NAME=VALUE with a name of letters, digits and underscores
                        prod.env:5:3: text follows the closing quote of the value
                        prod.env:6:1: the line is not NAME=VALUE with a name of letters, digits and underscores""");
    }
}
