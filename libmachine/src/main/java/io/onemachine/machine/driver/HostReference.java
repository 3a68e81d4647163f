package io.onemachine.machine.driver;

import java.util.Optional;

/**
 * What a machine's configuration says of its host, without a question to anyone.
 *
 * @param id what the host is known by where it is, such as {@code 12}; empty when the configuration has none
 * @param description the host in words that begin a sentence: {@code VM 12}
 * @param user the account that it belongs to; empty when the configuration does not say
 * @param endpoint where it is; empty when the configuration does not say
 * @param removal a command line that removes it without this program; empty when there is none
 */
public record HostReference(String id, String description, String user, String endpoint, Optional<String> removal) {}
