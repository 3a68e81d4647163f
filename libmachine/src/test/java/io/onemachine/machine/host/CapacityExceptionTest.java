package io.onemachine.machine.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.machine.error.CreationRefusedException;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.PreCreateCheckException;
import org.junit.jupiter.api.Test;

class CapacityExceptionTest {
    private final CapacityException full = new CapacityException("no host has room", null, null);

    @Test
    void itIsFoundAmongTheCauses() {
        assertThat(CapacityException.isCauseOf(full)).isTrue();
        assertThat(CapacityException.isCauseOf(new PreCreateCheckException(
                        new CreationRefusedException("refused", null, new QuotaException("limit reached", full)))))
                .isTrue();
    }

    @Test
    void otherFailuresHaveNone() {
        assertThat(CapacityException.isCauseOf(new MachineException("x", new DriverException("y"))))
                .isFalse();
    }
}
