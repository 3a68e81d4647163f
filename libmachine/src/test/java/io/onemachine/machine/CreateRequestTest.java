package io.onemachine.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CreateRequestTest {
    @Test
    void everyMethodReturnsAChangedCopy() {
        CreateRequest request = CreateRequest.of("m1", "fake").tlsSans(List.of("a.example"));

        CreateRequest changed = request.tlsSans(List.of("b.example")).keepOnFailure(true);

        assertThat(changed.tlsSans()).containsExactly("a.example", "b.example");
        assertThat(changed.keepOnFailure()).isTrue();
        assertThat(request.tlsSans()).containsExactly("a.example");
        assertThat(request.keepOnFailure()).isFalse();
        assertThat(changed.name()).isEqualTo("m1");
        assertThat(changed.driver()).isEqualTo("fake");
    }

    @Test
    void valuesOfOptionsAreNotPrinted() {
        CreateRequest request = CreateRequest.of("m1", "fake").option("fake-password", "open sesame");

        assertThat(request).hasToString("machine m1 of driver fake");
    }
}
