package io.onemachine.machine.orphan;

import com.google.gson.JsonObject;
import java.nio.file.Path;

/**
 * A machine whose entry was dropped from the store although its host could not be removed, and what is kept to remove it later.
 *
 * @param name the machine's name; there may be another machine of that name by now
 * @param driverName the driver's name
 * @param folder where it is kept
 * @param driver what config.json had under {@code Driver}
 */
public record RemovedMachine(String name, String driverName, Path folder, JsonObject driver) {}
