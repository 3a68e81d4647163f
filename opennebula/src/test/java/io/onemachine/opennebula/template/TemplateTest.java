package io.onemachine.opennebula.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.onemachine.opennebula.Captures;
import io.onemachine.opennebula.template.Attribute.Single;
import io.onemachine.opennebula.template.Attribute.Vector;
import io.onemachine.opennebula.xml.XmlElement;
import io.onemachine.opennebula.xml.XmlLimits;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue.StringValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

    @Test
    void theGuidesSampleIsRead() {
        Template template = Template.parse("""
                NAME="Ubuntu 18.04"
                CPU="1"
                MEMORY="512"
                DISK=[IMAGE="Ubuntu 18.04"]
                NIC=[NETWORK="public"]
                GRAPHICS=[LISTEN="0.0.0.0",TYPE="vnc"]""");
        assertThat(template.single("NAME")).contains("Ubuntu 18.04");
        assertThat(template.single("memory")).contains("512");
        assertThat(template.vector("GRAPHICS"))
                .contains(Vector.of("GRAPHICS").with("LISTEN", "0.0.0.0").with("TYPE", "vnc"));
        assertThat(template.attributes())
                .extracting(Attribute::name)
                .containsExactly("NAME", "CPU", "MEMORY", "DISK", "NIC", "GRAPHICS");
    }

    @Test
    void theTemplateOfTheGoDriverIsRead() {
        Template template = Template.parse(parameter("vm.allocate_ok_docker_machine", 1));
        assertThat(template.single("NAME")).contains("dm");
        Vector context = template.vector("CONTEXT").orElseThrow();
        assertThat(context.value("SSH_PUBLIC_KEY")).contains("$USER[SSH_PUBLIC_KEY]");
        assertThat(context.value("DOCKER_SSH_PUBLIC_KEY")).contains("ssh-rsa AAAA test\n");
        assertThat(context.value("START_SCRIPT_BASE64")).contains("IyEvYmluL3NoCg==");
    }

    @Test
    void everyRecordedTemplateSurvivesBeingWrittenAndReadAgain() {
        int seen = 0;
        for (String name : Captures.names()) {
            if (!name.startsWith("vm.allocate") || name.equals("vm.allocate_err_syntax")) {
                continue;
            }
            Template template = Template.parse(parameter(name, 1));
            assertThat(Template.parse(template.format())).as(name).isEqualTo(template);
            seen++;
        }
        assertThat(seen).isGreaterThan(25);
    }

    @Test
    void looseWritingIsRead() {
        Template template = Template.parse("""
                # a comment
                cpu = 0.5   # after a value

                \tmemory=512 VCPU = 2
                EMPTY=
                ALSO_EMPTY = ""
                NIC = [ ]
                Disk = [
                  # inside
                  image_id = 7 ,
                  dev_prefix=vd , SIZE = "20480"
                ]
                NIC=[NETWORK="a"] NIC=[NETWORK="b"]
                7UP=x
                XMLISH=y
                WINDOWS=C:\\\\dir
                """);
        assertThat(template)
                .isEqualTo(Template.of(
                        new Single("CPU", "0.5"),
                        new Single("MEMORY", "512"),
                        new Single("VCPU", "2"),
                        new Single("EMPTY", ""),
                        new Single("ALSO_EMPTY", ""),
                        Vector.of("NIC"),
                        Vector.of("DISK")
                                .with("IMAGE_ID", "7")
                                .with("DEV_PREFIX", "vd")
                                .with("SIZE", "20480"),
                        Vector.of("NIC").with("NETWORK", "a"),
                        Vector.of("NIC").with("NETWORK", "b"),
                        new Single("ONE_7UP", "x"),
                        new Single("ONE_XMLISH", "y"),
                        new Single("WINDOWS", "C:\\\\dir")));
    }

    @Test
    void quotedValuesSpanLinesAndKnowOneEscape() {
        Template template =
                Template.parse("A=\"x \\\"y\\\" [1,2] = # \\n \\\\ end\nnext line\"\r\nB=[C=\"]\\\"\", D=\"a=b\"]\r\n");
        assertThat(template.single("A")).contains("x \"y\" [1,2] = # \\n \\\\ end\nnext line");
        assertThat(template.vector("B").orElseThrow().values())
                .containsExactly(Map.entry("C", "]\""), Map.entry("D", "a=b"));
    }

    @Test
    void aQuoteAfterABackslashClosesTheValueWhenNoOtherQuoteCan() {
        assertThat(Template.parse("A=\"C:\\\"").single("A")).contains("C:\\");
        assertThat(Template.parse("A=\"C:\\\" B=\"").single("A")).contains("C:\" B=");
    }

    @Test
    void theFirstOfTwoEqualNamesInAVectorCounts() {
        assertThat(Template.parse("A=[B=1,b=2]").vector("A").orElseThrow().values())
                .containsExactly(Map.entry("B", "1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CPU | 1 | 4 | expected \"=\"",
                "CPU= | 1 | 5 | CPU has no value",
                "CPU=1 MEM | 1 | 10 | expected \"=\"",
                "A=1;B=2 | 1 | 6 | expected",
                "A=x y | 1 | 6 | expected \"=\"",
                "A=,1 | 1 | 3 | expected the value of A",
                "A=#1 | 1 | 3 | expected the value of A",
                "=1 | 1 | 1 | expected the name",
                "A=[ | 1 | 3 | the bracket that opens A is never closed",
                "A=[B=1 | 1 | 3 | the bracket that opens A is never closed",
                "A=[B=1, | 1 | 3 | the bracket that opens A is never closed",
                "A=[B=1 C=2] | 1 | 8 | expected \",\" or \"]\" in A",
                "A=[B=1,,C=2] | 1 | 8 | expected the name",
                "A=[B=[C=1]] | 1 | 6 | expected the value of A/B",
                "A=[B] | 1 | 5 | expected \"=\"",
                "A=\"x | 1 | 3 | the quote that opens the value of A is never closed",
                "A=\"x]]>\" | 1 | 3 | contains \"]]>\"",
                "A=1] | 1 | 4 | expected the name",
                "<TEMPLATE/> | 1 | 1 | expected the name"
            })
    void whatIsNoTemplateIsRefusedWithThePlace(String text, int line, int column, String message) {
        assertThatExceptionOfType(TemplateSyntaxException.class)
                .isThrownBy(() -> Template.parse(text))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(List.of(e.line(), e.column())).containsExactly(line, column));
    }

    @Test
    void thePlaceCountsLines() {
        assertThatExceptionOfType(TemplateSyntaxException.class)
                .isThrownBy(() -> Template.parse("A=1\nB=[C=\"x\ny\"\n  D=2]"))
                .withMessage("expected \",\" or \"]\" in B (line 4, column 3)");
    }

    @Test
    void awkwardValuesSurviveARoundTrip() {
        for (String value : List.of(
                "",
                " ",
                "\"",
                "\\\"",
                "\\\\\"x",
                "a\"b",
                "]",
                "[",
                "=",
                "#",
                ",",
                "a\nb\n",
                "\t",
                "]]",
                "]>",
                "x\\y",
                "\\",
                "C:\\dir\\",
                "$USER[SSH_PUBLIC_KEY]",
                "Zür\u00edch \ud83d\ude00")) {
            Template template = Template.of(
                    new Single("A", value),
                    new Single("B", "plain"),
                    Vector.of("C").with("D", value).with("E", value),
                    new Single("F", "\"last\""));
            assertThat(Template.parse(template.format())).as(template.format()).isEqualTo(template);
        }
    }

    @Test
    void anyValueEitherSurvivesOrIsRefusedWithItsName() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String alphabet = "\"\\]>[=#, \n\tab";
        for (int round = 0; round < 20_000; round++) {
            List<Attribute> attributes = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(4); i++) {
                Map<String, String> values = new LinkedHashMap<>();
                for (int j = 0; j < random.nextInt(4); j++) {
                    values.put("K" + j, word(random, alphabet));
                }
                attributes.add(
                        random.nextBoolean()
                                ? new Single("S" + i, word(random, alphabet))
                                : new Vector("V" + i, values));
            }
            Template template = new Template(attributes);
            String text;
            try {
                text = template.format();
            } catch (IllegalArgumentException e) {
                assertThat(e).as("seed " + seed).hasMessageMatching("(?s).* of [SV].*");
                continue;
            }
            assertThat(Template.parse(text)).as("seed %s: %s", seed, text).isEqualTo(template);
        }
    }

    @Test
    void randomTextIsEitherATemplateOrRefusedWithAPlace() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 50_000; round++) {
            String text = word(random, "A=[]\",\\# \n\r1;x\u0000\u00e9<") + word(random, "A=[]\",\\# \nB=1");
            try {
                Template.parse(text);
            } catch (TemplateSyntaxException e) {
                assertThat(e.line()).as("seed " + seed).isPositive();
            }
        }
    }

    @Test
    void aHugeTextOfBackslashesAndQuotesIsReadInOnePass() {
        String value = "\\\"".repeat(1_000_000);
        assertThat(Template.parse("A=\"" + value + "\"").single("A")).contains("\"".repeat(1_000_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b\\", "]]>", "\"\\"})
    void aValueThatCannotBeWrittenIsRefusedWithItsName(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Template.of(Vector.of("CONTEXT").with("KEY", value)).format())
                .withMessageContaining("CONTEXT/KEY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A-B", "A B", "A=B"})
    void aNameThatCannotBeWrittenIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Template.of(new Single(name, "x")).format())
                .withMessageContaining("\"" + name + "\"");
    }

    @Test
    void theXmlFormIsReadFromARealAnswer() {
        XmlElement vm = XmlElement.parse(Captures.body("vm.info_docker_machine"), XmlLimits.DEFAULT);
        Template template = Template.fromXml(vm.child("TEMPLATE").orElseThrow());
        assertThat(template.single("CPU")).contains("1");
        assertThat(template.single("AUTOMATIC_DS_REQUIREMENTS")).contains("(\"CLUSTERS/ID\" @> 0)");
        assertThat(template.vectors("SECURITY_GROUP_RULE")).hasSize(2);
        Vector context = template.vector("CONTEXT").orElseThrow();
        assertThat(context.value("DOCKER_SSH_PUBLIC_KEY")).contains("ssh-rsa AAAA test\n");
        assertThat(context.value("ETH0_IP6")).contains("");
        assertThat(context.value("NOT_THERE")).isEmpty();
        assertThat(Template.fromXml(vm.child("USER_TEMPLATE").orElseThrow()).single("SCHED_MESSAGE"))
                .contains("");
    }

    @Test
    void theXmlFormSurvivesARoundTrip() {
        Template template = Template.of(
                new Single("A", "<&]]>\""),
                new Single("EMPTY", ""),
                Vector.of("V").with("X", "1").with("Y", " two\nlines "));
        String xml = template.toXml("TEMPLATE");
        assertThat(xml).startsWith("<TEMPLATE><A><![CDATA[").contains("<V><X><![CDATA[1]]></X>");
        assertThat(Template.fromXml(XmlElement.parse(xml, XmlLimits.DEFAULT))).isEqualTo(template);
    }

    @Test
    void templatesAreChangedByCopy() {
        Template template = Template.parse("A=1\nNIC=[NETWORK=a]\nNIC=[NETWORK=b]");
        assertThat(template.replacing(Vector.of("nic").with("network", "c")).format())
                .isEqualTo("A=\"1\"\nNIC=[NETWORK=\"c\"]\n");
        assertThat(template.without("nic").with("B", "2").format()).isEqualTo("A=\"1\"\nB=\"2\"\n");
        assertThat(template.vectors("NIC")).hasSize(2);
        assertThat(template.has("nic")).isTrue();
        assertThat(Vector.of("V").with("a", "1").with("b", "2").without("A").values())
                .containsExactly(Map.entry("B", "2"));
    }

    private static String parameter(String capture, int index) {
        XmlRpcValue value = Captures.call(capture).params().get(index);
        if (value instanceof StringValue(String text)) {
            return text;
        }
        throw new AssertionError(capture + " has no text there");
    }

    private static String word(Random random, String alphabet) {
        StringBuilder word = new StringBuilder();
        int length = random.nextInt(8);
        for (int i = 0; i < length; i++) {
            word.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return word.toString();
    }
}
