package io.onemachine.machine.ssh;

import io.onemachine.machine.error.SshUnavailableException.Reason;

/**
 * Why one login attempt failed.
 *
 * @param words the reason as the continuation of a sentence: {@code connection refused}
 */
public record SshDiagnosis(Reason reason, String words) {}
