package io.onemachine.cli.flag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FlagParserTest {
    private static final List<Flag> FLAGS = List.of(
            Flag.bool("quiet", "Less").alias("q"),
            Flag.text("format", "How").alias("f").from("FORMAT", "OLD_FORMAT").defaultingTo("plain"),
            Flag.number("timeout", "Seconds").alias("t").from("TIMEOUT").defaultingTo("10"),
            Flag.bool("debug", "More").from("DEBUG"),
            Flag.list("filter", "Which").from("FILTERS"));

    private static ParsedFlags parse(String... arguments) throws FlagException {
        return parse(Map.of(), arguments);
    }

    private static ParsedFlags parse(Map<String, String> environment, String... arguments) throws FlagException {
        return new FlagParser(FLAGS, environment).parseAnywhere(List.of(arguments));
    }

    private static String errorOf(String... arguments) {
        return assertThatExceptionOfType(FlagException.class)
                .isThrownBy(() -> parse(arguments))
                .actual()
                .getMessage();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-format=x", "--format=x", "-f=x", "--f=x", "-format x", "--format x", "-f x", "--f x"})
    void oneDashAndTwoAreTheSameAndValuesFollowEqualsOrBlank(String typed) throws FlagException {
        assertThat(parse(typed.split(" ")).text("format")).isEqualTo("x");
    }

    @ParameterizedTest
    @CsvSource({
        "-q,true",
        "--quiet,true",
        "--quiet=true,true",
        "--quiet=false,false",
        "-q=0,false",
        "-q=T,true",
        "-q=FALSE,false"
    })
    void booleansStandAloneOrTakeAValueAfterEquals(String typed, boolean on) throws FlagException {
        assertThat(parse(typed).on("quiet")).isEqualTo(on);
    }

    @Test
    void aBooleanDoesNotTakeTheNextArgument() throws FlagException {
        ParsedFlags parsed = parse("--quiet", "false");

        assertThat(parsed.on("quiet")).isTrue();
        assertThat(parsed.positionals()).containsExactly("false");
    }

    @Test
    void aRepeatedListFlagAddsAndAnotherReplaces() throws FlagException {
        ParsedFlags parsed = parse("--filter", "a", "-f", "1", "-filter=b", "-f", "2");

        assertThat(parsed.list("filter")).containsExactly("a", "b");
        assertThat(parsed.text("format")).isEqualTo("2");
    }

    @Test
    void flagsStandOnBothSidesOfNames() throws FlagException {
        ParsedFlags parsed = parse("a", "-q", "b", "--format", "x", "c");

        assertThat(parsed.on("quiet")).isTrue();
        assertThat(parsed.text("format")).isEqualTo("x");
        assertThat(parsed.positionals()).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void namesBeforeTheFirstFlagComeLastAsInTheGoProgram() throws FlagException {
        assertThat(parse("m1", "-q", "m2").positionals()).containsExactly("m2", "m1");
    }

    @Test
    void twoDashesEndTheFlags() throws FlagException {
        ParsedFlags parsed = parse("-q", "--", "-f", "--", "x");

        assertThat(parsed.text("format")).isEqualTo("plain");
        assertThat(parsed.positionals()).containsExactly("-f", "--", "x");
    }

    @ParameterizedTest
    @CsvSource({
        "'',                0, 0",
        "a,                 1, 0",
        "a b,               1, 0",
        "-q a b,            1, 0",
        "a b -q,            1, 0",
        "-q a b -f x,       1, 0",
        "a -q b,            2, 0",
        "-f x a -q b c,     2, 0",
        "-f x a -q b -t 1 c, 3, 0",
        "-- a b,            1, 2",
        "-q -- a b,         1, 2",
        "a -- b,            1, 1",
        "a -q -- b,         2, 1",
        "-q a -- b c,       1, 2",
    })
    void argumentsAreCountedByTheOptionsBetweenThem(String typed, int groups, int afterTerminator)
            throws FlagException {
        String[] words = typed.isEmpty() ? new String[0] : typed.split(" ");
        ParsedFlags anywhere = parse(words);
        assertThat(anywhere.positionalGroups()).isEqualTo(groups);
        assertThat(anywhere.afterTerminator()).isEqualTo(afterTerminator);
        ParsedFlags inOrder = new FlagParser(FLAGS, Map.of()).parseInOrder(List.of(words));
        assertThat(inOrder.positionalGroups()).isEqualTo(groups);
        assertThat(inOrder.afterTerminator()).isEqualTo(afterTerminator);
    }

    @Test
    void aDashAloneIsAnArgument() throws FlagException {
        assertThat(parse("-").positionals()).containsExactly("-");
    }

    @Test
    void aValueMayLookLikeAFlagOrBeEmpty() throws FlagException {
        assertThat(parse("--format", "--quiet").text("format")).isEqualTo("--quiet");
        assertThat(parse("--format", "").text("format")).isEmpty();
        assertThat(parse("--format=").text("format")).isEmpty();
        assertThat(parse("--format=a=b").text("format")).isEqualTo("a=b");
    }

    @Test
    void leadingFlagsEndAtTheCommand() throws FlagException {
        ParsedFlags parsed = new FlagParser(FLAGS, Map.of()).parseLeading(List.of("-q", "ls", "--nosuch", "-f"));

        assertThat(parsed.on("quiet")).isTrue();
        assertThat(parsed.positionals()).containsExactly("ls", "--nosuch", "-f");
    }

    @Test
    void environmentStandsInForFlagsAndTheFirstVariableThatIsNotEmptyCounts() throws FlagException {
        ParsedFlags parsed =
                parse(Map.of("FORMAT", "", "OLD_FORMAT", "old", "TIMEOUT", "0x10", "DEBUG", "1", "FILTERS", "a, b,,c"));

        assertThat(parsed.text("format")).isEqualTo("old");
        assertThat(parsed.number("timeout")).isEqualTo(16);
        assertThat(parsed.on("debug")).isTrue();
        assertThat(parsed.list("filter")).containsExactly("a", "b", "", "c");
        assertThat(parsed.value("format").source()).isEqualTo(FlagSource.ENVIRONMENT);
    }

    @Test
    void theCommandLineWinsOverEnvironmentAndDefault() throws FlagException {
        ParsedFlags parsed = parse(Map.of("FORMAT", "env", "DEBUG", "true"), "--format", "cli", "--debug=false");

        assertThat(parsed.text("format")).isEqualTo("cli");
        assertThat(parsed.on("debug")).isFalse();
        assertThat(parsed.value("format").source()).isEqualTo(FlagSource.COMMAND_LINE);
    }

    @Test
    void listsOfTheCommandLineAddToTheEnvironments() throws FlagException {
        assertThat(parse(Map.of("FILTERS", "a"), "--filter", "b").list("filter"))
                .containsExactly("a", "b");
    }

    @Test
    void defaultsCountWhenNothingElseDoes() throws FlagException {
        ParsedFlags parsed = parse(Map.of("TIMEOUT", "soon", "DEBUG", "maybe"));

        assertThat(parsed.number("timeout")).isEqualTo(10);
        assertThat(parsed.on("debug")).isFalse();
        assertThat(parsed.value("format").source()).isEqualTo(FlagSource.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "--help", "-help", "--h", "x --help"})
    void helpIsAlwaysKnown(String typed) throws FlagException {
        assertThat(parse(typed.split(" ")).helpAsked()).isTrue();
    }

    @Test
    void forwardedArgumentsAreTakenAsTheyAre() {
        FlagParser parser = new FlagParser(List.of(), Map.of());

        assertThat(parser.takeAll(List.of("m1", "-L", "1:2:3", "--", "ls", "--help"))
                        .positionals())
                .containsExactly("m1", "-L", "1:2:3", "--", "ls", "--help");
        assertThat(parser.takeAll(List.of("m1", "--help")).helpAsked()).isFalse();
        assertThat(parser.takeAll(List.of("--help")).helpAsked()).isTrue();
    }

    @Test
    void errorsNameTheFlagAndTheFault() {
        assertThat(errorOf("--nosuch=1")).isEqualTo("flag provided but not defined: -nosuch");
        assertThat(errorOf("-qt", "5")).isEqualTo("flag provided but not defined: -qt");
        assertThat(errorOf("x", "--format")).isEqualTo("flag needs an argument: -format");
        assertThat(errorOf("--quiet=maybe")).isEqualTo("invalid boolean value \"maybe\" for -quiet: parse error");
        assertThat(errorOf("-t", "abc")).isEqualTo("invalid value \"abc\" for flag -t: parse error");
        assertThat(errorOf("-t", "99999999999999999999")).contains("-t");
        assertThat(errorOf("---quiet")).isEqualTo("bad flag syntax: ---quiet");
        assertThat(errorOf("--=x")).isEqualTo("bad flag syntax: --=x");
        assertThat(errorOf("-=x")).isEqualTo("bad flag syntax: -=x");
    }

    @ParameterizedTest
    @CsvSource({"10,10", "-3,-3", "+3,3", "0x1f,31", "010,8", "0b101,5", "0o17,15", "0,0"})
    void numbersAreReadInGosBases(String written, long value) throws FlagException {
        assertThat(parse("-t", written).number("timeout")).isEqualTo(value);
    }

    @Test
    void twoFlagsOfOneNameAreAProgrammingError() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FlagParser(List.of(Flag.bool("x", ""), Flag.text("x", "")), Map.of()));
    }

    @Test
    void anyCommandLineIsReadOrRefused() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        String[] pieces = {
            "-", "--", "q", "f", "=", "quiet", "format", "filter", "t", " ", "\n", "é", "5", "---", "-q", "-h"
        };
        for (int round = 0; round < 5_000; round++) {
            List<String> arguments = new ArrayList<>();
            for (int i = random.nextInt(6); i > 0; i--) {
                StringBuilder argument = new StringBuilder();
                for (int j = random.nextInt(5); j > 0; j--) {
                    argument.append(pieces[random.nextInt(pieces.length)]);
                }
                arguments.add(argument.toString());
            }
            try {
                ParsedFlags parsed = new FlagParser(FLAGS, Map.of()).parseAnywhere(arguments);
                assertThat(parsed.positionals().size())
                        .as("seed %d: %s", seed, arguments)
                        .isLessThanOrEqualTo(arguments.size());
            } catch (FlagException e) {
                assertThat(e.getMessage()).as("seed %d: %s", seed, arguments).isNotBlank();
            }
        }
    }
}
