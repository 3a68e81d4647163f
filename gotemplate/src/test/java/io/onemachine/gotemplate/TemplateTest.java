package io.onemachine.gotemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.onemachine.gotemplate.error.TemplateException;
import io.onemachine.gotemplate.value.GoStruct;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TemplateTest {
    /** Stands for a line feed in the tables of cases. */
    private static final String LINE_FEED = "⏎";

    private static final Map<String, @Nullable Object> DATA = data();

    private static Map<String, @Nullable Object> data() {
        Map<String, @Nullable Object> driver = new LinkedHashMap<>();
        driver.put("URL", "tcp://x:1");
        driver.put("Port", 22.0);
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("Name", "m1");
        data.put("Number", 3.0);
        data.put("Int", 7L);
        data.put("Yes", true);
        data.put("No", false);
        data.put("Null", null);
        data.put("Empty", "");
        data.put("List", List.of("a", "b", "c"));
        data.put("None", List.of());
        data.put("Driver", driver);
        data.put("Struct", new GoStruct("Item", Map.of("Field", "f"), Map.of("Method", "m")));
        return data;
    }

    private static String run(String template) throws TemplateException {
        StringBuilder output = new StringBuilder();
        Template.parseWithJson(template.replace(LINE_FEED, "\n")).execute(DATA, output);
        return output.toString().replace("\n", LINE_FEED);
    }

    private static String errorOf(String template) {
        return assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> run(template))
                .actual()
                .getMessage();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "plain { text }}§plain { text }}",
                "{{.Name}}-{{ .Driver.URL }}§m1-tcp://x:1",
                "{{.Nope}} {{.Nope.More}} {{.Null}}§<no value> <no value> <no value>",
                "{{.Number}} {{.Int}} {{.Yes}} {{1.5}} {{1e30}} {{0.000001}}§3 7 true 1.5 1e+30 1e-06",
                "{{.List}} {{.None}} {{.Driver}}§[a b c] [] map[Port:22 URL:tcp://x:1]",
                "{{.Struct}} {{.Struct.Field}}§{f} f",
                "{{.Struct.Method}} {{json .Struct}}§m {\"Field\":\"f\"}",
                "{{/* gone */}}x{{- /* gone */ -}} y§xy",
                "a  {{- 3 -}}  b {{-3}}§a3b -3",
                "{{\"q\\t\\u00e9\"}} {{`r\\t`}} {{'a'}}§q\té r\\t 97",
                "{{$x := .Name}}{{$x}}{{$x = \"y\"}}{{$x}}§m1y",
                "{{if .Yes}}{{$x := 1}}{{$x}}{{end}}§1",
                "{{if .Empty}}a{{else if .No}}b{{else if .List}}c{{else}}d{{end}}§c",
                "{{if .Null}}a{{end}}{{if 0.0}}b{{end}}{{if .None}}c{{end}}{{if .Struct}}d{{end}}§d",
                "{{with .Driver}}{{.Port}}{{$.Name}}{{end}}{{with .Null}}x{{else}}no{{end}}§22m1no",
                "{{with $d := .Driver}}{{$d.Port}}{{end}}§22",
                "{{with .Null}}x{{else with .Name}}{{.}}{{end}}§m1",
                "{{range 3}}{{.}}{{end}}{{range $i, $e := .Int}}{{$i}}{{else}}x{{end}}{{range 0}}x{{else}}none{{end}}§0120123456none",
                "{{range .List}}<{{.}}>{{end}}{{range .None}}x{{else}}none{{end}}{{range .Nope}}x{{end}}§<a><b><c>none",
                "{{range $i, $e := .List}}{{$i}}{{$e}} {{end}}§0a 1b 2c ",
                "{{range $k, $v := .Driver}}{{$k}}={{$v}};{{end}}§Port=22;URL=tcp://x:1;",
                "{{range .List}}{{if eq . \"b\"}}{{continue}}{{end}}{{.}}{{end}}§ac",
                "{{range .List}}{{if eq . \"b\"}}{{break}}{{end}}{{.}}{{end}}§a",
                "{{define \"t\"}}[{{.}}]{{end}}{{template \"t\" .Name}}{{block \"b\" .Int}}({{.}}){{end}}§[m1](7)",
                "{{.Name | printf \"%s-%s\" \"x\" | len}}§4",
                "{{(index .Driver \"URL\")}} {{index .List 1}} {{(.Driver).Port}}§tcp://x:1 b 22",
                "{{slice .Name 1}} {{slice .List 1 2}} {{len .Driver}} {{len \"é\"}}§1 [b] 2 2",
                "{{and .Name .Int}} {{and .Empty .Int}} {{or .Empty .Int}} {{not .Empty}}§7  7 true",
                "{{or .Name (index .List 99)}}§m1",
                "{{eq .Name \"m1\"}} {{eq .Name \"x\" \"m1\"}} {{ne .Int 8}} {{eq .Null nil}}§true true true true",
                "{{lt 1 2}} {{le 2 2}} {{gt \"b\" \"a\"}} {{ge 1.5 2.5}}§true true true false",
                "{{print 1 2 \"x\" 3}}|{{println \"a\" 1}}§1 2x3|a 1⏎",
                "{{html \"<a href='x'>&\\\"\"}}§&lt;a href=&#39;x&#39;&gt;&amp;&#34;",
                "{{js \"a'b\\\\<\"}} {{urlquery \"a b&ü~*\"}}§a\\'b\\\\\\u003C a+b%26%C3%BC~%2A",
                "{{json .Driver}} {{json .List}} {{json .Null}} {{json \"<\\n\"}}§"
                        + "{\"Port\":22,\"URL\":\"tcp://x:1\"} [\"a\",\"b\",\"c\"] null \"\\u003c\\n\"",
                "{{prettyjson .Driver}}§{⏎    \"Port\": 22,⏎    \"URL\": \"tcp://x:1\"⏎}",
                "{{json 1e21}} {{json 0.0000001}} {{json 100000.0}}§1e+21 1e-7 100000",
                "{{true}} {{false}} {{0x10}} {{1_000}} {{010}} {{'\\n'}}§true false 16 1000 8 10",
            })
    void producesTheOutputOfGo(String template, String expected) throws TemplateException {
        assertThat(run(template)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "%5d|%-5d|%05d|%+d|% d|%x|%X|%#x|%o|%b|%c|%q|%U§    7|7    |00007|+7| 7|7|7|0x7|7|111|\u0007|'\\a'|U+0007",
            })
    void formatsWholeNumbers(String format, String expected) throws TemplateException {
        String arguments = " .Int".repeat(13);
        assertThat(run("{{printf \"" + format + "\"" + arguments + "}}")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "\"%6.2f|%e|%g|%08.3f|%-8.1f|%.0f\" 3.14159 1234.5 1e21 -2.5 2.25 0.5§  3.14|1.234500e+03|1e+21|-002.500|2.2     |0",
                "\"%s|%5s|%-5s|%.1s|%q|%x|%X|% x\" \"ab\" \"ab\" \"ab\" \"ab\" \"a\\\"b\" \"ab\" \"az\" \"ab\"§ab|   ab|ab   |a|\"a\\\"b\"|6162|617A|61 62",
                "\"%v|%+v|%#v|%T\" .List .Struct .List .Driver§[a b c]|{Field:f}|[]interface {}{\"a\", \"b\", \"c\"}|map[string]interface {}",
                "\"%s %d\" .List .List§[a b c] [%!d(string=a) %!d(string=b) %!d(string=c)]",
                "\"%d %s %t %z\" \"x\" 1 \"y\" 2§%!d(string=x) %!s(int=1) %!t(string=y) %!z(int=2)",
                "\"%d\" 1.0§%!d(float64=1)",
                "\"%d %d\" 1§1 %!d(MISSING)",
                "\"%d\" 1 2 \"x\"§1%!(EXTRA int=2, string=x)",
                "\"100%% %t\" true§100% true",
                "\"%\"§%!(NOVERB)",
                "\"%*d|%-*d|\" 4 1 4 2§   1|2   |",
                "\"%[2]s %[1]s\" \"a\" \"b\"§b a",
                "\"%[5]d\" 1§%!d(BADINDEX)",
                "\"%v %v\" nil .Null§<nil> <nil>",
            })
    void formatsEverythingElse(String arguments, String expected) throws TemplateException {
        assertThat(run("{{printf " + arguments + "}}")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "{{.Name§template: :1: unclosed action",
                "x⏎{{.Name⏎§template: :3: unclosed action started at :2",
                "{{}}§template: :1: missing value for command",
                "{{upper .Name}}§template: :1: function \"upper\" not defined",
                "{{$y}}§template: :1: undefined variable \"$y\"",
                "{{define \"x\"}}a{{end}}{{define \"x\"}}b{{end}}§template: :1: template: multiple definition of template \"x\"",
                "{{if .Yes}}§template: :1: unexpected EOF",
                "{{end}}§template: :1: unexpected {{end}}",
                "{{else}}§template: :1: unexpected {{else}}",
                "{{break}}§template: :1: {{break}} outside {{range}}",
                "{{(1}}§template: :1: unclosed left paren",
                "{{1)}}§template: :1: unexpected right paren",
                "{{\"a}}§template: :1: unterminated quoted string",
                "{{`a}}§template: :1: unterminated raw quoted string",
                "{{'ab'}}§template: :1: malformed character constant: 'ab'",
                "{{/* x}}§template: :1: unclosed comment",
                "{{/* x */ 1}}§template: :1: comment ends before closing delimiter",
                "{{1x}}§template: :1: bad number syntax: \"1x\"",
                "{{.a-b}}§template: :1: bad character U+002D '-'",
                "{{1 | 2}}§template: :1: non executable command in pipeline stage 2",
                "{{if}}x{{end}}§template: :1: missing value for if",
                "{{range $a, $b, $c := .List}}{{end}}§template: :1: too many declarations in range",
                "{{\"x\".Foo}}§template: :1: unexpected . after term \"\\\"x\\\"\"",
                "{{if .Yes}}{{define \"x\"}}{{end}}{{end}}§template: :1: unexpected {{define}}",
            })
    void saysWhereAndWhyATemplateCannotBeRead(String template, String error) {
        assertThat(errorOf(template)).isEqualTo(error);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "{{.Name.Foo}}§template: :1:7: executing \"\" at <.Name.Foo>: can't evaluate field Foo in type interface {}",
                "{{.Struct.Nope}}§template: :1:9: executing \"\" at <.Struct.Nope>: can't evaluate field Nope in type interface {}",
                "{{.Null.Foo}}§template: :1:7: executing \"\" at <.Null.Foo>: nil pointer evaluating interface {}.Foo",
                "{{eq .Number 3}}§template: :1:2: executing \"\" at <eq .Number 3>: error calling eq: incompatible types for comparison",
                "a⏎ {{index .List 3}}§template: :2:3: executing \"\" at <index .List 3>: error calling index: index out of range: 3",
                "{{index .Name \"x\"}}§template: :1:2: executing \"\" at <index .Name \"x\">: error calling index: cannot index slice/array with type string",
                "{{len 3}}§template: :1:2: executing \"\" at <len 3>: error calling len: len of type int",
                "{{not}}§template: :1:2: executing \"\" at <not>: wrong number of args for not: want 1 got 0",
                "{{and}}§template: :1:2: executing \"\" at <and>: wrong number of args for and: want at least 1 got 0",
                "{{nil}}§template: :1:2: executing \"\" at <nil>: nil is not a command",
                "{{.Name 1}}§template: :1:2: executing \"\" at <.Name>: Name is not a method but has arguments",
                "{{1 2}}§template: :1:2: executing \"\" at <1>: can't give argument to non-function 1",
                "{{range .Name}}{{end}}§template: :1:8: executing \"\" at <.Name>: range can't iterate over m1",
                "{{template \"x\"}}§template: :1:11: executing \"\" at <{{template \"x\"}}>: template \"x\" not defined",
                "{{lt .List .List}}§template: :1:2: executing \"\" at <lt .List .List>: error calling lt: invalid type for comparison",
                "{{printf 1}}§template: :1:9: executing \"\" at <1>: expected string; found 1",
                "{{slice .Name 2 1}}§template: :1:2: executing \"\" at <slice .Name 2 1>: error calling slice: invalid slice index: 2 > 1",
                "{{call .Name}}§template: :1:2: executing \"\" at <call .Name>: error calling call: non-function of type string",
            })
    void saysWhereAndWhyATemplateCannotBeApplied(String template, String error) {
        assertThat(errorOf(template)).isEqualTo(error);
    }

    @Test
    void theOutputBeforeAnErrorIsKept() {
        StringBuilder output = new StringBuilder();

        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> Template.parse("a{{.Name}}{{.Name.Foo}}b").execute(DATA, output));

        assertThat(output).hasToString("am1");
    }

    @Test
    void jsonIsNotDefinedByDefault() {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> Template.parse("{{json .}}"))
                .withMessage("template: :1: function \"json\" not defined");
    }

    @Test
    void deepNestingIsAnErrorAndNotAnOverflow() {
        assertThat(errorOf("{{if .Yes}}".repeat(100_000))).contains("levels deep");
        assertThat(errorOf("{{" + "(".repeat(100_000))).contains("levels deep");
        assertThat(errorOf("{{if .Yes}}" + "{{else if .Yes}}".repeat(100_000))).contains("levels deep");
    }

    @Test
    void endlessRecursionIsAnErrorAndNotAnOverflow() {
        assertThat(errorOf("{{define \"t\"}}{{template \"t\"}}{{end}}{{template \"t\"}}"))
                .contains("exceeded maximum template depth");
    }

    /** Templates that would run for years, or fill the memory or the stack. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            value = {
                "{{range .List}}{{range $.List}}{{printf \"%1000000d\" 1}}{{end}}{{end}}§output is longer than",
                "{{range 9223372036854775807}}{{end}}§takes more than",
                "{{range 9223372036854775807}}x{{end}}§output is longer than",
                "{{$x := \"aaaaaaaa\"}}{{range 60}}{{$x = print $x $x}}{{end}}§is longer than",
                "{{$x := printf \"%2000000d\" 1}}{{printf \"%v%v%v\" $x $x $x}}§is longer than",
                "{{$x := printf \"%1000000d\" 1}}{{html (html (js (urlquery $x)))}}{{js $x | urlquery | urlquery}}§is longer than",
                "{{printf \"%1000000[1]d%1000000[1]d%1000000[1]d\" 1}}§is longer than",
                "{{printf \"%.1000000f%.1000000f%.1000000e\" 1.0 1.0 1.0}}§is longer than",
                "{{define \"a\"}}{{template \"b\"}}{{template \"b\"}}{{end}}{{define \"b\"}}{{template \"a\"}}{{end}}{{template \"a\"}}§maximum template depth",
                "{{range 300}}{{range 300}}{{range 300}}{{range 300}}{{end}}{{end}}{{end}}{{end}}§takes more than",
            })
    void anEndlessTemplateIsAnError(String template, String error) {
        assertThat(errorOf(template)).contains(error);
    }

    @Test
    void deepRecursiveBodiesAreAnErrorAndNotAnOverflow() {
        String deep = "{{if .Yes}}{{with .Driver}}{{with $}}".repeat(40);
        String ends = "{{end}}{{end}}{{end}}".repeat(40);

        assertThat(errorOf("{{define \"t\"}}" + deep + "{{template \"t\" $}}" + ends + "{{end}}{{template \"t\" .}}"))
                .contains("exceeded maximum template depth");
        assertThat(errorOf("{{define \"t\"}}" + "{{print " + "(print ".repeat(150) + "1" + ")".repeat(150)
                        + "}}{{template \"t\" $}}{{end}}{{template \"t\" .}}"))
                .contains("exceeded maximum template depth");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{",
                "{{(",
                "{{\"",
                "{{`",
                "{{'",
                "{{/*",
                "{{- ",
                "{{if",
                "{{range .}}",
                "{{define \"a\"}}",
                "{{.",
                "{{$"
            })
    void anUnclosedConstructIsAnErrorAtAnyNesting(String beginning) {
        assertThat(errorOf(beginning)).startsWith("template: :1: ");
        assertThat(errorOf(beginning.repeat(100_000))).startsWith("template: :1: ");
    }

    @Test
    void nullsAndBadTextAreTakenAsTheyAre() throws TemplateException {
        assertThat(run("a\u0000b{{\"\\x00\"}}")).isEqualTo("a\u0000b\u0000");
        assertThat(run("{{\"\\xff\"}}|{{printf \"%q\" \"\\xff\"}}|{{slice \"é\" 0 1}}|{{len \"\\xff\"}}"))
                .isEqualTo("\ufffd|\"\\xff\"|\ufffd|1");
        assertThat(run("{{print \"\\xc3\" \"\\xa9\"}}")).isEqualTo("é");
        assertThat(errorOf("{{\u0000}}")).contains("unrecognized character");
        assertThat(run("\udcff {{\"\ud800\"}}")).hasSize(3);
    }

    @Test
    void anyTextIsATemplateOrAnError() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        String[] pieces = {
            "{{",
            "}}",
            "{{-",
            "-}}",
            " ",
            ".",
            ".Name",
            ".List",
            "$",
            "$x",
            ":=",
            "=",
            ",",
            "|",
            "(",
            ")",
            "if",
            "else",
            "end",
            "range",
            "with",
            "define",
            "template",
            "block",
            "break",
            "continue",
            "\"",
            "`",
            "'",
            "\\",
            "1",
            "-1",
            "0x",
            "1e9",
            "nil",
            "true",
            "printf",
            "\"%d%[3]*.[2]*[1]f\"",
            "index",
            "slice",
            "eq",
            "and",
            "len",
            "json",
            "/*",
            "*/",
            "\n",
            "é",
            "\ud83d",
            "%",
            "x"
        };
        for (int round = 0; round < 20_000; round++) {
            StringBuilder template = new StringBuilder(random.nextBoolean() ? "{{" : "");
            for (int i = random.nextInt(14); i > 0; i--) {
                template.append(pieces[random.nextInt(pieces.length)]).append(random.nextInt(3) == 0 ? " " : "");
            }
            template.append(random.nextBoolean() ? "}}" : "");
            try {
                run(template.toString());
            } catch (TemplateException e) {
                assertThat(e.getMessage()).as("seed %d: %s", seed, template).startsWith("template: :");
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + template, e);
            }
        }
    }

    @Test
    void aMethodOfAStructTakesNoArguments() {
        assertThat(errorOf("{{.Struct.Method 1}}")).contains("wrong number of args for Method: want 0 got 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            value = {
                "plain .Role {{/* .Role */}}§''",
                "{{.Name}} {{.Driver.URL}}§Name Driver URL",
                "{{\".Role\"}}{{true}}{{nil | print}}{{.}}{{$}}§''",
                "{{$x := .A}}{{$x.B}}{{$.C}}§A B C",
                "{{(index .A 0).B}}§A B",
                "{{if .A}}{{.B}}{{else if .C}}{{.D}}{{else}}{{.E}}{{end}}§A B C D E",
                "{{with .A}}{{.B}}{{else}}{{.C}}{{end}}§A B C",
                "{{range $i, $v := .A}}{{$v.B}}{{break}}{{else}}{{.C}}{{end}}§A B C",
                "{{define \"t\"}}{{.B}}{{end}}{{template \"t\" .A}}§A B",
                "{{printf \"%s\" (len .A | print .B)}}§A B",
            })
    void theFieldsThatATemplateReadsAreKnown(String template, String names) throws TemplateException {
        assertThat(Template.parseWithJson(template).fieldNames())
                .containsExactlyInAnyOrder(names.isEmpty() ? new String[0] : names.split(" "));
    }
}
