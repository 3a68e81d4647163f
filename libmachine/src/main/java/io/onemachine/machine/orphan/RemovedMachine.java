package io.onemachine.machine.orphan;

import io.onemachine.machine.driver.DriverConfig;
import java.nio.file.Path;

/**
 * A machine whose entry was removed from the store although its host could not be removed, and the record for removing it later.
 *
 * @param name the machine's name; there may be another machine of that name by now
 * @param driverName the driver's name
 * @param folder the folder of the record
 * @param driver the {@code Driver} object of its config.json
 */
public record RemovedMachine(String name, String driverName, Path folder, DriverConfig driver) {}
