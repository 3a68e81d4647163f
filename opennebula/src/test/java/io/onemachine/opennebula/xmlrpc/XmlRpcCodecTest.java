package io.onemachine.opennebula.xmlrpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.onemachine.opennebula.Captures;
import io.onemachine.opennebula.xml.XmlLimits;
import io.onemachine.opennebula.xmlrpc.MalformedMessageException.Problem;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue.ArrayValue;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue.DoubleValue;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue.OtherValue;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue.StructValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmlRpcCodecTest {

    private static final XmlRpcCodec CODEC = new XmlRpcCodec(XmlLimits.DEFAULT);

    @ParameterizedTest
    @MethodSource("captures")
    void everyRecordedMessageIsReadAndSurvivesBeingWrittenAgain(String name) {
        if (name.equals("http_get") || name.equals("http_other_path")) {
            assertProblem(Captures.bytes(name + ".response.xml"), Problem.NOT_XML_RPC);
            return;
        }
        MethodResponse response = Captures.response(name);
        assertThat(CODEC.readResponse(CODEC.writeResponse(response))).isEqualTo(response);

        if (name.equals("malformed_xml")) {
            assertThat(response)
                    .isInstanceOfSatisfying(
                            MethodResponse.Fault.class,
                            fault -> assertThat(fault.code()).isEqualTo(-503));
            assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> Captures.call(name));
            return;
        }
        MethodCall call = Captures.call(name);
        assertThat(call.method()).startsWith("one.");
        assertThat(CODEC.readCall(CODEC.writeCall(call))).isEqualTo(call);
    }

    static List<String> captures() {
        return Stream.concat(Captures.names().stream(), Captures.namesOf74().stream())
                .toList();
    }

    @Test
    void anAnswerIsReadWithItsTypes() {
        assertThat(Captures.items("vm.allocate_err_bad_credentials"))
                .containsExactly(
                        XmlRpcValue.of(false),
                        XmlRpcValue.of("[one.vm.allocate] User couldn't be authenticated, aborting call."),
                        XmlRpcValue.of(256),
                        XmlRpcValue.of(-1),
                        XmlRpcValue.of(-1L));
    }

    @Test
    void aCallIsReadWithItsParameters() {
        MethodCall call = Captures.call("template.instantiate_ok_extra");
        assertThat(call.method()).isEqualTo("one.template.instantiate");
        assertThat(call.params()).hasSize(6);
        assertThat(call.params().subList(0, 4))
                .containsExactly(
                        XmlRpcValue.of("oneadmin:opennebula"),
                        XmlRpcValue.of(0),
                        XmlRpcValue.of("tvm2"),
                        XmlRpcValue.of(false));
        assertThat(call.params().get(4)).asString().contains("CPU=2", "SSH_PUBLIC_KEY=\"$USER[SSH_PUBLIC_KEY]\"");
    }

    @Test
    void everyTypeSurvivesARoundTrip() {
        XmlRpcValue value = ArrayValue.of(
                XmlRpcValue.of(""),
                XmlRpcValue.of(" <a>&amp;\"'\r\n\t]]>\u00e9\ud83d\ude00 "),
                XmlRpcValue.of(Integer.MIN_VALUE),
                XmlRpcValue.of(Long.MAX_VALUE),
                XmlRpcValue.of(true),
                new DoubleValue(-0.125),
                new StructValue(Map.of("a b", ArrayValue.of())),
                new OtherValue("nil", ""));
        MethodResponse response = new MethodResponse.Success(value);
        assertThat(CODEC.readResponse(CODEC.writeResponse(response))).isEqualTo(response);
        MethodResponse fault = new MethodResponse.Fault(-506, "no \"such\" <method>");
        assertThat(CODEC.readResponse(CODEC.writeResponse(fault))).isEqualTo(fault);
    }

    @Test
    void formsOfOtherProgramsAreRead() {
        MethodCall call = CODEC.readCall("""
                \uFEFF<?xml version='1.0' encoding='ISO-8859-1'?><!-- hello -->
                <methodCall> <methodName> one.x </methodName><params>
                <param><value>bare &#233; text</value></param><param><value/></param>
                <param><value><int> 7 </int></value></param><param><value><boolean>true</boolean></value></param>
                <param><value><array><data/></array></value></param>
                <param><value><string><![CDATA[<VM/>]]> &lt;x&gt;</string></value></param>
                </params></methodCall>""".getBytes(UTF_8));
        assertThat(call)
                .isEqualTo(new MethodCall(
                        "one.x",
                        List.of(
                                XmlRpcValue.of("bare \u00e9 text"),
                                XmlRpcValue.of(""),
                                XmlRpcValue.of(7),
                                XmlRpcValue.of(true),
                                ArrayValue.of(),
                                XmlRpcValue.of("<VM/> <x>"))));
        assertThat(CODEC.readCall("<methodCall><methodName>one.x</methodName></methodCall>".getBytes(UTF_8)))
                .isEqualTo(new MethodCall("one.x", List.of()));
    }

    @Test
    void textThatXmlCannotCarryIsReplacedWhenReadAndInAnswersAndRefusedInCalls() {
        byte[] raw = answer("<string>a\u001b[1mb</string>").getBytes(UTF_8);
        assertThat(CODEC.readResponse(raw)).isEqualTo(new MethodResponse.Success(XmlRpcValue.of("a\uFFFD[1mb")));
        byte[] latin1 = answer("<string>Caf\u00e9</string>").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(CODEC.readResponse(latin1)).isEqualTo(new MethodResponse.Success(XmlRpcValue.of("Caf\uFFFD")));

        MethodResponse response = new MethodResponse.Success(XmlRpcValue.of("a\u0000b\ud800c\uffff"));
        assertThat(CODEC.readResponse(CODEC.writeResponse(response)))
                .isEqualTo(new MethodResponse.Success(XmlRpcValue.of("a\uFFFDb\uFFFDc\uFFFD")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CODEC.writeCall(new MethodCall("one.x", List.of(XmlRpcValue.of("secret\u0007")))))
                .withMessageContaining("U+0007")
                .withMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "Not found",
                "{\"jsonrpc\": 2}",
                "<methodResponse><params>",
                "<methodResponse><params><param><value><string>abc",
                "<methodResponse></methodCall>",
                "<methodResponse>&unknown;</methodResponse>",
                "<!DOCTYPE html",
                "<a"
            })
    void whatIsNotXmlIsCalledThat(String body) {
        assertProblem(body.getBytes(UTF_8), Problem.NOT_XML);
    }

    @Test
    void everyTruncatedAnswerIsReportedAsNotXml() {
        byte[] whole = Captures.bytes("vm.allocate_ok.response.xml");
        int end = new String(whole, UTF_8).indexOf("</methodResponse>") + "</methodResponse>".length();
        for (int length = 0; length < end; length++) {
            assertProblem(java.util.Arrays.copyOf(whole, length), Problem.NOT_XML);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><body>Login</body></html>",
                "<HTML><BODY><P>unclosed<br></BODY></HTML>",
                "<!DOCTYPE html><html><body>Login</body></html>",
                "<methodCall><methodName>x</methodName></methodCall>",
                "<methodResponse/>",
                "<methodResponse><other/></methodResponse>",
                "<methodResponse><params/></methodResponse>",
                "<methodResponse><params><param/></params></methodResponse>",
                "<methodResponse><params><param><value>1</value><value>2</value></param></params></methodResponse>",
                "<methodResponse><fault><value><string>x</string></value></fault></methodResponse>",
                "<methodResponse><fault><value><struct/></value></fault></methodResponse>"
            })
    void xmlThatIsNoAnswerIsCalledThat(String body) {
        assertProblem(body.getBytes(UTF_8), Problem.NOT_XML_RPC);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<i4>x</i4>",
                "<i4/>",
                "<i4>2147483648</i4>",
                "<i8>9223372036854775808</i8>",
                "<boolean>yes</boolean>",
                "<double>1,5</double>",
                "<string><b>x</b></string>",
                "<array><value>x</value></array>",
                "<array/>",
                "<struct><member><value>x</value></member></struct>",
                "<struct><name>x</name></struct>",
                "<i4>1</i4><i4>2</i4>"
            })
    void valuesThatAreNotWhatTheySayAreRefused(String value) {
        assertProblem(answer(value).getBytes(UTF_8), Problem.NOT_XML_RPC);
    }

    @Test
    void aBillionLaughsAndExternalEntitiesAreRefusedUnread() {
        String laughs = """
                <?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
                <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
                """ + answer("<string>&c;</string>");
        String external = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>" + answer("<string>&e;</string>");
        String dtd = "<!DOCTYPE x SYSTEM \"http://127.0.0.1:9/x.dtd\">" + answer("<string>e</string>");
        for (String body : List.of(laughs, external, dtd)) {
            assertProblem(body.getBytes(UTF_8), Problem.NOT_XML_RPC);
        }
    }

    @Test
    void limitsEndTheReading() {
        XmlRpcCodec small = new XmlRpcCodec(new XmlLimits(1000, 10, 20));
        assertThat(small.readResponse(answer("<i4>1</i4>").getBytes(UTF_8)))
                .isEqualTo(new MethodResponse.Success(XmlRpcValue.of(1)));
        List<String> big = List.of(
                answer("<string>" + "x".repeat(1000) + "</string>"),
                answer("<array><data><value>".repeat(8)),
                answer("<array><data>" + "<value/>".repeat(30) + "</data></array>"));
        for (String body : big) {
            assertThatExceptionOfType(MalformedMessageException.class)
                    .isThrownBy(() -> small.readResponse(body.getBytes(UTF_8)))
                    .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.TOO_BIG));
        }
    }

    @Test
    void anEndlessAnswerIsGivenUpAtTheLimit() {
        InputStream endless = new InputStream() {
            private final byte[] start = "<methodResponse><params><param><value><string>".getBytes(UTF_8);
            private long position;

            @Override
            public int read() {
                return position < start.length ? start[(int) position++] : (int) ('a' + (position++ % 26));
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                for (int i = 0; i < length; i++) {
                    buffer[offset + i] = (byte) read();
                }
                return length;
            }
        };
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> new XmlRpcCodec(new XmlLimits(1 << 20, 64, 1000)).readResponse(endless))
                .withMessageContaining("1048576 characters");
    }

    @Test
    void aLongTextFullOfReferencesIsRead() {
        String vms = "<VM><NAME>a&b</NAME></VM>".repeat(200_000);
        MethodResponse response = new MethodResponse.Success(XmlRpcValue.of(vms));
        assertThat(CODEC.readResponse(CODEC.writeResponse(response))).isEqualTo(response);
    }

    @Test
    void aFailingStreamIsNotTakenForBadXml() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("cable cut");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                throw new IOException("cable cut");
            }
        };
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> CODEC.readResponse(broken))
                .withMessage("cable cut");
    }

    @Test
    void randomDamageNeverEndsInAnythingButAMalformedMessage() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] whole = Captures.bytes("vm.info_running.response.xml");
        List<String> surprises = new ArrayList<>();
        for (int round = 0; round < 300; round++) {
            byte[] damaged = whole.clone();
            for (int i = 0; i <= round % 5; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                CODEC.readResponse(new ByteArrayInputStream(damaged));
            } catch (MalformedMessageException expected) {
                assertThat(expected.getMessage()).isNotBlank();
            } catch (RuntimeException e) {
                surprises.add("seed " + seed + ", round " + round + ": " + e);
            }
        }
        assertThat(surprises).isEmpty();
    }

    @Test
    void aCallDoesNotShowItsParameters() {
        assertThat(new MethodCall("one.user.info", List.of(XmlRpcValue.of("me:secret"))))
                .hasToString("one.user.info(1 parameters)");
    }

    private static String answer(String value) {
        return "<methodResponse><params><param><value>" + value + "</value></param></params></methodResponse>";
    }

    private static void assertProblem(byte[] body, Problem problem) {
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> CODEC.readResponse(body))
                .satisfies(e -> assertThat(e.problem()).as(e.getMessage()).isEqualTo(problem));
    }
}
