package io.onemachine.machine.ssh;

import io.onemachine.machine.error.SshUnavailableException.Reason;

/**
 * Why one try to log in did not work.
 *
 * @param words the same in words that continue a sentence: {@code connection refused}
 */
public record SshDiagnosis(Reason reason, String words) {}
