package io.onemachine.machine.driver;

import java.util.Optional;

/**
 * What a machine's configuration says about its host, without contacting the cloud.
 *
 * @param id the host's id at the cloud, such as {@code 12}; empty when the configuration has none
 * @param description the host as the beginning of a sentence: {@code VM 12}
 * @param user the user that owns it; empty when the configuration does not say
 * @param endpoint the cloud's endpoint; empty when the configuration does not say
 * @param removal a command line that removes it without this program; empty when there is none
 */
public record HostReference(String id, String description, String user, String endpoint, Optional<String> removal) {}
