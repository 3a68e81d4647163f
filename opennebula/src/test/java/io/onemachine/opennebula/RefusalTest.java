package io.onemachine.opennebula;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.onemachine.opennebula.error.ApiErrorCode;
import io.onemachine.opennebula.error.ApiException;
import io.onemachine.opennebula.error.TransportException;
import io.onemachine.opennebula.error.TransportException.Kind;
import io.onemachine.opennebula.template.Template;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue.IntValue;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue.StringValue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Refusals, faults and malformed answers. */
final class RefusalTest extends RecordedClient {
    @ParameterizedTest
    @MethodSource("refusals")
    void everyRecordedRefusalKeepsItsCodeAndMessage(String capture) {
        List<XmlRpcValue> items = Captures.items(capture);
        ApiException e =
                catchThrowableOfType(ApiException.class, () -> recorded(capture).vm(1));
        assertThat(new StringValue(e.getMessage())).isEqualTo(items.get(1));
        assertThat(new IntValue(e.number())).isEqualTo(items.get(2));
        assertThat(e.code()).isNotEqualTo(ApiErrorCode.OTHER);
        assertThat(e.code().number()).isEqualTo(e.number());
    }

    static List<String> refusals() {
        return Captures.names().stream()
                .filter(name -> !name.startsWith("http_get") && !name.startsWith("http_other"))
                .filter(name -> !isFault(name) && !isSuccess(name))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bad_credentials | AUTHENTICATION | [one.user.info] User couldn't be authenticated, aborting call.",
                "vm.info_missing | NO_EXISTS | [one.vm.info] Error getting virtual machine [99999].",
                "vm.allocate_err_no_permission_image | AUTHORIZATION | [one.vm.allocate] User [2] : Not authorized to perform USE IMAGE [0].",
                "vm.action_err_resume_running | ACTION | This action is not available for state RUNNING",
                "vm.allocate_err_bad_image_name | INTERNAL | does not own an image with name: nope",
                "template.instantiate_err_bad_network | ALLOCATE | does not own a network with name"
            })
    void refusalsAreDistinguished(String capture, ApiErrorCode code, String message) {
        ApiException e =
                catchThrowableOfType(ApiException.class, () -> recorded(capture).version());
        assertThat(e.code()).isEqualTo(code);
        assertThat(e).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"malformed_xml, -503", "too_few_arguments, -501", "wrong_argument_type, -501", "unknown_method, -506"})
    void faultsAreRefusalsOfTheCallItself(String capture, int fault) {
        ApiException e =
                catchThrowableOfType(ApiException.class, () -> recorded(capture).version());
        assertThat(e.code()).isEqualTo(ApiErrorCode.XML_RPC_API);
        assertThat(e).hasMessageContaining("(XML-RPC fault " + fault + ")");
    }

    @Test
    void anUnknownCodeIsKept() {
        ApiException e = catchThrowableOfType(
                ApiException.class,
                () -> answering("<boolean>0</boolean>", "<string>new</string>", "<i4>12345</i4>")
                        .version());
        assertThat(e.code()).isEqualTo(ApiErrorCode.OTHER);
        assertThat(e.number()).isEqualTo(12345);
    }

    @Test
    void fieldsOfANewerVersionAreIgnored() {
        assertThat(answering("<boolean>1</boolean>", "<string>9.9</string>", "<i4>0</i4>", "<struct/>", "<nil/>")
                        .version())
                .isEqualTo("9.9");
        assertThat(answering("<boolean>1</boolean>", "<i8>7</i8>").allocate(Template.EMPTY, false))
                .isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<string>not an array</string>",
                "<array><data/></array>",
                "<array><data><value><boolean>1</boolean></value></data></array>",
                "<array><data><value><string>1</string></value><value><string>x</string></value></data></array>",
                "<array><data><value><boolean>1</boolean></value><value><i4>1</i4></value></data></array>",
                "<array><data><value><boolean>1</boolean></value><value><string>no xml</string></value></data></array>",
                "<array><data><value><boolean>1</boolean></value><value>&lt;html/></value></data></array>",
                "<array><data><value><boolean>1</boolean></value><value>&lt;VM/></value></data></array>",
                "<array><data><value><boolean>1</boolean></value><value>&lt;VM>&lt;ID>x&lt;/ID>&lt;/VM></value></data></array>",
                "<array><data><value><boolean>1</boolean></value><value>&lt;VM>&lt;ID>1&lt;/ID></value></data></array>",
                "<array><data><value><boolean>1</boolean></value><value>&lt;!DOCTYPE VM>&lt;VM/></value></data></array>"
            })
    void answersOfTheWrongShapeAreMalformed(String value) {
        OpenNebulaClient client =
                raw("<methodResponse><params><param><value>" + value + "</value></param></params></methodResponse>");
        TransportException e = catchThrowableOfType(TransportException.class, () -> client.vm(1));
        assertThat(e.kind()).isEqualTo(Kind.MALFORMED);
        assertThat(e).hasMessageContaining(ENDPOINT.toString()).hasMessageContaining("one.vm.info");
        assertThat(e.mayHaveTakenEffect()).isTrue();
    }

    @Test
    void aWebPageIsReportedAsOne() {
        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() -> raw("<!DOCTYPE html><html><body>Please log in</body></html>")
                        .version())
                .withMessageContaining("it is XML, but not OpenNebula's");
        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() -> raw("Welcome!").version())
                .withMessageContaining("it is not XML, or was cut short");
    }

    @Test
    void aBillionLaughsInTheDocumentAreNotExpanded() {
        String laughs = "<!DOCTYPE VM [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><VM><ID>1</ID><NAME>&b;</NAME></VM>";
        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() -> document(laughs).vm(1))
                .withMessageContaining("document type");
    }

    @Test
    void noErrorShowsThePassword() {
        for (String capture : refusals()) {
            assertThat(catchThrowableOfType(
                            ApiException.class, () -> recorded(capture).version()))
                    .hasMessageNotContaining("oneadmin:opennebula");
        }
    }

    private static boolean isFault(String capture) {
        return new String(Captures.bytes(capture + ".response.xml"), UTF_8).contains("<fault>");
    }
}
