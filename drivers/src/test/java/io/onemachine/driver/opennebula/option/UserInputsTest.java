package io.onemachine.driver.opennebula.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.onemachine.driver.opennebula.DriverFixture;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.error.DriverException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the text sent for answers and initial values with that of OpenNebula's command line and web interface. */
class UserInputsTest {

    private final DriverFixture bench;

    UserInputsTest(@TempDir Path folder) {
        bench = new DriverFixture(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "two\nlines\n", " a=b;\"c\" ", "日本 é", "cGxhaW4="})
    void anAnswerOfTypeText64IsSentInBase64(String text) {
        asking("Q=\"M|text64|a file\"");
        bench.created("opennebula-template-id=4", "opennebula-input=Q=" + text);
        assertThat(bench.sent.single("Q"))
                .contains(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The web interface of 7.x expects it encoded, all others expect it plain. */
    @ParameterizedTest
    @CsvSource({
        "plain text, cGxhaW4gdGV4dA==",
        "cGxhaW4gdGV4dA==, cGxhaW4gdGV4dA==",
        "password, cGFzc3dvcmQ=",
        "cGxhaW4gdGV4dA, Y0d4aGFXNGdkR1Y0ZEE=",
    })
    void anInitialValueOfTypeText64IsSentInBase64Once(String initial, String sent) {
        asking("Q=\"O|text64|a file| |" + initial + "\"");
        bench.created("opennebula-template-id=4");
        assertThat(bench.sent.single("Q")).contains(sent);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "text| ; ' a b ' ; ' a b '",
                "password| ; ' p|w=\"d\" ' ; ' p|w=\"d\" '",
                "number| ; ' 12345678901234567890 ' ; 12345678901234567890",
                "number| ; -0 ; -0",
                "number-float| ; 3 ; 3",
                "number-float| ; -3.14159265358979323846 ; -3.14159265358979323846",
                "range|-4..4 ; -4 ; -4",
                "range-float|0.5..1.5 ; 1.50 ; 1.50",
                "list|small, large ; ' large' ; large",
                "list-multiple|a, b,c ; 'c , a' ; 'c,a'",
                "boolean| ; YES ; YES",
                "boolean| ; no ; NO",
                "boolean| ; true ; YES",
                "fixed| |this ; this ; this",
                "array| |a,b ; c,d ; c,d",
                "nosuch|1 ; anything ; anything",
            })
    void anAnswerIsSentAsOpenNebulasToolsSendIt(String type, String answer, String sent) {
        asking("Q=\"M|" + type.replaceFirst("\\|", "|question|") + "\"");
        bench.created("opennebula-template-id=4", "opennebula-input=Q=" + answer);
        assertThat(bench.sent.single("Q")).contains(sent);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "number| ; 0x10 ; is not a whole number",
                "number| ; +1 ; is not a whole number",
                "number-float| ; .5 ; is not a number",
                "number-float| ; 1e3 ; is not a number",
                "number-float| ; 1. ; is not a number",
                "range|1..4 ; 0 ; is not a number within 1..4",
                "range|1..4 ; 2.0 ; is not a number within 1..4",
                "list|a,b ; A ; is not one of a,b",
                "list|a,b ; 'a,b' ; is not one of a,b",
                "list-multiple|a,b ; 'a,,b' ; is not some of a,b",
                "boolean| ; 2 ; is not YES or NO",
            })
    void anAnswerThatOpenNebulasToolsRefuseIsRefusedWithWhatIsAllowed(String type, String answer, String message) {
        asking("Q=\"O|" + type.replaceFirst("\\|", "|question|") + "\"");
        refused("‹option opennebula-input›: \"" + answer + "\" for Q " + message, "opennebula-input=Q=" + answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"number", "number-float", "range", "range-float", "list", "list-multiple", "boolean"})
    void anEmptyAnswerLeavesAnOptionalInputOut(String type) {
        asking("Q=\"O|" + type + "|question|" + (type.startsWith("range") ? "1..2" : "1,2") + "|1\"");
        bench.created("opennebula-template-id=4", "opennebula-input=Q=");
        assertThat(bench.sent.has("Q")).isFalse();
    }

    @Test
    void anEmptyTextIsAnAnswerToAnOptionalInput() {
        asking("A=\"O|text|a| |initial\",B=\"O|text64|b| |initial\",C=\"O|password|c\"");
        bench.created("opennebula-template-id=4", "opennebula-input=A=", "opennebula-input=B=", "opennebula-input=C=");
        assertThat(bench.sent.single("A")).contains("");
        assertThat(bench.sent.single("B")).contains("");
        assertThat(bench.sent.single("C")).contains("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "text64", "password", "number", "list", "boolean"})
    void anInputThatHasToBeAnsweredTakesNoEmptyAnswer(String type) {
        asking("Q=\"M|" + type + "|question|a,b|b\"");
        refused("template 4 (asking) asks for Q (question), which has to be answered", "opennebula-input=Q=");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"list|a,b|c ; one of a,b", "range|1..4|9 ; a number within 1..4", "boolean| |maybe ; YES or NO"})
    void anInitialValueThatDoesNotFitIsReportedAsTheTemplates(String type, String wanted) {
        String initial = type.substring(type.lastIndexOf('|') + 1);
        asking("Q=\"O|" + type.replaceFirst("\\|", "|question|") + "\"");
        refused("\"" + initial + "\", the initial value of the user input Q, is not " + wanted);
    }

    @ParameterizedTest
    @CsvSource({"yes, YES", "true, YES", "1, YES", "No, NO", "0, NO"})
    void anInitialValueOfTypeBooleanIsSentAsYesOrNo(String initial, String sent) {
        asking("Q=\"O|boolean|question| |" + initial + "\"");
        bench.created("opennebula-template-id=4");
        assertThat(bench.sent.single("Q")).contains(sent);
    }

    @Test
    void anAnswerMayNotContradictTheOptionOfItsOwn() {
        asking("CPU=\"O|list|c|1,2|2\"");
        refused("‹option opennebula-input›: CPU is \"2\" here and \"1\"", "opennebula-cpu=1", "opennebula-input=CPU=2");
        bench.created("opennebula-template-id=4", "opennebula-cpu=1", "opennebula-input=CPU=1");
        assertThat(bench.sent.single("CPU")).contains("1");
    }

    @Test
    void anAnswerThatMayBeSecretIsNeitherStoredNorShown() {
        asking("KEY=\"M|text64|private key\",N=\"M|number|n\"");
        Driver driver =
                bench.with("opennebula-template-id=4", "opennebula-input=KEY=SECRET-KEY", "opennebula-input=N=x");
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(driver::preCreateCheck)
                .satisfies(e -> assertThat(e.getMessage() + e.hint()).doesNotContain("SECRET", "U0VDUkVU"));
        bench.created("opennebula-template-id=4", "opennebula-input=KEY=SECRET-KEY", "opennebula-input=N=1");
        assertThat(bench.saved.toString()).doesNotContain("SECRET", "U0VDUkVU");
        assertThat(bench.said.toString()).doesNotContain("SECRET", "U0VDUkVU");
    }

    private void asking(String inputs) {
        bench.cloud.template(4, "asking", 0, "DISK=[IMAGE_ID=0] NIC=[NETWORK=public] USER_INPUTS=[" + inputs + "]");
    }

    private void refused(String message, String... flags) {
        String[] all = new String[flags.length + 1];
        all[0] = "opennebula-template-id=4";
        System.arraycopy(flags, 0, all, 1, flags.length);
        Driver driver = bench.with(all);
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(driver::preCreateCheck)
                .withMessageContaining(message);
        assertThat(bench.cloud.vms).isEmpty();
    }
}
